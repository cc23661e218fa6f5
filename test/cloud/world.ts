import { PurgeQueueCommand, SendMessageBatchCommand } from '@aws-sdk/client-sqs';
import type { AlertInbox } from './local-aws/alert-inbox';
import type { AwsClients } from './local-aws/aws-clients';
import type { Cdk } from './local-aws/cdk';
import type { CloudFormationApi } from './local-aws/cloudformation-api';
import type { EventSource, LambdaApi } from './local-aws/lambda-api';
import type { RecordingProxy } from './local-aws/recording-proxy';
import type { SlackReceiver } from './local-aws/slack-receiver';
import type { ResponderConfigFiles } from './responder-config';
import type { SourceBuckets } from './source-buckets';
import { toFailureBody, type FailureFields } from './failure-event';
import type { Check } from './check';
import type { DeployedWorld } from './worlds/deployed.worlds';
import type { Workshop } from './worlds/workshop';

export type CloudCheck = Check<World>;

/** All that a check may use. */
export interface World {
  readonly account: string;
  readonly region: string;
  readonly clients: AwsClients;
  readonly lambda: LambdaApi;
  readonly cloudFormation: CloudFormationApi;
  readonly cdk: Cdk;
  readonly proxy: RecordingProxy;
  readonly slack: SlackReceiver;
  /** The emulator without the proxy before it: requests that arrive there did not come over TLS. */
  readonly emulatorUrl: string;
  /** What the emulator and the functions printed. */
  readonly logFile: string;
  /** The temporary directory of this run. */
  readonly directory: string;
  readonly sources: SourceBuckets;
  readonly configs: ResponderConfigFiles;
  /** For replications that are broken and mended. */
  readonly workshop: Workshop;
  /** Replications whose failures go to the responder that is deployed. */
  readonly deployedWorlds: readonly DeployedWorld[];
  /** Set by the check that deploys. */
  deployment?: Deployment;
  /** When the deployed worlds were mended, by the clock of this machine. */
  mendedAt?: number;
}

/** The stack as it stands in the local AWS. */
export interface Deployment {
  readonly queueUrl: string;
  readonly queueArn: string;
  readonly deadLetterQueueUrl: string;
  readonly topicArn: string;
  /** Values of the stack's outputs. */
  readonly outputs: readonly string[];
  readonly eventSource: EventSource;
  readonly inbox: AlertInbox;
  /** How many calls the proxy had recorded when the deployment was done. */
  readonly callsBefore: number;
}

/** @throws when a check runs before the one that deploys. */
export function deploymentOf(world: World): Deployment {
  if (world.deployment === undefined) throw new Error('nothing is deployed');
  return world.deployment;
}

/** A failure body with the places of this world; what the check does not say is ordinary. */
export function failureBody(world: World, fields: Partial<FailureFields> & { ruleId: string }): string {
  return toFailureBody({
    sourceBucket: world.sources.direct.bucket,
    failureReason: 'DstPutObjectNotPermitted',
    key: 'video/2026/clip.mp4',
    region: world.region,
    account: world.account,
    destinationBucket: 'media-dr',
    ...fields,
  });
}

/** Puts bodies on the responder's queue, ten in a request. */
export async function sendToQueue(world: World, bodies: readonly string[]): Promise<void> {
  const { queueUrl } = deploymentOf(world);
  for (let start = 0; start < bodies.length; start += 10) {
    const Entries = bodies
      .slice(start, start + 10)
      .map((MessageBody, index) => ({ Id: String(index), MessageBody }));
    const { Failed = [] } = await world.clients.sqs.send(
      new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }),
    );
    if (Failed.length > 0) throw new Error(`the queue refused ${JSON.stringify(Failed)}`);
  }
}

/** Takes back what a failed check may have left behind: messages in the queue, a mapping that is off, Slack down. */
export async function recoverFromFailure({ slack, deployment, clients }: World): Promise<void> {
  slack.answerWith(200);
  if (deployment === undefined) return;
  await deployment.eventSource.resume().catch(() => console.log('         (the stack is gone)'));
  for (const QueueUrl of [deployment.queueUrl, deployment.deadLetterQueueUrl]) {
    await clients.sqs.send(new PurgeQueueCommand({ QueueUrl })).catch(() => undefined);
  }
}
