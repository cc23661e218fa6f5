import '../contract/node-errors';
import {
  createSecretReader,
  type SecretReader,
  type SecretReaderOptions,
} from '../../lambda/adapters/secret-reader';
import { findClosedOrigin, type HttpAnswer, startWireServer, type WireServer } from '../contract/wire-server';

const SECRET_ARN = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:slack/hook-AbCdEf';
const PARAMETER_ARN = 'arn:aws:ssm:eu-central-1:111111111111:parameter/slack/hook';
const VALUE = 'https://hooks.slack.com/services/T/B/topsecret';

/** Both services speak AWS JSON 1.1: an error is a `__type`, in the body alone. */
function toError(status: number, type: string): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ __type: type, message: `A message of AWS about ${VALUE}` }),
  };
}

function toAnswer(fields: object): HttpAnswer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(fields),
  };
}

const secretAnswer = (text: string): HttpAnswer =>
  toAnswer({ ARN: SECRET_ARN, Name: 'slack/hook', SecretString: text });
const parameterAnswer = (text: string, type = 'SecureString'): HttpAnswer =>
  toAnswer({ Parameter: { ARN: PARAMETER_ARN, Name: '/slack/hook', Type: type, Value: text, Version: 1 } });

let server: WireServer;
beforeEach(async () => {
  server = await startWireServer();
});
afterEach(() => server.stop());

function makeReader(secretArn: string, options: Partial<SecretReaderOptions> = {}): SecretReader {
  return createSecretReader({
    secretArn,
    clientConfig: {
      endpoint: server.origin,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 1,
    },
    ...options,
  });
}

async function catchError(reader: SecretReader): Promise<Error> {
  const error = await reader().then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Error)) throw new TypeError('the read did not fail');
  expect(error.name).toBe('SecretError');
  expect(`${error.message} ${error.stack} ${JSON.stringify(error)}`).not.toContain('topsecret');
  expect(error.cause).toBeUndefined();
  return error;
}

describe('a secret of Secrets Manager', () => {
  test('is read by its ARN, in the Region of its ARN', async () => {
    server.answerWith(secretAnswer(VALUE));
    await expect(makeReader(SECRET_ARN)()).resolves.toBe(VALUE);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0]?.headers['x-amz-target']).toBe('secretsmanager.GetSecretValue');
    expect(server.requests[0]?.headers.authorization).toContain('/eu-west-1/secretsmanager/');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ SecretId: SECRET_ARN });
  });

  test.each([
    ['ResourceNotFoundException', 400, 'not-found', false],
    ['InvalidRequestException', 400, 'not-found', false],
    ['AccessDeniedException', 400, 'denied', false],
    ['DecryptionFailure', 400, 'key-unusable', false],
    ['InvalidParameterException', 400, 'unavailable', false],
    ['ThrottlingException', 400, 'unavailable', true],
    ['InternalServiceError', 500, 'unavailable', true],
    ['ExpiredTokenException', 400, 'unavailable', true],
  ] as const)('%s (HTTP %i) is told as %s, retryable: %s', async (...row) => {
    const [type, status, code, retryable] = row;
    server.answerWith(toError(status, type));
    const error = await catchError(makeReader(SECRET_ARN));
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain(
      `the secret ${SECRET_ARN}: got ${type} (HTTP ${status}), needs to be read. `,
    );
  });

  test.each([
    ['an empty one', toAnswer({ SecretString: '' }), 'empty'],
    ['one of blanks', toAnswer({ SecretString: ' \n' }), 'empty'],
    ['one without a value', toAnswer({}), 'empty'],
    ['a binary one', toAnswer({ SecretBinary: Buffer.from(VALUE).toString('base64') }), 'binary'],
  ])('%s is refused', async (_name, answer, code) => {
    server.answerWith(answer);
    expect(await catchError(makeReader(SECRET_ARN))).toMatchObject({ code, retryable: false });
  });

  test('an answer that is broken in the middle of the value leaks nothing of it', async () => {
    server.answerWith({ status: 200, body: `{"SecretString":"${VALUE}` });
    expect(await catchError(makeReader(SECRET_ARN))).toMatchObject({ code: 'unavailable', retryable: true });
  });
});

describe('a parameter of SSM', () => {
  test('is read decrypted by its ARN, in the Region of its ARN', async () => {
    server.answerWith(parameterAnswer(VALUE));
    await expect(makeReader(PARAMETER_ARN)()).resolves.toBe(VALUE);
    expect(server.requests[0]?.headers['x-amz-target']).toBe('AmazonSSM.GetParameter');
    expect(server.requests[0]?.headers.authorization).toContain('/eu-central-1/ssm/');
    expect(JSON.parse(server.requests[0]?.body ?? '')).toEqual({ Name: PARAMETER_ARN, WithDecryption: true });
  });

  test.each([
    ['ParameterNotFound', 400, 'not-found', false],
    ['ParameterVersionNotFound', 400, 'not-found', false],
    ['AccessDeniedException', 400, 'denied', false],
    ['InvalidKeyId', 400, 'key-unusable', false],
    ['ThrottlingException', 400, 'unavailable', true],
    ['InternalServerError', 500, 'unavailable', true],
  ] as const)('%s (HTTP %i) is told as %s, retryable: %s', async (...row) => {
    const [type, status, code, retryable] = row;
    server.answerWith(toError(status, type));
    const error = await catchError(makeReader(PARAMETER_ARN));
    expect(error).toMatchObject({ code, retryable });
    expect(error.message).toContain(type);
  });

  test.each(['String', 'StringList'])('of type %s is refused: it is not encrypted', async (type) => {
    server.answerWith(parameterAnswer(VALUE, type));
    expect(await catchError(makeReader(PARAMETER_ARN))).toMatchObject({
      code: 'not-encrypted',
      retryable: false,
    });
  });
});

