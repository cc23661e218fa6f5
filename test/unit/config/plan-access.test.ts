import { parseConfig } from '../../../lib/config/parse-config';
import { planAccess, toAccountRoles } from '../../../lib/config/plan-access';
import { planStacks } from '../../../lib/config/plan-stacks';

const HOME = '111111111111';
const OWN_ROLE = {
  account: '333333333333',
  externalId: 'x1',
  roleArn: 'arn:aws:iam::333333333333:role/looking',
};
const config = parseConfig({
  account: HOME,
  region: 'eu-west-1',
  sourceBuckets: [
    { name: 'media-prod' },
    { name: 'raw-prod', account: '222222222222', notifications: 'external' },
  ],
  accountRoles: [{ account: '222222222222', externalId: 'team-7', buckets: ['media-dr'] }, OWN_ROLE],
});
const plans = planStacks(config);

test('an account without a role of its own gets a plan for one, with what it has of ours', () => {
  expect(planAccess(config, plans)).toEqual([
    {
      stackName: `S3ReplicationResponder-access-for-${HOME}`,
      account: '222222222222',
      region: 'eu-west-1',
      roleName: `S3ReplicationResponder-access-for-${HOME}`,
      externalId: 'team-7',
      buckets: ['media-dr'],
      sourceBuckets: ['raw-prod'],
    },
  ]);
});

test('the function is given the planned role, or the one that is there', () => {
  expect(toAccountRoles(config, { account: HOME, region: 'eu-west-1' })).toEqual([
    {
      account: '222222222222',
      roleArn: `arn:aws:iam::222222222222:role/S3ReplicationResponder-access-for-${HOME}`,
      externalId: 'team-7',
      buckets: ['media-dr'],
    },
    OWN_ROLE,
  ]);
});

test('the role is one of the partition of the Region', () => {
  const [first] = toAccountRoles(config, { account: HOME, region: 'us-gov-west-1' });
  expect(first?.roleArn).toMatch(/^arn:aws-us-gov:iam::/);
});

test('the names do not hang on the credentials, which are those of another account there', () => {
  const elsewhere = planStacks(config, { account: '222222222222', region: 'us-east-1' });
  expect(planAccess(config, elsewhere)).toEqual(planAccess(config, plans));
});
