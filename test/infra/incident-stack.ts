import { Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { ResponderAlarms } from '../../lib/alarms';
import { AlertTopic } from '../../lib/alert-topic';
import { createChecksAccess } from '../../lib/checks-access';
import { createIncidentAccess } from '../../lib/incident-access';
import { IncidentTable } from '../../lib/incident-table';
import { IngestionQueue } from '../../lib/ingestion-queue';
import { acknowledgeNagFindings } from '../../lib/nag-acknowledgements';
import type { NotifyTimersProps } from '../../lib/notify-timers';
import type { SlackChannel } from '../../lib/replication-failure-responder-props';
import { RESPOND_TIMEOUT, RespondFunction } from '../../lib/respond-function';
import { SweepFunction } from '../../lib/sweep-function';
import { createApp } from './synthesize';

const ACCOUNT = '111111111111';
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
export const SECRET = `arn:aws:secretsmanager:eu-west-1:${ACCOUNT}:secret:slack-AbCdEf`;

export interface IncidentStackOptions {
  readonly hasIncidents?: boolean;
  readonly hasKey?: boolean;
  readonly hasSlack?: boolean;
  readonly hasAccountRole?: boolean;
  readonly tracing?: boolean;
  readonly checks?: 'off' | 'config' | 'objects';
  readonly timers?: NotifyTimersProps;
}

/** A stack whose responder keeps incidents, put together as the construct will do it once incidents are switched on. */
export function createIncidentStack(options: IncidentStackOptions = {}, app: Construct = createApp()): Stack {
  const stack = new Stack(app, 'Test', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  const { hasIncidents = true, hasSlack = false, tracing = false } = options;
  const key = options.hasKey === true && { encryptionKey: Key.fromKeyArn(stack, 'Key', KEY) };
  const sourceBuckets = [{ bucket: Bucket.fromBucketName(stack, 'Source', 'media-prod') }];
  const [groupWait, maxConcurrency] = [Duration.seconds(30), 2];
  const ingestion = new IngestionQueue(stack, 'Ingestion', {
    sourceBuckets,
    groupWait,
    functionTimeout: RESPOND_TIMEOUT,
    ...key,
  });
  const { queue, deadLetterQueue } = ingestion;
  const { topic } = new AlertTopic(stack, 'Alerts', { ...key });
  const checks = toChecks(stack, options);
  const incidents =
    hasIncidents &&
    createIncidentAccess(new IncidentTable(stack, 'Incidents', { ...key }), {
      timers: options.timers ?? {},
      maxConcurrency,
    });
  const common = {
    alertTopic: topic,
    deadLetterQueue,
    logRetention: RetentionDays.ONE_MONTH,
    tracing,
    dashboardUrl: 'https://console.aws.amazon.com/cloudwatch/home',
    ...(hasSlack && { slack: toSlack(stack) }),
    ...(checks && { checks }),
  };
  const respond = new RespondFunction(stack, 'Respond', {
    ...common,
    ...(incidents && { incidents }),
    queue,
    groupWait,
    maxConcurrency,
  });
  const sweep = incidents ? new SweepFunction(stack, 'Sweep', { ...common, incidents }) : undefined;
  new ResponderAlarms(stack, 'Alarms', {
    namePrefix: 'Test',
    queue,
    deadLetterQueue,
    function: respond.function,
    longestWait: ingestion.visibilityTimeout,
    hasSlack,
    actionTopic: topic,
    ...(sweep && { sweep }),
  });
  acknowledgeNagFindings({
    responder: stack,
    roles: [respond.role, ...(sweep ? [sweep.role] : [])],
    isTraced: tracing,
    reads: checks?.statements ?? [],
  });
  return stack;
}

const templates = new Map<string, Template>();

/** The template of such a stack; the same object for the same options. */
export function synthesizeIncidents(options: IncidentStackOptions = {}): Template {
  const id = JSON.stringify(options);
  const template = templates.get(id) ?? Template.fromStack(createIncidentStack(options));
  templates.set(id, template);
  return template;
}

function toChecks(stack: Stack, { checks = 'off', hasAccountRole = false }: IncidentStackOptions) {
  const account = '222222222222';
  const roleArn = `arn:aws:iam::${account}:role/looking`;
  const props = {
    checks,
    sourceBuckets: [{ bucket: Bucket.fromBucketName(stack, 'Looked', 'media-prod') }],
    ...(hasAccountRole && { accountRoles: [{ account, roleArn, externalId: 's3-replication-7f3a' }] }),
  };
  return createChecksAccess(stack, props, 'Test-eu-west-1');
}

function toSlack(stack: Stack): SlackChannel {
  return {
    mode: 'bot',
    channel: 'C0123456789',
    secret: Secret.fromSecretCompleteArn(stack, 'Slack', SECRET),
    secretKey: Key.fromKeyArn(stack, 'SlackKey', KEY),
  };
}
