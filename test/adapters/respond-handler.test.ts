import '../contract/node-errors';
import { createHash } from 'node:crypto';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type * as RespondHandler from '../../lambda/handlers/respond.handler';
import {
  type HttpAnswer,
  type RecordedRequest,
  startWireServer,
  type WireServer,
} from '../contract/wire-server';
import { makeBody } from '../fixtures/make-event';

const REFUSED: HttpAnswer = {
  status: 403,
  headers: { 'content-type': 'text/xml' },
  body: '<ErrorResponse><Error><Code>AuthorizationError</Code><Message>no</Message></Error></ErrorResponse>',
};

let aws: WireServer;
/** What the alert topic answers. */
let publish: (request: RecordedRequest) => HttpAnswer;
const environment = { ...process.env };

beforeEach(async () => {
  aws = await startWireServer();
  publish = () => ({
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: '<PublishResponse><PublishResult><MessageId>m-1</MessageId></PublishResult></PublishResponse>',
  });
  aws.answerWith((request) => (isPublish(request) ? publish(request) : answerSendMessage(request)));
  Object.assign(process.env, {
    AWS_ENDPOINT_URL: aws.origin,
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'example',
    AWS_MAX_ATTEMPTS: '1',
    ALERT_TOPIC_ARN: 'arn:aws:sns:eu-west-1:111111111111:alerts',
    DEAD_LETTER_QUEUE_URL: `${aws.origin}/111111111111/dead-letters`,
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    POWERTOOLS_METRICS_DISABLED: 'true',
  });
});

afterEach(async () => {
  process.env = { ...environment };
  await aws.stop();
});

function isPublish({ body }: RecordedRequest): boolean {
  return body.includes('Action=Publish');
}

function answerSendMessage({ body }: RecordedRequest): HttpAnswer {
  const { MessageBody } = JSON.parse(body) as { MessageBody: string };
  const MD5OfMessageBody = createHash('md5').update(MessageBody).digest('hex');
  const headers = { 'content-type': 'application/x-amz-json-1.0' };
  return { status: 200, headers, body: JSON.stringify({ MessageId: 'q-1', MD5OfMessageBody }) };
}

/** A cold start with these messages: the module reads its environment when it is loaded. */
async function invoke(bodies: Readonly<Record<string, string>>): Promise<SQSBatchResponse> {
  const Records = Object.entries(bodies).map(([messageId, body]) => ({
    messageId,
    body,
    eventSource: 'aws:sqs',
  }));
  const context = { getRemainingTimeInMillis: () => 60_000 } as Context;
  let loaded: typeof RespondHandler | undefined;
  jest.isolateModules(() => {
    loaded = jest.requireActual<typeof RespondHandler>('../../lambda/handlers/respond.handler');
  });
  return await loaded!.handler({ Records } as unknown as SQSEvent, context);
}

function sentToDeadLetters(): readonly string[] {
  return aws.requests
    .filter((request) => !isPublish(request))
    .map(({ body }) => (JSON.parse(body) as { MessageBody: string }).MessageBody);
}

test('a batch that was told is answered with no failures, and asks AWS for nothing but one publish', async () => {
  const response = await invoke({ a: makeBody(), b: makeBody({ key: 'two' }) });
  expect(response).toEqual({ batchItemFailures: [] });
  expect(aws.requests.map(isPublish)).toEqual([true]);
});

test('only the messages behind the alert that the topic refused come back', async () => {
  publish = ({ body }) =>
    body.includes('DstBucketUnversioned')
      ? REFUSED
      : {
          status: 200,
          body: '<PublishResponse><PublishResult><MessageId>m</MessageId></PublishResult></PublishResponse>',
        };
  const response = await invoke({
    a: makeBody(),
    b: makeBody({ failureReason: 'DstBucketUnversioned' }),
    c: makeBody(),
  });
  expect(response).toEqual({ batchItemFailures: [{ itemIdentifier: 'b' }] });
});

test('a poison message is told and kept as it came, and its neighbour is alerted', async () => {
  const response = await invoke({ poison: '{"Records": [', fine: makeBody() });
  expect(response).toEqual({ batchItemFailures: [] });
  expect(aws.requests.filter(isPublish)).toHaveLength(2);
  expect(sentToDeadLetters()).toEqual(['{"Records": [']);
});

test('a topic that refuses everything loses nothing: every message comes back, the poison is not moved', async () => {
  publish = () => REFUSED;
  const response = await invoke({ poison: 'x', fine: makeBody() });
  expect(response.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['poison', 'fine']);
  expect(sentToDeadLetters()).toEqual([]);
});

test('an environment without a topic fails the cold start with what is missing', async () => {
  delete process.env['ALERT_TOPIC_ARN'];
  await expect(invoke({ a: makeBody() })).rejects.toThrow(/ALERT_TOPIC_ARN: got nothing/);
});

describe('with checks on', () => {
  const DENIED: HttpAnswer = {
    status: 403,
    headers: { 'content-type': 'application/xml', 'x-amz-bucket-region': 'eu-west-1' },
    body: '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>',
  };
  const VERSIONING_SUSPENDED: HttpAnswer = {
    status: 200,
    headers: { 'content-type': 'application/xml' },
    body: '<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Status>Suspended</Status></VersioningConfiguration>',
  };

  /** Switches the checks on, with an S3 that answers one question and refuses all others. */
  function lookInto(answerVersioning: HttpAnswer): void {
    Object.assign(process.env, { CHECKS: 'config', HOME_ACCOUNT: '111111111111' });
    aws.answerWith((request) => {
      if (isPublish(request)) return publish(request);
      return /^\/[^?]*\?versioning/.test(request.path) ? answerVersioning : DENIED;
    });
  }

  function publishedAlert(): { diagnosis: { verdict: string; cause?: object; notChecked: object[] } } {
    const message = new URLSearchParams(aws.requests.find(isPublish)?.body).get('Message');
    const { default: text } = JSON.parse(message ?? '{}') as { default: string };
    return JSON.parse(text) as ReturnType<typeof publishedAlert>;
  }

  test('what was found in AWS is in the alert', async () => {
    lookInto(VERSIONING_SUSPENDED);
    const response = await invoke({ a: makeBody({ failureReason: 'DstBucketUnversioned' }) });
    expect(response).toEqual({ batchItemFailures: [] });
    expect(publishedAlert().diagnosis).toMatchObject({
      verdict: 'confirmed',
      cause: { check: 'destination-versioning' },
    });
  });

  test('an AWS that refuses every look costs no alert, and the alert says what it takes', async () => {
    lookInto(DENIED);
    const response = await invoke({ a: makeBody({ failureReason: 'DstBucketUnversioned' }) });
    expect(response).toEqual({ batchItemFailures: [] });
    const { diagnosis } = publishedAlert();
    expect(diagnosis.verdict).toBe('likely');
    expect(diagnosis.notChecked).toContainEqual(
      expect.objectContaining({ check: 'destination-versioning', needs: ['s3:GetBucketVersioning'] }),
    );
  });
});
