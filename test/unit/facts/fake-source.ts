import { known, absent, unreadable, type Fact } from '../../../lambda/core/facts/fact';
import { OUT_OF_READS, type FactSource, type ReadAllowance } from '../../../lambda/core/facts/fact-source';
import type { FactSubject } from '../../../lambda/core/facts/fact-subject';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { LOOKUPS } from '../../../lambda/core/facts/lookup-catalog';

export const ROLE_ARN = 'arn:aws:iam::111111111111:role/service-role/media-replication';
export const KEY_ARN = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd';

/** What a world that works answers, where another fact depends on it. */
const ANSWERS: Readonly<Partial<Record<LookupId, unknown>>> = {
  'bucket-replication': {
    roleArn: ROLE_ARN,
    rules: [{ id: 'all-media', destination: { bucket: 'media-dr', account: '222222222222' } }],
  },
  'bucket-presence': { access: 'allowed', region: 'eu-west-1' },
  'bucket-encryption': { algorithm: 'aws:kms', kmsKeyId: 'alias/media', bucketKey: true, blockedTypes: [] },
  'kms-key': { arn: KEY_ARN, region: 'eu-west-1', account: '222222222222' },
  role: { arn: ROLE_ARN, boundaryArn: 'arn:aws:iam::111111111111:policy/edge' },
  'batch-job': { jobId: 'job-1', roleArn: 'arn:aws:iam::111111111111:role/batch' },
  changes: { events: [], isTruncated: false },
  'object-head': { kind: 'object', kmsKeyId: KEY_ARN },
};

export const SUBJECT: FactSubject = {
  partition: 'aws',
  sourceBucket: 'media-prod',
  sourceRegion: 'us-east-1',
  sourceAccount: '111111111111',
  destinationBucket: 'media-dr',
  ruleId: 'all-media',
  object: { key: 'a.mov', versionId: 'v1' },
  jobId: 'job-1',
  firstFailure: '2026-01-02T00:00:00.000Z',
};

/** `throws`, `hangs` and `rejects` are what an adapter should never do. */
export type Behaviour =
  'known' | 'absent' | 'denied' | 'throttled' | 'throws' | 'rejects' | 'hangs' | 'garbage';

export interface FakeSource {
  readonly source: FactSource;
  readonly calls: { readonly lookup: LookupId; readonly target: unknown }[];
}

/** A source that takes as many reads as the real one and behaves as told. */
export function createFakeSource(
  behave: (lookup: LookupId) => Behaviour = () => 'known',
  answers: Readonly<Partial<Record<LookupId, unknown>>> = {},
): FakeSource {
  const calls: { lookup: LookupId; target: unknown }[] = [];
  const read = (lookup: LookupId) => (target: unknown, allowance: ReadAllowance) => {
    for (let step = 1; step <= LOOKUPS[lookup].depth; step += 1) {
      if (!allowance.takeRead(step)) return Promise.resolve(OUT_OF_READS);
    }
    calls.push({ lookup, target });
    return answer(behave(lookup), { ...ANSWERS, ...answers }[lookup] ?? {});
  };
  const entries = (Object.keys(LOOKUPS) as LookupId[]).map((lookup) => [lookup, read(lookup)]);
  return { source: Object.fromEntries(entries) as FactSource, calls };
}

function answer(behaviour: Behaviour, value: unknown): Promise<Fact<unknown>> {
  switch (behaviour) {
    case 'known':
      return Promise.resolve(known(value));
    case 'absent':
      return Promise.resolve(absent('it is not there'));
    case 'denied':
      return Promise.resolve(unreadable('denied', 'access was denied', { needs: ['s3:Look'] }));
    case 'throttled':
      return Promise.resolve(unreadable('throttled', 'AWS asked to slow down'));
    case 'rejects':
      return Promise.reject(new TypeError('https://secret.example.com'));
    case 'hangs':
      return new Promise(() => undefined);
    case 'throws':
      throw new RangeError('https://secret.example.com');
    case 'garbage':
      return Promise.resolve(known(null));
  }
}
