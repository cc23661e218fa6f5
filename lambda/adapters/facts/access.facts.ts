import type { Grant, NotificationConfigurationFilter } from '@aws-sdk/client-s3';
import type {
  AccessControlList,
  AclGrant,
  NotificationTarget,
  PublicAccessBlock,
} from '../../core/facts/bucket-state';
import { absent, known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import { optional, required } from './answer-part';
import { NO_VERSION } from './object.facts';
import type { ReadS3 } from './read-s3';

type AccessFacts = Pick<
  FactSource,
  'bucket-acl' | 'object-acl' | 'bucket-public-access-block' | 'bucket-notification'
>;

/** Who owns what, what is public, and who is told. */
export function createAccessFacts(readS3: ReadS3): AccessFacts {
  return {
    'bucket-acl': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-acl',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketAclCommand({ Bucket: target.bucket }), options),
        toFact: (output) => known(toAcl(output)),
      }),

    'object-acl': (target, allowance) =>
      readS3(target, {
        lookup: 'object-acl',
        allowance,
        send: (client, options, s3) => {
          const input = { Bucket: target.bucket, Key: target.key, VersionId: target.versionId };
          return client.send(new s3.GetObjectAclCommand(input), options);
        },
        toFact: (output) => known(toAcl(output)),
        refusals: NO_VERSION,
      }),

    'bucket-public-access-block': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-public-access-block',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetPublicAccessBlockCommand({ Bucket: target.bucket }), options),
        toFact: ({ PublicAccessBlockConfiguration }) =>
          known(toPublicAccessBlock(PublicAccessBlockConfiguration)),
        refusals: {
          NoSuchPublicAccessBlockConfiguration: () =>
            absent('the bucket does not block public access itself'),
        },
      }),

    'bucket-notification': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-notification',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketNotificationConfigurationCommand({ Bucket: target.bucket }), options),
        toFact: (output) =>
          known({
            targets: [
              ...(output.QueueConfigurations ?? []).map((one) => toTarget('queue', one.QueueArn, one)),
              ...(output.TopicConfigurations ?? []).map((one) => toTarget('topic', one.TopicArn, one)),
              ...(output.LambdaFunctionConfigurations ?? []).map((one) =>
                toTarget('function', one.LambdaFunctionArn, one),
              ),
            ],
            eventBridge: output.EventBridgeConfiguration !== undefined,
          }),
      }),
  };
}

interface SdkBlock {
  BlockPublicAcls?: boolean | undefined;
  IgnorePublicAcls?: boolean | undefined;
  BlockPublicPolicy?: boolean | undefined;
  RestrictPublicBuckets?: boolean | undefined;
}

/** Of a bucket or an account; a setting that is not sent is off. */
export function toPublicAccessBlock(block: SdkBlock | undefined): PublicAccessBlock {
  const { BlockPublicAcls, IgnorePublicAcls, BlockPublicPolicy, RestrictPublicBuckets } = required(
    block,
    'PublicAccessBlockConfiguration',
  );
  return {
    blockPublicAcls: BlockPublicAcls === true,
    ignorePublicAcls: IgnorePublicAcls === true,
    blockPublicPolicy: BlockPublicPolicy === true,
    restrictPublicBuckets: RestrictPublicBuckets === true,
  };
}

interface SdkAcl {
  Owner?: { ID?: string | undefined } | undefined;
  Grants?: Grant[] | undefined;
}

function toAcl({ Owner, Grants = [] }: SdkAcl): AccessControlList {
  return { ownerId: required(Owner?.ID, 'Owner'), grants: Grants.map(toGrant) };
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/acl-overview.html#specifying-grantee-predefined-groups */
const PUBLIC_GROUP = /\/groups\/global\/(AllUsers|AuthenticatedUsers)$/;

function toGrant({ Grantee, Permission }: Grant): AclGrant {
  const { ID, URI, EmailAddress, Type } = required(Grantee, 'Grantee');
  return {
    granteeType: Type ?? 'unknown',
    grantee: ID ?? URI ?? EmailAddress ?? '',
    permission: required(Permission, 'Permission'),
    isPublic: URI !== undefined && PUBLIC_GROUP.test(URI),
  };
}

interface SdkTarget {
  Id?: string | undefined;
  Events: string[] | undefined;
  Filter?: NotificationConfigurationFilter | undefined;
}

function toTarget(
  kind: NotificationTarget['kind'],
  arn: string | undefined,
  { Id, Events, Filter }: SdkTarget,
): NotificationTarget {
  const rules = Filter?.Key?.FilterRules ?? [];
  const filter = (name: string) => rules.find(({ Name }) => Name?.toLowerCase() === name)?.Value;
  return {
    kind,
    ...optional('id', Id),
    arn: required(arn, 'ARN'),
    events: Events ?? [],
    ...optional('prefix', filter('prefix')),
    ...optional('suffix', filter('suffix')),
  };
}
