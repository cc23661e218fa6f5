import { Duration } from 'aws-cdk-lib';
import { PolicyStatement, type Role } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import type { LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { type AlertingFunctionProps, createAlertingFunction } from './alerting-function';

/** Long enough for a full batch and for channels that answer slowly; six of them fit the visibility timeout. */
export const RESPOND_TIMEOUT = Duration.seconds(60);

/** The most that SQS hands over at once; Lambda stops earlier when a batch reaches 6 MB. */
const BATCH_SIZE = 10_000;

/** Without a batching window Lambda takes no larger batches. */
const BATCH_SIZE_WITHOUT_WINDOW = 10;

export interface RespondFunctionProps extends AlertingFunctionProps {
  readonly queue: IQueue;
  readonly groupWait: Duration;
  readonly maxConcurrency: number;
}

/** The function between queue and alert topic, with exactly the permissions it uses. */
export class RespondFunction extends Construct {
  readonly function: NodejsFunction;
  readonly logGroup: LogGroup;
  readonly role: Role;

  constructor(scope: Construct, id: string, props: RespondFunctionProps) {
    super(scope, id);
    const parts = createAlertingFunction(this, props, {
      name: 'respond',
      description: 'Turns S3 replication failure events into alerts.',
      roleDescription: 'Reads replication events, publishes alerts.',
      timeout: RESPOND_TIMEOUT,
      statements: toSendStatements(props.deadLetterQueue),
    });
    this.function = parts.function;
    this.logGroup = parts.logGroup;
    this.role = parts.role;
    this.function.addEventSource(
      new SqsEventSource(props.queue, {
        batchSize: props.groupWait.toSeconds() === 0 ? BATCH_SIZE_WITHOUT_WINDOW : BATCH_SIZE,
        maxBatchingWindow: props.groupWait,
        maxConcurrency: props.maxConcurrency,
        reportBatchItemFailures: true,
      }),
    );
  }
}

/** Setting aside what cannot be read: what a sender needs, and no more; what a reader needs comes with the event source. */
function toSendStatements(queue: IQueue): readonly PolicyStatement[] {
  const send = new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [queue.queueArn] });
  const key = queue.encryptionMasterKey;
  if (key === undefined) return [send];
  const actions = ['kms:GenerateDataKey', 'kms:Decrypt'];
  return [send, new PolicyStatement({ actions, resources: [key.keyArn] })];
}
