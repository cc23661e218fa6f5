import { describeNetworkFailure, toNetworkFailure } from '../../lambda/adapters/network-failure';

function makeError(code: string, fields: object = {}): Error {
  return Object.assign(new Error('https://hooks.slack.com/services/T/B/secret'), { code, ...fields });
}

describe('toNetworkFailure', () => {
  test.each([
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ETIMEDOUT',
    'EPIPE',
    'UND_ERR_SOCKET',
    'HPE_INVALID_CONSTANT',
  ])('%s is retryable', (code) => {
    expect(toNetworkFailure(makeError(code))).toEqual({ code, retryable: true });
  });

  test.each([
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'SELF_SIGNED_CERT_IN_CHAIN',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
    'ERR_TLS_CERT_ALTNAME_INVALID',
  ])('%s is not: the same certificate comes again', (code) => {
    const failure = toNetworkFailure(makeError(code));
    expect(failure).toEqual({ code, retryable: false });
    expect(failure && describeNetworkFailure(failure)).toBe(
      `the server's certificate is not trusted (${code})`,
    );
  });

  test('finds the code behind "fetch failed", and behind attempts over two address families', () => {
    const both = Object.assign(new AggregateError([makeError('ENETUNREACH'), makeError('ECONNREFUSED')]));
    expect(toNetworkFailure(new TypeError('fetch failed', { cause: makeError('ECONNREFUSED') }))?.code).toBe(
      'ECONNREFUSED',
    );
    expect(toNetworkFailure(new TypeError('fetch failed', { cause: both }))?.code).toBe('ENETUNREACH');
  });

  test.each([
    ['a programming error', makeError('ERR_INVALID_ARG_TYPE')],
    ['a wrong argument to undici', makeError('UND_ERR_INVALID_ARG')],
    ['a code that is a sentence', makeError('https://hooks.slack.com/services/T/B/secret')],
    ['an error without a code', new Error('x')],
    ['undefined', undefined],
    ['text', 'ECONNREFUSED'],
  ])('%s is none of the network', (_name, error) => {
    expect(toNetworkFailure(error)).toBeUndefined();
  });

  test('ends on a chain of causes that bites its tail', () => {
    const error: Error & { cause?: unknown } = new Error('x');
    error.cause = error;
    expect(toNetworkFailure(error)).toBeUndefined();
  });
});
