import fc from 'fast-check';
import { absent, type Fact, known, unreadable } from '../../../lambda/core/facts/fact';
import { FACTS, lookupOf } from '../../../lambda/core/facts/fact-catalog';
import { FACT_IDS, FACT_LOOKUPS, type FactId } from '../../../lambda/core/facts/fact-id';
import type { LookupId } from '../../../lambda/core/facts/lookup';
import { LOOKUPS, neededActions } from '../../../lambda/core/facts/lookup-catalog';
import { parseKmsKeyArn, isKmsAlias } from '../../../lambda/core/facts/kms-key-arn';
import { parseRoleArn, toIamRegion } from '../../../lambda/core/facts/role-arn';
import { READ_LIMITS } from '../../../lambda/core/facts/read-budget';
import { KEY_ARN, ROLE_ARN, SUBJECT } from './fake-source';

const LOOKUP_IDS = Object.keys(LOOKUPS) as LookupId[];

test.each(FACT_IDS)('%s has a kebab-case id and says in a clause what it tells', (id) => {
  expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
  expect(FACTS[id].tells).toMatch(/^[a-z].{10,90}[^.]$/);
});

test('the catalog and the list of ids hold the same facts', () => {
  expect(Object.keys(FACTS).sort()).toEqual([...FACT_IDS].sort());
});

test.each(FACT_IDS)('%s waits for nothing but what it declares, whatever the others answer', (id) => {
  const fact = fc.constantFrom<Fact<unknown>>(
    absent('no'),
    unreadable('denied', 'no'),
    known({ roleArn: ROLE_ARN, rules: [], region: 'eu-west-1', algorithm: 'aws:kms', arn: ROLE_ARN }),
    known({ kind: 'object', kmsKeyId: KEY_ARN, algorithm: 'AES256', roleArn: 'x', rules: [], arn: KEY_ARN }),
    known({ roleArn: ROLE_ARN, rules: [{ id: 'all-media', destination: { bucket: 'media-dr' } }] }),
  );
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...FACT_IDS), fact), fc.boolean(), (facts, readsObjects) => {
      const view = {
        subject: { ...SUBJECT, readsObjects },
        fact: (other: FactId) => facts[other] as never,
      };
      const place = FACTS[id].locate(view);
      if (place.state === 'waiting')
        expect(FACTS[id].dependsOn).toEqual(expect.arrayContaining([...place.on]));
    }),
    { numRuns: 60 },
  );
});

test.each(FACT_IDS)('%s depends on nothing that depends on it', (id) => {
  const reach = (from: FactId, seen: readonly FactId[]): void => {
    expect(seen).not.toContain(from);
    for (const next of FACTS[from].dependsOn) reach(next, [...seen, from]);
  };
  reach(id, []);
});

test.each(LOOKUP_IDS)('%s names its actions, its page and how deep it reads', (lookup) => {
  const row = LOOKUPS[lookup];
  expect(row.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\/.+\.html$/);
  for (const { action, resource } of row.actions) {
    expect(action).toMatch(/^(s3|iam|kms|cloudtrail):(Get|List|Describe|Simulate|Lookup)[A-Za-z]+$/);
    expect(resource).toMatch(/^(\*|\{(role|key)\}|arn:\{partition\}:.+)$/);
  }
  expect(row.depth).toBeLessThanOrEqual(READ_LIMITS.depth);
});

test('no lookup can read the content of an object, but that HEAD asks for a permission that could', () => {
  const actions = LOOKUP_IDS.flatMap((lookup) =>
    LOOKUPS[lookup].actions.map(({ action }) => ({ lookup, action })),
  );
  const reading = actions.filter(({ action }) =>
    /^s3:GetObject(Version)?$|^kms:(Decrypt|GenerateDataKey)/.test(action),
  );
  expect(reading).toEqual([{ lookup: 'object-head', action: 's3:GetObjectVersion' }]);
});

test('a refusal names what the answer needs, not what would make it nicer', () => {
  expect(neededActions('object-head')).toEqual(['s3:GetObjectVersion']);
  expect(neededActions('caller')).toEqual([]);
});

test('facts of either side are found by one lookup', () => {
  expect(FACT_LOOKUPS['source-policy']).toBe(FACT_LOOKUPS['destination-policy']);
  expect(lookupOf('destination-policy').crossAccount).toBe('never');
});

test.each([
  [ROLE_ARN, { partition: 'aws', account: '111111111111', name: 'media-replication' }],
  ['arn:aws-cn:iam::111111111111:role/r', { partition: 'aws-cn', account: '111111111111', name: 'r' }],
  ['arn:aws:iam::111111111111:user/u', undefined],
  ['arn:aws:iam::111111111111:role/', undefined],
  ['arn:aws:iam::111111111111:role/a b', undefined],
  ['arn:aws:iam::111111111111:role/r\n', undefined],
  ['arn:evil:iam::111111111111:role/r', undefined],
])('the role ARN %j is %j', (arn, expected) => expect(parseRoleArn(arn)).toEqual(expected));

test.each([
  ['aws', 'us-east-1'],
  ['aws-cn', 'cn-north-1'],
  ['aws-us-gov', 'us-gov-west-1'],
])('IAM of %s answers in %s', (partition, region) => expect(toIamRegion(partition)).toBe(region));

test('a key ARN tells where the key is, an alias that it is one, and other text nothing', () => {
  expect(parseKmsKeyArn(KEY_ARN)).toEqual({ region: 'eu-west-1', account: '222222222222', isAlias: false });
  expect([KEY_ARN, 'alias/a', 'arn:aws:kms:eu-west-1:222222222222:alias/a', '1234'].map(isKmsAlias)).toEqual([
    false,
    true,
    true,
    false,
  ]);
  expect(parseKmsKeyArn('arn:aws:kms:evil.com/:222222222222:key/1')).toBeUndefined();
});
