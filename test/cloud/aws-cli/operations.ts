import * as iam from '@aws-sdk/client-iam';
import * as kms from '@aws-sdk/client-kms';
import * as s3 from '@aws-sdk/client-s3';
import type { Administrator } from '../worlds/accounts';
import { parseStructure } from './parse-words';

/** What an operation of the AWS CLI does, with the options that our commands give it. */
interface Operation {
  /** All of them; no other option is taken. */
  readonly options: readonly string[];
  run(by: Administrator, option: (name: string) => string): Promise<unknown>;
}

/** How an answer is printed, which makes no difference to what is asked. */
const PRINTED = ['query', 'output'];

/** The operations that suggested commands call. One that is not here fails the check. */
export const OPERATIONS: Readonly<Record<string, Operation>> = {
  's3api get-bucket-policy': {
    options: ['bucket', ...PRINTED],
    run: (by, option) => by.s3.send(new s3.GetBucketPolicyCommand({ Bucket: option('bucket') })),
  },
  's3api put-bucket-policy': {
    options: ['bucket', 'policy'],
    run: (by, option) =>
      by.s3.send(new s3.PutBucketPolicyCommand({ Bucket: option('bucket'), Policy: option('policy') })),
  },
  's3api get-bucket-replication': {
    options: ['bucket', ...PRINTED],
    run: (by, option) => by.s3.send(new s3.GetBucketReplicationCommand({ Bucket: option('bucket') })),
  },
  's3api put-bucket-versioning': {
    options: ['bucket', 'versioning-configuration'],
    run: (by, option) => {
      const VersioningConfiguration = parseStructure(option('versioning-configuration'));
      return by.s3.send(
        new s3.PutBucketVersioningCommand({ Bucket: option('bucket'), VersioningConfiguration }),
      );
    },
  },
  's3api put-bucket-request-payment': {
    options: ['bucket', 'request-payment-configuration'],
    run: (by, option) => {
      const { Payer } = parseStructure(option('request-payment-configuration'));
      const RequestPaymentConfiguration = { Payer: Payer as s3.Payer };
      return by.s3.send(
        new s3.PutBucketRequestPaymentCommand({ Bucket: option('bucket'), RequestPaymentConfiguration }),
      );
    },
  },
  's3api put-object-lock-configuration': {
    options: ['bucket', 'object-lock-configuration'],
    run: (by, option) => {
      const ObjectLockConfiguration = parseStructure(option('object-lock-configuration'));
      return by.s3.send(
        new s3.PutObjectLockConfigurationCommand({ Bucket: option('bucket'), ObjectLockConfiguration }),
      );
    },
  },
  'iam get-role': {
    options: ['role-name', ...PRINTED],
    run: (by, option) => by.iam.send(new iam.GetRoleCommand({ RoleName: option('role-name') })),
  },
  'iam create-role': {
    options: ['role-name', 'path', 'assume-role-policy-document'],
    run: (by, option) =>
      by.iam.send(
        new iam.CreateRoleCommand({
          RoleName: option('role-name'),
          Path: option('path'),
          AssumeRolePolicyDocument: option('assume-role-policy-document'),
        }),
      ),
  },
  'iam update-assume-role-policy': {
    options: ['role-name', 'policy-document'],
    run: (by, option) =>
      by.iam.send(
        new iam.UpdateAssumeRolePolicyCommand({
          RoleName: option('role-name'),
          PolicyDocument: option('policy-document'),
        }),
      ),
  },
  'iam get-role-policy': {
    options: ['role-name', 'policy-name'],
    run: (by, option) =>
      by.iam.send(
        new iam.GetRolePolicyCommand({ RoleName: option('role-name'), PolicyName: option('policy-name') }),
      ),
  },
  'iam put-role-policy': {
    options: ['role-name', 'policy-name', 'policy-document'],
    run: (by, option) =>
      by.iam.send(
        new iam.PutRolePolicyCommand({
          RoleName: option('role-name'),
          PolicyName: option('policy-name'),
          PolicyDocument: option('policy-document'),
        }),
      ),
  },
  'iam list-policy-versions': {
    options: ['policy-arn'],
    run: (by, option) => by.iam.send(new iam.ListPolicyVersionsCommand({ PolicyArn: option('policy-arn') })),
  },
  'iam create-policy-version': {
    options: ['policy-arn', 'policy-document', 'set-as-default'],
    run: (by, option) =>
      by.iam.send(
        new iam.CreatePolicyVersionCommand({
          PolicyArn: option('policy-arn'),
          PolicyDocument: option('policy-document'),
          SetAsDefault: option('set-as-default') === '',
        }),
      ),
  },
  'kms enable-key': {
    options: ['key-id', 'region'],
    run: (by, option) => by.kms.send(new kms.EnableKeyCommand({ KeyId: option('key-id') })),
  },
  'kms cancel-key-deletion': {
    options: ['key-id', 'region'],
    run: (by, option) => by.kms.send(new kms.CancelKeyDeletionCommand({ KeyId: option('key-id') })),
  },
  'kms get-key-policy': {
    options: ['key-id', 'region', 'policy-name', ...PRINTED],
    run: (by, option) =>
      by.kms.send(
        new kms.GetKeyPolicyCommand({ KeyId: option('key-id'), PolicyName: option('policy-name') }),
      ),
  },
  'kms put-key-policy': {
    options: ['key-id', 'region', 'policy-name', 'policy'],
    run: (by, option) =>
      by.kms.send(
        new kms.PutKeyPolicyCommand({
          KeyId: option('key-id'),
          PolicyName: option('policy-name'),
          Policy: option('policy'),
        }),
      ),
  },
};
