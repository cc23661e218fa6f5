import { SOURCE } from './accounts';
import { type PolicyDocument, toPolicy } from './policy-documents';
import type { Features, Keys, Names } from './replication-plan';

export const S3_TRUST = toPolicy({
  Sid: 'LetS3Assume',
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: 'sts:AssumeRole',
});

/**
 * The policy that AWS gives as the minimum for the role.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export function toRolePolicy(names: Names, features: Features, keys: Keys | undefined): PolicyDocument {
  const { sourceBucket, destinationBucket } = names;
  const lockActions = ['s3:GetObjectRetention', 's3:GetObjectLegalHold'];
  return toPolicy(
    {
      Sid: 'ReadConfiguration',
      Effect: 'Allow',
      Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'],
      Resource: `arn:aws:s3:::${sourceBucket}`,
    },
    {
      Sid: 'ReadObjects',
      Effect: 'Allow',
      Action: [
        's3:GetObjectVersionForReplication',
        's3:GetObjectVersionAcl',
        's3:GetObjectVersionTagging',
        ...(features.objectLock === undefined ? [] : lockActions),
      ],
      Resource: `arn:aws:s3:::${sourceBucket}/*`,
    },
    {
      Sid: 'WriteReplicas',
      Effect: 'Allow',
      Action: toWriteActions(features),
      Resource: `arn:aws:s3:::${destinationBucket}/*`,
    },
    ...(keys === undefined ? [] : toKeyStatements(names, keys)),
  );
}

function toWriteActions({ ownerOverride = false }: Features): readonly string[] {
  const override = ownerOverride ? ['s3:ObjectOwnerOverrideToBucketOwner'] : [];
  return ['s3:ReplicateObject', 's3:ReplicateDelete', 's3:ReplicateTags', ...override];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html */
function toKeyStatements({ sourceBucket, destinationBucket, source, destination }: Names, keys: Keys) {
  const through = (region: string, bucket: string) => ({
    StringLike: {
      'kms:ViaService': `s3.${region}.amazonaws.com`,
      'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::${bucket}/*`,
    },
  });
  return [
    {
      Sid: 'DecryptSource',
      Effect: 'Allow',
      Action: ['kms:Decrypt'],
      Resource: keys.source,
      Condition: through(source.region, sourceBucket),
    },
    {
      Sid: 'EncryptReplicas',
      Effect: 'Allow',
      Action: ['kms:Encrypt', 'kms:GenerateDataKey'],
      Resource: keys.destination,
      Condition: through(destination.region, destinationBucket),
    },
  ] as const;
}

/** What the owner of another account's bucket has to allow; in one account nothing has to be. */
export function toBucketPolicy(names: Names, features: Features): PolicyDocument {
  if (features.sameAccount === true) return toPolicy();
  return toPolicy({
    Sid: 'LetReplicationWrite',
    Effect: 'Allow',
    Principal: { AWS: names.roleArn },
    Action: toWriteActions(features),
    Resource: `arn:aws:s3:::${names.destinationBucket}/*`,
  });
}

/** The account decides by its own policies; a role of another account has to be let in by name. */
export function toKeyPolicy(account: string, roleArn: string): PolicyDocument {
  return toPolicy(
    {
      Sid: 'LetTheAccount',
      Effect: 'Allow',
      Principal: { AWS: `arn:aws:iam::${account}:root` },
      Action: 'kms:*',
      Resource: '*',
    },
    ...(account === SOURCE.account
      ? []
      : [
          {
            Sid: 'LetReplication',
            Effect: 'Allow' as const,
            Principal: { AWS: roleArn },
            Action: ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:Decrypt'],
            Resource: '*',
          },
        ]),
  );
}
