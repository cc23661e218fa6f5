import { CreatePolicyCommand, PutRolePermissionsBoundaryCommand } from '@aws-sdk/client-iam';
import type { BrokenWorld } from './broken-world';
import { toPolicy, withChanged, withoutAction, withStatement } from './policy-documents';

const PUT_ROLE_POLICY = ['iam put-role-policy'];
const PUT_TRUST = ['iam update-assume-role-policy'];

/** What is wrong with the replication role: who may assume it, what it may do, what it may do at most. */
export const ROLE_WORLDS: readonly BrokenWorld[] = [
  {
    id: 'role-write',
    name: 'in one account, the role policy lacks s3:ReplicateObject',
    features: { sameAccount: true },
    break: ({ changeRolePolicy }) => changeRolePolicy(withoutAction('s3:ReplicateObject')),
    changed: 'PutRolePolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-write-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence: /`replicate-role-write`.*`s3:ReplicateObject`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'role-read',
    name: 'the role policy lacks s3:GetObjectVersionForReplication',
    break: ({ changeRolePolicy }) => changeRolePolicy(withoutAction('s3:GetObjectVersionForReplication')),
    changed: 'PutRolePolicy',
    failureReason: 'SrcGetObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'source-read-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence: /`replicate-role-read`.*`s3:GetObjectVersionForReplication`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'role-delete',
    name: 'the role policy lacks s3:ReplicateDelete, and delete markers are replicated',
    features: { deleteMarkers: true },
    break: ({ changeRolePolicy }) => changeRolePolicy(withoutAction('s3:ReplicateDelete')),
    changed: 'PutRolePolicy',
    failureReason: 'DstDelObjNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-delete-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence: /`replicate-role-delete`.*`s3:ReplicateDelete`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'role-tags',
    name: 'the role policy denies s3:ReplicateTags',
    break: ({ changeRolePolicy }) =>
      changeRolePolicy(
        withStatement({ Sid: 'NoTags', Effect: 'Deny', Action: 's3:ReplicateTags', Resource: '*' }),
      ),
    changed: 'PutRolePolicy',
    failureReason: 'DstPutTaggingNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-tag-permission',
      subject: roleArn,
      statement: 'NoTags',
      owner: 'source-account',
      evidence: /`NoTags`.*`replicate`.*`s3:ReplicateTags`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'role-owner',
    name: 'the rule gives replicas to the owner of the destination, and the role may not',
    features: { ownerOverride: true },
    break: ({ changeRolePolicy }) => changeRolePolicy(withoutAction('s3:ObjectOwnerOverrideToBucketOwner')),
    changed: 'PutRolePolicy',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-owner-override-permission',
      subject: roleArn,
      owner: 'source-account',
      evidence: /`replicate-[a-z-]*role-owner`.*`s3:ObjectOwnerOverrideToBucketOwner`/,
    }),
    commands: PUT_ROLE_POLICY,
  },
  {
    id: 'role-boundary',
    name: 'a permissions boundary caps the role',
    break: async ({ sourceOwner, roleName, roleArn }) => {
      const boundary = toPolicy({
        Sid: 'ReadOnly',
        Effect: 'Allow',
        Action: ['s3:Get*', 's3:List*'],
        Resource: '*',
      });
      await sourceOwner.iam.send(
        new CreatePolicyCommand({ PolicyName: 'cap', PolicyDocument: JSON.stringify(boundary) }),
      );
      const PermissionsBoundary = toCap(roleArn);
      await sourceOwner.iam.send(
        new PutRolePermissionsBoundaryCommand({ RoleName: roleName, PermissionsBoundary }),
      );
    },
    changed: 'PutRolePermissionsBoundary',
    failureReason: 'DstPutObjectNotPermitted',
    found: ({ roleArn }) => ({
      check: 'destination-write-permission',
      subject: toCap(roleArn),
      owner: 'source-account',
      evidence: /permissions boundary `.*cap`.*`s3:ReplicateObject`/,
    }),
    commands: ['iam create-policy-version'],
  },
  {
    id: 'role-trust',
    name: 'the role trusts another service than S3',
    break: ({ changeTrust }) =>
      changeTrust(withChanged('LetS3Assume', { Principal: { Service: 'lambda.amazonaws.com' } })),
    changed: 'UpdateAssumeRolePolicy',
    failureReason: 'AssumeRoleNotPermitted',
    found: ({ roleArn }) => ({
      check: 'role-trust',
      subject: roleArn,
      owner: 'source-account',
      evidence: /trust policy of `replicate-role-trust`.*`s3.amazonaws.com`/,
    }),
    commands: PUT_TRUST,
  },
  {
    id: 'role-source',
    name: 'the role trusts S3 on behalf of another account only',
    break: ({ changeTrust }) =>
      changeTrust(
        withChanged('LetS3Assume', { Condition: { StringEquals: { 'aws:SourceAccount': '333333333333' } } }),
      ),
    changed: 'UpdateAssumeRolePolicy',
    failureReason: 'AssumeRoleNotPermitted',
    found: ({ roleArn }) => ({
      check: 'role-trust',
      subject: roleArn,
      owner: 'source-account',
      evidence: /`aws:SourceAccount`.*333333333333/,
    }),
    commands: PUT_TRUST,
  },
  {
    id: 'role-gone',
    name: 'the role was deleted',
    break: ({ deleteRole }) => deleteRole(),
    changed: 'DeleteRole',
    failureReason: 'AssumeRoleNotPermitted',
    found: ({ roleArn }) => ({
      check: 'role-trust',
      subject: roleArn,
      owner: 'source-account',
      evidence: /replicate-role-gone`.*does not exist/,
    }),
    commands: ['iam create-role'],
    alternatives: ['s3api put-bucket-replication'],
  },
];

function toCap(roleArn: string): string {
  return roleArn.replace(/:role\/.*/, ':policy/cap');
}
