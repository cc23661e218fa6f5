import {
  absent,
  isSettled,
  known,
  mapFact,
  provisional,
  unreadable,
  valueOf,
  type Fact,
} from '../../../lambda/core/facts/fact';

const DENIED = unreadable('denied', 'access was denied', { needs: ['s3:GetBucketPolicy'] });

test.each<readonly [Fact<number>, number | undefined]>([
  [known(1), 1],
  [provisional(1), 1],
  [absent('it is not there'), undefined],
  [DENIED, undefined],
])('%j has the value %j', (fact, value) => expect(valueOf(fact)).toBe(value));

test('only what is known is mapped; what is provisional stays so', () => {
  expect(mapFact(known(1), String)).toEqual(known('1'));
  expect(mapFact(provisional(1), String)).toEqual(provisional('1'));
  expect(mapFact(absent('no'), String)).toEqual(absent('no'));
  expect(mapFact(DENIED, String)).toBe(DENIED);
});

test.each([
  [known(1), true],
  [provisional(1), false],
  [absent('no'), true],
  [DENIED, true],
  [unreadable('throttled', 'slow down'), false],
  [unreadable('failed', 'HTTP 500', { retryable: true }), false],
])('%j: settled is %s', (fact, expected) => expect(isSettled(fact)).toBe(expected));

test.each(['throttled', 'timeout', 'network', 'budget'] as const)('%s passes by itself', (cause) => {
  expect(unreadable(cause, 'x').retryable).toBe(true);
});

test.each(['denied', 'other-account', 'malformed', 'dependency', 'refused', 'failed'] as const)(
  '%s does not say that it passes',
  (cause) => expect(unreadable(cause, 'x')).toEqual({ state: 'unreadable', cause, because: 'x', needs: [] }),
);
