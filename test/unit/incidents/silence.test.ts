import type { Incident } from '../../../lambda/core/incidents/incident';
import {
  findSilence,
  matches,
  type Silence,
  type SilenceMatchers,
} from '../../../lambda/core/incidents/silence';
import { at, makeIncident } from '../../fixtures/make-incident';

const INCIDENT = makeIncident();

function makeSilence(matchers: SilenceMatchers, until = at(60), createdAt = at(0)): Silence {
  return { id: `until ${until}`, matchers, createdAt, until, by: 'ana', comment: 'planned' };
}

test.each<[string, SilenceMatchers, boolean]>([
  ['its id', { incidentId: INCIDENT.id }, true],
  ['another id', { incidentId: 'other' }, false],
  ['its source bucket', { sourceBucket: 'media-prod' }, true],
  ['the beginning of its source bucket', { sourceBucket: 'media' }, false],
  ['the beginning of its rule', { rulePrefix: 'all-' }, true],
  ['the beginning of another rule', { rulePrefix: 'none-' }, false],
  ['its reason', { failureReason: 'DstPutObjectNotPermitted' }, true],
  ['its reason in small letters', { failureReason: 'dstputobjectnotpermitted' }, true],
  ['another reason', { failureReason: 'DstBucketNotFound' }, false],
  ['its destination', { destinationBucket: 'media-dr' }, true],
  ['another destination', { destinationBucket: 'other' }, false],
  ['its source and destination', { sourceBucket: 'media-prod', destinationBucket: 'media-dr' }, true],
  ['its source and another destination', { sourceBucket: 'media-prod', destinationBucket: 'x' }, false],
  ['nothing at all', {}, false],
])('a silence about %s', (_what, matchers, isMatch) => {
  expect(matches(makeSilence(matchers), INCIDENT, at(1))).toBe(isMatch);
});

test.each<[string, Partial<Incident['key']>, SilenceMatchers]>([
  ['rule', { ruleId: null }, { rulePrefix: 'all' }],
  ['reason', { failureReason: null }, { failureReason: 'Absent' }],
  ['destination', { destinationBucket: null }, { destinationBucket: 'media-dr' }],
])('an incident without a %s is not meant by a silence about one', (_what, key, matchers) => {
  const incident = { ...INCIDENT, key: { ...INCIDENT.key, ...key } };
  expect(matches(makeSilence(matchers), incident, at(1))).toBe(false);
});

test.each([
  ['before it begins', -1, false],
  ['when it begins', 0, true],
  ['a moment before its end', 59.9, true],
  ['at its end', 60, false],
])('%s, a silence holds: %s', (_when, minutes, isMatch) => {
  expect(matches(makeSilence({ sourceBucket: 'media-prod' }), INCIDENT, at(minutes))).toBe(isMatch);
});

test('of several silences the one that lasts longest counts', () => {
  const bucket = { sourceBucket: 'media-prod' };
  const silences = [
    makeSilence(bucket, at(10)),
    makeSilence(bucket, at(90)),
    makeSilence({ sourceBucket: 'x' }, at(999)),
  ];
  expect(findSilence(silences, INCIDENT, at(1))?.until).toBe(at(90));
  expect(findSilence([], INCIDENT, at(1))).toBeUndefined();
});
