import { ACCESS_CHECKS } from '../../../../lambda/core/checks/access-checks';
import { type CheckCase, toContext, toFacts } from '../check-case';

/*
 * One failure, DstPutObjectNotPermitted, in worlds that differ in one policy. In each of them exactly one check may
 * confirm, and what it names is that policy.
 */

const ROLE = 'arn:aws:iam::111111111111:role/media-replication';
const BUCKET = 'arn:aws:s3:::media-dr';
const KEY = 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const LIMITS = 'arn:aws:iam::111111111111:policy/limits';

type Facts = CheckCase['facts'];

const WRITE = {
  Effect: 'Allow',
  Action: ['s3:ReplicateObject', 's3:ReplicateDelete'],
  Resource: `${BUCKET}/*`,
};
const ENCRYPT = {
  Effect: 'Allow',
  Action: 'kms:*',
  Resource: KEY,
  Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': `${BUCKET}/*` } },
};
const ALLOW_ROLE = { Sid: 'Replicas', ...WRITE, Principal: { AWS: ROLE } };
const USE_KEY = {
  Sid: 'Replicas',
  Effect: 'Allow',
  Principal: { AWS: ROLE },
  Action: 'kms:*',
  Resource: '*',
};
const roleWith = (...statements: readonly object[]) => ({
  policies: [{ name: 'replicate', policy: statements }],
});
const simulated = (allowedByOrganization: boolean) => ({
  decisions: [
    {
      action: 's3:ReplicateObject',
      resourceArn: `${BUCKET}/*`,
      decision: allowedByOrganization ? 'allowed' : 'explicit-deny',
      allowedByOrganization,
    },
  ],
});

const WORKING = {
  'source-replication': {
    rules: [{ sseKmsObjects: 'enabled', destination: { account: '222222222222', replicaKmsKeyId: KEY } }],
  },
  'source-bucket': {},
  'destination-bucket': {},
  'source-policy': 'absent: the bucket has no policy',
  'replication-role': {},
  'replication-role-inline-policies': roleWith(WRITE, ENCRYPT),
  'replication-role-attached-policies': {},
  'replication-role-boundary': 'absent: the role has no permissions boundary',
  'destination-policy': [ALLOW_ROLE],
  'destination-encryption': { algorithm: 'aws:kms', kmsKeyId: KEY },
  'destination-key': { arn: KEY },
  'destination-key-policy': [USE_KEY],
  'destination-key-grants': {},
  'destination-ownership': { ownership: 'BucketOwnerEnforced' },
  'destination-simulation': simulated(true),
} as unknown as Facts;

const CHECKS = ACCESS_CHECKS.filter(({ id }) =>
  /^(role-trust|destination-(write|key|owner-override)-permission|destination-organization-policy)$/.test(id),
);

function confirm(facts: Facts): readonly string[] {
  const world: CheckCase = {
    name: 'a world',
    subject: {},
    reason: 'DstPutObjectNotPermitted',
    facts,
    expect: { verdict: 'ruled-out', evidence: [], notInEvidence: [], needs: [], fix: [] },
  };
  const context = toContext(world, toFacts(world));
  return CHECKS.flatMap((check) => {
    const judgement = check.judge(context);
    return judgement.verdict === 'confirmed' ? [`${check.id} ${judgement.cause.subject}`] : [];
  });
}

const WORLDS: readonly (readonly [string, Record<string, unknown>, string | undefined])[] = [
  ['nothing is wrong', {}, undefined],
  [
    'the role policy',
    { 'replication-role-inline-policies': roleWith(ENCRYPT) },
    `destination-write-permission ${ROLE}`,
  ],
  ['the bucket policy', { 'destination-policy': 'absent: none' }, `destination-write-permission ${BUCKET}`],
  [
    'the bucket policy of a role that was recreated',
    { 'destination-policy': [{ ...ALLOW_ROLE, Principal: { AWS: 'AROAOLDOLDOLDOLDOLD01' } }] },
    `destination-write-permission ${BUCKET}`,
  ],
  [
    'a Deny by NotPrincipal',
    {
      'destination-policy': [
        ALLOW_ROLE,
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: 'arn:aws:iam::222222222222:root' },
          Action: 's3:*',
          Resource: `${BUCKET}/*`,
        },
      ],
    },
    `destination-write-permission ${BUCKET}`,
  ],
  [
    'the permissions boundary',
    {
      'replication-role': { boundaryArn: LIMITS },
      'replication-role-boundary': [{ Effect: 'Allow', Action: 'kms:*', Resource: '*' }],
    },
    `destination-write-permission ${LIMITS}`,
  ],
  [
    'the key policy',
    { 'destination-key-policy': [{ ...USE_KEY, Principal: { AWS: `${ROLE}-old` } }] },
    `destination-key-permission ${KEY}`,
  ],
  [
    'a Bucket Key that was switched on',
    { 'destination-encryption': { algorithm: 'aws:kms', kmsKeyId: KEY, bucketKey: true } },
    `destination-key-permission ${ROLE}`,
  ],
  [
    'a service control policy',
    { 'destination-simulation': simulated(false) },
    'destination-organization-policy service control policies of account 111111111111',
  ],
  [
    'a trust policy for another account',
    {
      'replication-role': {
        trustPolicy: [
          {
            Effect: 'Allow',
            Principal: { Service: 's3.amazonaws.com' },
            Action: 'sts:AssumeRole',
            Condition: { StringEquals: { 'aws:SourceAccount': '999999999999' } },
          },
        ],
      },
    },
    `role-trust ${ROLE}`,
  ],
];

test.each(WORLDS)('the cause is found where it is: %s', (_, difference, cause) => {
  expect(confirm({ ...WORKING, ...difference })).toEqual(cause === undefined ? [] : [cause]);
});
