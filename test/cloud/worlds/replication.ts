import {
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  PutRolePolicyCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { CreateKeyCommand, PutKeyPolicyCommand } from '@aws-sdk/client-kms';
import { PutBucketPolicyCommand, PutBucketReplicationCommand } from '@aws-sdk/client-s3';
import type { AccountPlace, Administrator, Administrators } from './accounts';
import { createBucket } from './buckets';
import type { Edit, PolicyDocument } from './policy-documents';
import { type Features, type Keys, type Names, toNames, toRule } from './replication-plan';
import { S3_TRUST, toBucketPolicy, toKeyPolicy, toRolePolicy } from './replication-policies';

/** A replication that works, and what its owners can do to it. */
export interface Replication extends Names {
  /** Owner of the source bucket and the role. */
  readonly sourceOwner: Administrator;
  /** Owner of the destination bucket and the key of the replicas. */
  readonly destinationOwner: Administrator;
  readonly keys: Keys | undefined;
  readonly changeRolePolicy: (edit: Edit) => Promise<void>;
  readonly changeTrust: (edit: Edit) => Promise<void>;
  readonly deleteRole: () => Promise<void>;
  /** After it was deleted: the same name, trust and policy, and another id. */
  readonly makeRole: () => Promise<void>;
  readonly changeBucketPolicy: (edit: Edit) => Promise<void>;
  /** Of the key of the replicas. */
  readonly changeKeyPolicy: (edit: Edit) => Promise<void>;
}

export interface ReplicationWish {
  readonly id: string;
  readonly features?: Features | undefined;
  /** Default: the place of the worlds. */
  readonly source?: AccountPlace;
}

const ROLE_POLICY = 'replicate';

/** Buckets, keys, role, policies and rule, as AWS's own walkthroughs make them. */
export async function createReplication(
  { id, features = {}, source }: ReplicationWish,
  administrators: Administrators,
): Promise<Replication> {
  const names = toNames(id, features, source);
  const owners = {
    sourceOwner: administrators.of(names.source),
    destinationOwner: administrators.of(names.destination),
  };
  const makeRole = (): Promise<void> => createRole(owners.sourceOwner, names);
  await makeRole();
  const keys = features.keys === true ? await createKeys(owners, names) : undefined;
  const { ownerOverride } = features;
  await createBucket(owners.sourceOwner, names.sourceBucket, {
    locked: features.objectLock === 'source',
    ownerOverride,
    key: keys?.source,
  });
  await createBucket(owners.destinationOwner, names.destinationBucket, {
    locked: false,
    ownerOverride,
    key: keys?.destination,
  });
  const { sourceOwner, destinationOwner } = owners;

  const putRolePolicy = toPutRolePolicy(sourceOwner, names);
  const putBucketPolicy = toPutBucketPolicy(destinationOwner, names);
  const rolePolicy = toRolePolicy(names, features, keys);
  const bucketPolicy = toBucketPolicy(names, features);
  await putRolePolicy(rolePolicy);
  if (bucketPolicy.Statement.length > 0) await putBucketPolicy(bucketPolicy);
  const ReplicationConfiguration = { Role: names.roleArn, Rules: [toRule(names, features, keys)] };
  await sourceOwner.s3.send(
    new PutBucketReplicationCommand({ Bucket: names.sourceBucket, ReplicationConfiguration }),
  );
  return {
    ...names,
    ...owners,
    keys,
    changeRolePolicy: (edit) => putRolePolicy(edit(rolePolicy)),
    changeTrust: async (edit) => {
      const PolicyDocument = JSON.stringify(edit(S3_TRUST));
      await sourceOwner.iam.send(
        new UpdateAssumeRolePolicyCommand({ RoleName: names.roleName, PolicyDocument }),
      );
    },
    deleteRole: async () => {
      const RoleName = names.roleName;
      await sourceOwner.iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: ROLE_POLICY }));
      await sourceOwner.iam.send(new DeleteRoleCommand({ RoleName }));
    },
    makeRole: async () => {
      await makeRole();
      await putRolePolicy(rolePolicy);
    },
    changeBucketPolicy: (edit) => putBucketPolicy(edit(bucketPolicy)),
    changeKeyPolicy: async (edit) => {
      const Policy = JSON.stringify(edit(toKeyPolicy(destinationOwner.account, names.roleArn)));
      await destinationOwner.kms.send(new PutKeyPolicyCommand({ KeyId: keys?.destination, Policy }));
    },
  };
}

/** The role that S3 assumes, without a policy. */
async function createRole({ iam }: Administrator, { roleName }: Names): Promise<void> {
  const AssumeRolePolicyDocument = JSON.stringify(S3_TRUST);
  await iam.send(new CreateRoleCommand({ RoleName: roleName, AssumeRolePolicyDocument }));
}

function toPutRolePolicy(
  { iam }: Administrator,
  { roleName }: Names,
): (document: PolicyDocument) => Promise<void> {
  return async (document) => {
    const PolicyDocument = JSON.stringify(document);
    const input = { RoleName: roleName, PolicyName: ROLE_POLICY, PolicyDocument };
    await iam.send(new PutRolePolicyCommand(input));
  };
}

function toPutBucketPolicy(
  { s3 }: Administrator,
  { destinationBucket }: Names,
): (document: PolicyDocument) => Promise<void> {
  return async (document) => {
    const input = { Bucket: destinationBucket, Policy: JSON.stringify(document) };
    await s3.send(new PutBucketPolicyCommand(input));
  };
}

async function createKeys(
  { sourceOwner, destinationOwner }: Pick<Replication, 'sourceOwner' | 'destinationOwner'>,
  { roleArn }: Names,
): Promise<Keys> {
  const create = async ({ kms, account }: Administrator): Promise<string> => {
    const Policy = JSON.stringify(toKeyPolicy(account, roleArn));
    const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy }));
    return KeyMetadata?.Arn ?? '';
  };
  return {
    source: await create(sourceOwner),
    destination: await create(destinationOwner),
    ofObject: await create(sourceOwner),
  };
}
