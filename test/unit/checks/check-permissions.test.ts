import {
  type CheckPermission,
  findCheckPermissions,
  isAboutObject,
} from '../../../lambda/core/checks/check-permissions';
import { CHECKS } from '../../../lambda/core/checks/checks';
import { FACT_IDS } from '../../../lambda/core/facts/fact-id';
import { lookupOf } from '../../../lambda/core/facts/fact-catalog';

const config = findCheckPermissions('config');
const objects = findCheckPermissions('objects');

const keyOf = ({ side, action, resource }: CheckPermission): string => `${side} ${action} ${resource}`;

test('below "objects" nothing is asked of a single object, so no permission could read content', () => {
  expect(config.filter(({ action }) => action.startsWith('s3:GetObject'))).toEqual([]);
  expect(config.filter(({ resource }) => resource.endsWith('{bucket}/*'))).toEqual([]);
  expect(config.flatMap(({ facts }) => facts).filter(isAboutObject)).toEqual([]);
});

test('a list of versions is no question about an object: it takes the bucket and tells names alone', () => {
  const found = config.filter(({ action }) => action === 's3:ListBucketVersions');
  expect(found.map(({ side, resource }) => [side, resource])).toEqual([
    ['source', 'arn:{partition}:s3:::{bucket}'],
    ['destination', 'arn:{partition}:s3:::{bucket}'],
  ]);
});

test('"objects" takes all that "config" takes, and what single objects cost', () => {
  const [less, more] = [config.map(keyOf), objects.map(keyOf)];
  expect(more).toEqual(expect.arrayContaining(less));
  const added = more.filter((key) => !less.includes(key));
  expect(added.filter((key) => key.endsWith('/*')).sort()).toEqual([
    'destination s3:ListObjectAnnotations arn:{partition}:s3:::{bucket}/*',
    'source s3:GetObjectLegalHold arn:{partition}:s3:::{bucket}/*',
    'source s3:GetObjectRetention arn:{partition}:s3:::{bucket}/*',
    'source s3:GetObjectVersion arn:{partition}:s3:::{bucket}/*',
    'source s3:GetObjectVersionAcl arn:{partition}:s3:::{bucket}/*',
    'source s3:GetObjectVersionTagging arn:{partition}:s3:::{bucket}/*',
    'source s3:ListObjectAnnotations arn:{partition}:s3:::{bucket}/*',
  ]);
});

test.each(['config', 'objects'] as const)('at "%s" every check has every action of its facts', (level) => {
  const permissions = findCheckPermissions(level);
  for (const check of CHECKS.filter((one) => level === 'objects' || one.level === 'config')) {
    const mine = permissions.filter(({ neededBy }) => neededBy.includes(check.id)).map((one) => one.action);
    // No event names a job, so nobody ever asks for one.
    const asked = check.facts.filter((id) => id !== 'batch-job');
    const costs = asked.flatMap((id) => lookupOf(id).actions.map(({ action }) => action));
    expect([check.id, ...mine]).toEqual(expect.arrayContaining([check.id, ...costs]));
  }
});

test('a check has the actions of what its facts depend on, too: a key is known only from its bucket', () => {
  const of = (action: string): readonly string[] =>
    config.find((one) => one.side === 'destination' && one.action === action)?.neededBy ?? [];
  expect(of('s3:GetEncryptionConfiguration')).toContain('destination-key-state');
  expect(CHECKS.find(({ id }) => id === 'destination-key-state')?.facts).not.toContain('source-bucket');
});

test('what was changed before is looked up on both sides, whatever the checks', () => {
  const found = config.filter(({ action }) => action === 'cloudtrail:LookupEvents');
  expect(found.map(({ side, neededBy }) => [side, neededBy])).toEqual([
    ['source', ['recent-changes']],
    ['destination', ['recent-changes']],
  ]);
});

test('the replication role belongs to the source, even where the simulation is about the destination', () => {
  const roles = objects.filter(({ action }) => action.startsWith('iam:'));
  expect(roles.length).toBeGreaterThan(0);
  expect(new Set(roles.map(({ side }) => side))).toEqual(new Set(['source']));
});

test('every action only reads, and each on each resource is there once', () => {
  for (const { action } of objects) expect(action).toMatch(/:(Get|List|Describe|Lookup|Simulate)[A-Za-z]+$/);
  expect(new Set(objects.map(keyOf)).size).toBe(objects.length);
});

test('no permission is without somebody who needs it, and a fact that nobody reads costs none', () => {
  for (const { neededBy, facts } of objects) {
    expect(neededBy.length).toBeGreaterThan(0);
    expect(facts.length).toBeGreaterThan(0);
  }
  const unread = FACT_IDS.filter((id) => !objects.some(({ facts }) => facts.includes(id)));
  expect(unread).toContain('destination-object');
});

test('what a header alone needs is optional, what another fact cannot do without is not', () => {
  const optional = objects.filter(({ optionalFor }) => optionalFor !== undefined);
  expect(optional.map(({ action }) => action).sort()).toEqual([
    's3:GetObjectLegalHold',
    's3:GetObjectRetention',
  ]);
});

test.each(['config', 'objects'] as const)(
  'at "%s" nothing is granted for jobs, which no event names',
  (level) => {
    expect(findCheckPermissions(level).map(({ action }) => action)).not.toContain('s3:DescribeJob');
  },
);
