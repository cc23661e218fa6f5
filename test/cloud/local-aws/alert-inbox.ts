import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs';
import { SubscribeCommand } from '@aws-sdk/client-sns';
import type { Alert, IncidentAlert, UnreadableAlert } from '../../../lambda/core/alerts/alert.schema';
import type { AwsClients } from './aws-clients';
import { waitFor } from './waiting';

export interface ReceivedAlert<T extends Alert = Alert> {
  readonly alert: T;
  readonly subject: string;
  /** The SNS message attributes, by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

export interface AlertInbox {
  /** Every alert that has arrived so far. */
  readonly received: readonly ReceivedAlert[];
  /** Waits until alerts of this rule count up to `failures`; returns them all, also those that came late. */
  waitForFailures(ruleId: string, failures: number): Promise<readonly ReceivedAlert<IncidentAlert>[]>;
  /** Waits for the next `unreadable` alert that was not returned before. */
  waitForUnreadable(): Promise<ReceivedAlert<UnreadableAlert>>;
  /** Takes in what is under way, then tells how many alerts of this rule there are. */
  countAfterSettling(ruleId: string): Promise<number>;
}

interface SnsEnvelope {
  readonly Subject: string;
  readonly Message: string;
  readonly MessageAttributes?: Readonly<Record<string, { readonly Value: string }>>;
}

const TIMEOUT_SECONDS = 25;
const SETTLE_SECONDS = 2;

/** A queue of ours, subscribed to the alert topic the way a dashboard or a pager would be. */
export async function subscribeAlertInbox(clients: AwsClients, topicArn: string): Promise<AlertInbox> {
  const queueUrl = await createInboxQueue(clients, topicArn);
  const received: ReceivedAlert[] = [];
  const handedOut = new Set<ReceivedAlert>();

  const poll = async (waitSeconds: number): Promise<void> => {
    const { Messages = [] } = await clients.sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
      }),
    );
    if (Messages.length === 0) return;
    received.push(...Messages.map(({ Body }) => toReceivedAlert(Body ?? '')));
    const entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await clients.sqs.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries }));
  };
  const settle = async (): Promise<void> => {
    const end = Date.now() + SETTLE_SECONDS * 1_000;
    while (Date.now() < end) await poll(1);
  };
  const ofRule = (ruleId: string): readonly ReceivedAlert<IncidentAlert>[] =>
    received.filter(isIncident).filter(({ alert }) => alert.replication.ruleId === ruleId);

  return {
    received,
    waitForFailures: async (ruleId, failures) => {
      await waitFor(
        `alerts about ${failures} failures of rule ${ruleId}`,
        async () => {
          await poll(1);
          return sumFailures(ofRule(ruleId)) >= failures ? true : undefined;
        },
        { timeoutSeconds: TIMEOUT_SECONDS },
      );
      await settle();
      return ofRule(ruleId);
    },
    waitForUnreadable: async () => {
      const found = await waitFor(
        'an alert about an unreadable message',
        async () => {
          await poll(1);
          return received.filter(isUnreadable).find((candidate) => !handedOut.has(candidate));
        },
        { timeoutSeconds: TIMEOUT_SECONDS },
      );
      handedOut.add(found);
      return found;
    },
    countAfterSettling: async (ruleId) => {
      await settle();
      return ofRule(ruleId).length;
    },
  };
}

export function sumFailures(alerts: readonly ReceivedAlert<IncidentAlert>[]): number {
  return alerts.reduce((sum, { alert }) => sum + alert.incident.failures, 0);
}

function isIncident(received: ReceivedAlert): received is ReceivedAlert<IncidentAlert> {
  return received.alert.type !== 'unreadable';
}

function isUnreadable(received: ReceivedAlert): received is ReceivedAlert<UnreadableAlert> {
  return received.alert.type === 'unreadable';
}

function toReceivedAlert(body: string): ReceivedAlert {
  const { Subject, Message, MessageAttributes = {} } = JSON.parse(body) as SnsEnvelope;
  const attributes = Object.fromEntries(
    Object.entries(MessageAttributes).map(([name, { Value }]) => [name, Value]),
  );
  return { alert: JSON.parse(Message) as Alert, subject: Subject, attributes };
}

async function createInboxQueue({ sqs, sns }: AwsClients, topicArn: string): Promise<string> {
  const policy = {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'sns.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: '*',
        Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
      },
    ],
  };
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: 'alert-inbox', Attributes: { Policy: JSON.stringify(policy) } }),
  );
  const { Attributes } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }),
  );
  const Endpoint = Attributes?.['QueueArn'];
  await sns.send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint }));
  return QueueUrl ?? '';
}
