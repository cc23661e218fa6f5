import type { LookupId, LookupTarget } from '../../../lambda/core/facts/lookup';

const BUCKET = { bucket: 'media-dr', region: 'us-east-1' };
const OBJECT = { ...BUCKET, key: 'a.mov', versionId: 'v1' };
const ACCOUNT = { account: '111111111111', region: 'us-east-1' };
const ROLE = {
  roleArn: 'arn:aws:iam::111111111111:role/service-role/media-replication',
  roleName: 'media-replication',
  account: '111111111111',
  region: 'us-east-1',
};
const KEY = {
  keyId: 'arn:aws:kms:eu-west-1:222222222222:key/1234abcd-12ab-34cd-56ef-1234567890ab',
  region: 'eu-west-1',
};

/** Where each lookup looks in tests. */
export const LOOKUP_TARGETS: { readonly [L in LookupId]: LookupTarget<L> } = {
  'bucket-presence': BUCKET,
  'bucket-replication': BUCKET,
  'bucket-versioning': BUCKET,
  'bucket-object-lock': BUCKET,
  'bucket-policy': BUCKET,
  'bucket-encryption': BUCKET,
  'bucket-ownership': BUCKET,
  'bucket-acl': BUCKET,
  'bucket-public-access-block': BUCKET,
  'bucket-request-payment': BUCKET,
  'bucket-notification': BUCKET,
  'account-public-access-block': ACCOUNT,
  'object-head': OBJECT,
  'object-acl': OBJECT,
  'object-tags': OBJECT,
  'object-retention': OBJECT,
  'object-legal-hold': OBJECT,
  'object-annotations': OBJECT,
  'object-versions': { ...BUCKET, key: 'a.mov' },
  role: ROLE,
  'role-inline-policies': ROLE,
  'role-attached-policies': ROLE,
  'managed-policy': { ...ACCOUNT, policyArn: 'arn:aws:iam::111111111111:policy/replicate' },
  'role-simulation': { ...ROLE, actions: ['s3:ReplicateObject'], resourceArn: 'arn:aws:s3:::media-dr/*' },
  'kms-key': KEY,
  'kms-key-policy': KEY,
  'kms-key-grants': KEY,
  caller: { region: 'us-east-1' },
  changes: {
    resourceName: 'media-dr',
    region: 'us-east-1',
    since: '2026-12-31T00:00:00.000Z',
    until: '2027-01-01T00:05:00.000Z',
  },
  'batch-job': { ...ACCOUNT, jobId: 'job-1' },
};
