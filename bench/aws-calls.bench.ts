import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Context, SQSEvent } from 'aws-lambda';
import { ENV } from '../lambda/core/env-names';
import { type BenchRow, toRow } from './bench-row';
import { FULL_BATCH, makeFailureBodies } from './failure-bodies';

const PUBLISHED = `<PublishResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>`;

/**
 * Runs the real handler over full batches of one incident against a loopback server in place of AWS and counts
 * what it asks of it, and what a function that alerts once per event would have asked.
 */
export async function benchAwsCalls(): Promise<readonly BenchRow[]> {
  const calls = new Map<string, number>();
  const server = await listen((request) =>
    calls.set(toService(request), (calls.get(toService(request)) ?? 0) + 1),
  );
  try {
    const { port } = server.address() as AddressInfo;
    setEnvironment(`http://127.0.0.1:${port}`);
    const { handler } = await import('../lambda/handlers/respond.handler.js');
    const response = await handler(toSqsEvent(makeFailureBodies(FULL_BATCH, 1)), toContext());
    if (response.batchItemFailures.length > 0) throw new Error('the batch was not handled');
  } finally {
    server.closeAllConnections();
    server.close();
  }
  const alerts = calls.get('sns') ?? 0;
  const note = 'counted at the wire; the incident table is not switched on yet, so nothing is written';
  return [
    toRow({
      id: 'writes-per-batch',
      value: calls.get('dynamodb') ?? 0,
      unit: 'DynamoDB writes',
      budget: 3,
      note,
    }),
    toRow({ id: 'alerts-per-batch', value: alerts, unit: 'SNS publishes', budget: 1 }),
    toRow({
      id: 'peer-alerts',
      value: FULL_BATCH / alerts,
      unit: '× fewer alerts than one per event',
      note: `${alerts} against ${FULL_BATCH} for one full batch of one outage`,
    }),
  ];
}

function listen(onRequest: (request: IncomingMessage) => void): Promise<Server> {
  const server = createServer((request, response) => {
    onRequest(request);
    request.resume().on('end', () => response.writeHead(200, { 'content-type': 'text/xml' }).end(PUBLISHED));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

/** The signing scope names the service: `Credential=AKID/20260101/eu-central-1/sns/aws4_request`. */
function toService({ headers }: IncomingMessage): string {
  return /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';
}

function setEnvironment(endpoint: string): void {
  Object.assign(process.env, {
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: '111111111111',
    AWS_SECRET_ACCESS_KEY: 'bench',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
    [ENV.alertTopicArn]: 'arn:aws:sns:eu-central-1:111111111111:alerts',
    [ENV.deadLetterQueueUrl]: 'https://sqs.eu-central-1.amazonaws.com/111111111111/dead-letters',
  });
}

function toSqsEvent(bodies: readonly string[]): SQSEvent {
  const Records = bodies.map((body, index) => ({ messageId: `m-${index}`, body, eventSource: 'aws:sqs' }));
  return { Records } as SQSEvent;
}

function toContext(): Context {
  return { getRemainingTimeInMillis: () => 60_000 } as Context;
}