describe('an ARN that is none', () => {
  test.each([
    '',
    'slack/hook',
    VALUE,
    'arn:aws:s3:::bucket',
    'arn:aws:secretsmanager:eu-west-1:111111111111:secret:',
    'arn:aws:ssm:eu-west-1:1111:parameter/x',
    `${SECRET_ARN}\n`,
  ])('%j fails at the first read, without being quoted and without a call', async (arn) => {
    const error = await catchError(makeReader(arn));
    expect(error).toMatchObject({ code: 'bad-arn', retryable: false });
    expect(server.requests).toEqual([]);
  });

  test.each(['aws-cn', 'aws-us-gov'])('the partition %s is as good as any', async (partition) => {
    server.answerWith(secretAnswer(VALUE));
    await expect(makeReader(SECRET_ARN.replace('arn:aws:', `arn:${partition}:`))()).resolves.toBe(VALUE);
  });
});

describe('a read without an answer', () => {
  test('is retryable when nothing listens', async () => {
    const clientConfig = {
      endpoint: await findClosedOrigin(),
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts: 1,
    };
    const error = await catchError(makeReader(SECRET_ARN, { clientConfig }));
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(error.message).toContain('ECONNREFUSED');
  });

  test('is given up in time', async () => {
    server.answerWith('hang');
    const error = await catchError(makeReader(SECRET_ARN, { timeoutMs: 80 }));
    expect(error).toMatchObject({ code: 'unavailable', retryable: true });
    expect(error.message).toContain('no answer within 80 ms');
  });
});

describe('the cache', () => {
  /** A reader on a clock that only the test moves. */
  function makeClocked(ttlSeconds = 300): { reader: SecretReader; advance: (seconds: number) => void } {
    let clock = 0;
    const reader = makeReader(SECRET_ARN, { ttlSeconds, now: () => clock });
    return { reader, advance: (seconds) => (clock += seconds * 1_000) };
  }

  test('calls nothing before the first read', async () => {
    makeReader(SECRET_ARN);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.requests).toEqual([]);
  });

  test('reads once within the time to live and again after it', async () => {
    const { reader, advance } = makeClocked(300);
    server.answerWith(secretAnswer('one'));
    await reader();
    server.answerWith(secretAnswer('two'));
    advance(299);
    await expect(reader()).resolves.toBe('one');
    advance(1);
    await expect(reader()).resolves.toBe('two');
    expect(server.requests).toHaveLength(2);
  });

  test('lets reads that overlap share one call', async () => {
    server.answerWith(secretAnswer('one'));
    const { reader } = makeClocked();
    await expect(Promise.all([reader(), reader(), reader()])).resolves.toEqual(['one', 'one', 'one']);
    expect(server.requests).toHaveLength(1);
  });

  test('does not remember a failure', async () => {
    const { reader } = makeClocked();
    server.answerWith(toError(400, 'AccessDeniedException'));
    await catchError(reader);
    server.answerWith(secretAnswer('one'));
    await expect(reader()).resolves.toBe('one');
  });

  test('reads again when its value was refused, once for all that were refused with it', async () => {
    const { reader, advance } = makeClocked();
    server.answerWith(secretAnswer('old'));
    await reader();
    advance(60);
    server.answerWith(secretAnswer('new'));
    const refused = { refused: 'old' };
    await expect(Promise.all([reader(refused), reader(refused)])).resolves.toEqual(['new', 'new']);
    await expect(reader(refused)).resolves.toBe('new');
    expect(server.requests).toHaveLength(2);
  });

  test('does not read again for a value just read: a wrong secret must not cost a call for every alert', async () => {
    const { reader, advance } = makeClocked();
    server.answerWith(secretAnswer('wrong'));
    await reader();
    advance(9);
    await expect(reader({ refused: 'wrong' })).resolves.toBe('wrong');
    expect(server.requests).toHaveLength(1);
  });

  test('keeps an old value in use while AWS throttles, for an hour', async () => {
    const { reader, advance } = makeClocked(300);
    server.answerWith(secretAnswer('old'));
    await reader();
    server.answerWith(toError(400, 'ThrottlingException'));
    advance(3_000);
    await expect(reader()).resolves.toBe('old');
    advance(1_000);
    await catchError(reader);
  });

  test('drops an old value when AWS denies it', async () => {
    const { reader, advance } = makeClocked(300);
    server.answerWith(secretAnswer('old'));
    await reader();
    server.answerWith(toError(400, 'AccessDeniedException'));
    advance(301);
    expect(await catchError(reader)).toMatchObject({ code: 'denied' });
  });
});
