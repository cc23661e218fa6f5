import { toFixValues } from '../../../lambda/core/alerts/fix-values';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { groupFailures } from '../../../lambda/core/incidents/group-failures';
import { makeEvent } from '../../fixtures/make-event';

const valuesOf = (changes: Partial<ReplicationEvent>) => toFixValues(groupFailures([makeEvent(changes)])[0]!);

test('the names in the event fill the placeholders', () => {
  expect(valuesOf({ key: 'a b/ü&c' })).toEqual({
    partition: 'aws',
    sourceBucket: 'media-prod',
    sourceRegion: 'eu-central-1',
    destinationBucket: 'media-dr',
    ruleId: 'all-media',
    key: 'a b/ü&c',
    versionId: 'v1',
  });
});

test.each([
  ['destinationBucket', { destinationBucket: 'x/*","arn:aws:s3:::*' }],
  ['sourceBucket', { sourceBucket: '-rf' }],
  ['sourceRegion', { region: 'eu"west' }],
  ['partition', { partition: 'aws"' }],
  ['key', { key: 'k'.repeat(1_025) }],
  ['key', { key: 'file:///etc/passwd' }],
  ['key', { key: 'FILEB://x' }],
  ['key', { key: 'https://example.com/x' }],
  ['ruleId', { ruleId: 'r'.repeat(2_000) }],
])('a %s that cannot be real stays a placeholder', (name, change) => {
  expect(valuesOf(change)).not.toHaveProperty(name);
});

test('a key with half a surrogate pair cannot be written into a command', () => {
  expect(valuesOf({ key: 'a\ud800' })).not.toHaveProperty('key');
});
