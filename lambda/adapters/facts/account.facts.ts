import type * as S3Control from '@aws-sdk/client-s3-control';
import type { BatchJob } from '../../core/facts/account-state';
import { absent, type Fact, known } from '../../core/facts/fact';
import type { FactSource, ReadAllowance } from '../../core/facts/fact-source';
import { neededActions } from '../../core/facts/lookup-catalog';
import type { LookupId } from '../../core/facts/lookup';
import { toPublicAccessBlock } from './access.facts';
import { optional, required } from './answer-part';
import { type AwsCall, createAwsService } from './aws-service';
import type { FactClients, Place } from './fact-clients';
import { type AwsRead, readAws } from './read-aws';
import { guardAnswers } from './s3-answer-guard';

interface AccountRead<Output, T> extends Pick<AwsRead<Output, T>, 'toFact' | 'refusals'> {
  readonly lookup: LookupId;
  readonly allowance: ReadAllowance;
  readonly send: AwsCall<S3Control.S3ControlClient, typeof S3Control, Output>;
}

/** What S3 knows of an account as a whole: Block Public Access, and Batch jobs. */
export function createAccountFacts(
  clients: FactClients,
): Pick<FactSource, 'account-public-access-block' | 'batch-job'> {
  const endpoint = clients.s3ControlEndpoint;
  const service = createAwsService(
    clients,
    () => import('@aws-sdk/client-s3-control'),
    (sdk, config) =>
      guardAnswers(new sdk.S3ControlClient({ ...config, ...(endpoint !== undefined && { endpoint }) })),
  );

  async function read<Output, T>(place: Place, one: AccountRead<Output, T>): Promise<Fact<T>> {
    return (
      clients.refuse(one.lookup, place.account) ??
      readAws({
        ...one,
        step: 1,
        needs: neededActions(one.lookup),
        send: service(place, one.send),
      })
    );
  }

  return {
    'account-public-access-block': (target, allowance) =>
      read(target, {
        lookup: 'account-public-access-block',
        allowance,
        send: (client, options, s3control) =>
          client.send(new s3control.GetPublicAccessBlockCommand({ AccountId: target.account }), options),
        toFact: ({ PublicAccessBlockConfiguration }) =>
          known(toPublicAccessBlock(PublicAccessBlockConfiguration)),
        refusals: {
          NoSuchPublicAccessBlockConfiguration: () =>
            absent('the account does not block public access as a whole'),
        },
      }),

    'batch-job': (target, allowance) =>
      read(target, {
        lookup: 'batch-job',
        allowance,
        send: (client, options, s3control) =>
          client.send(
            new s3control.DescribeJobCommand({ AccountId: target.account, JobId: target.jobId }),
            options,
          ),
        toFact: ({ Job }) => known(toJob(required(Job, 'Job'))),
        refusals: NO_JOB,
      }),
  };
}

/** The model of the SDK has the one, S3 has been seen to send the other. */
const NO_JOB = {
  NotFoundException: () => absent('there is no such job'),
  NoSuchJob: () => absent('there is no such job'),
} as const;

function toJob(job: S3Control.JobDescriptor): BatchJob {
  const { TotalNumberOfTasks, NumberOfTasksSucceeded, NumberOfTasksFailed } = job.ProgressSummary ?? {};
  const [operation] = Object.keys(job.Operation ?? {});
  return {
    jobId: required(job.JobId, 'JobId'),
    status: required(job.Status, 'Status'),
    ...optional('roleArn', job.RoleArn),
    ...optional('operation', operation),
    tasks: {
      total: TotalNumberOfTasks ?? 0,
      succeeded: NumberOfTasksSucceeded ?? 0,
      failed: NumberOfTasksFailed ?? 0,
    },
    failureReasons: (job.FailureReasons ?? []).map(({ FailureCode, FailureReason }) => ({
      ...optional('code', FailureCode),
      ...optional('reason', FailureReason),
    })),
  };
}
