import type { Destination, ReplicationRule as SdkRule } from '@aws-sdk/client-s3';
import { absent, known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type {
  ObjectTag,
  ReplicationRule,
  RuleDestination,
  RuleFilter,
  RuleSwitch,
} from '../../core/facts/replication-configuration';
import { oneOf, optional, required } from './answer-part';
import type { ReadS3 } from './read-s3';

/** The replication configuration, every rule of it. */
export function createReplicationFacts(readS3: ReadS3): Pick<FactSource, 'bucket-replication'> {
  return {
    'bucket-replication': (target, allowance) =>
      readS3(target, {
        lookup: 'bucket-replication',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetBucketReplicationCommand({ Bucket: target.bucket }), options),
        toFact: ({ ReplicationConfiguration: configuration }) =>
          known({
            roleArn: required(configuration?.Role, 'Role'),
            rules: required(configuration?.Rules, 'Rule').map(toRule),
          }),
        refusals: {
          ReplicationConfigurationNotFoundError: () => absent('the bucket has no replication configuration'),
        },
      }),
  };
}

function toRule(rule: SdkRule): ReplicationRule {
  const { SseKmsEncryptedObjects, ReplicaModifications } = rule.SourceSelectionCriteria ?? {};
  return {
    ...optional('id', rule.ID),
    enabled: oneOf(rule.Status, 'Status', { Enabled: true, Disabled: false }),
    ...optional('priority', rule.Priority),
    filter: toFilter(rule),
    destination: toDestination(required(rule.Destination, 'Destination')),
    deleteMarkers: toSwitch(rule.DeleteMarkerReplication?.Status),
    existingObjects: toSwitch(rule.ExistingObjectReplication?.Status),
    sseKmsObjects: toSwitch(SseKmsEncryptedObjects?.Status),
    replicaModifications: toSwitch(ReplicaModifications?.Status),
  };
}

/** `Prefix`, `Tag` or `And` inside `Filter`; or, in configurations of the first version, `Prefix` beside it. */
function toFilter({ Filter, Prefix }: SdkRule): RuleFilter {
  if (Filter === undefined) {
    return { prefix: Prefix ?? '', tags: [], form: Prefix === undefined ? 'none' : 'prefix' };
  }
  const { And, Tag } = Filter;
  return {
    prefix: And?.Prefix ?? Filter.Prefix ?? '',
    tags: toTags(And?.Tags ?? (Tag === undefined ? [] : [Tag])),
    form: 'filter',
  };
}

export function toTags(
  tags: readonly { Key: string | undefined; Value: string | undefined }[],
): readonly ObjectTag[] {
  return tags.map(({ Key, Value }) => ({ key: required(Key, 'Key'), value: Value ?? '' }));
}

function toDestination(destination: Destination): RuleDestination {
  const { AccessControlTranslation, EncryptionConfiguration, Metrics, ReplicationTime } = destination;
  const bucketArn = required(destination.Bucket, 'Bucket');
  return {
    bucketArn,
    bucket: bucketArn.slice(bucketArn.lastIndexOf(':') + 1),
    ...optional('account', destination.Account),
    ...optional('storageClass', destination.StorageClass),
    ownerOverride: AccessControlTranslation?.Owner === 'Destination',
    ...optional('replicaKmsKeyId', EncryptionConfiguration?.ReplicaKmsKeyID),
    metrics: Metrics?.Status === 'Enabled',
    ...optional('eventThresholdMinutes', Metrics?.EventThreshold?.Minutes),
    replicationTime: ReplicationTime?.Status === 'Enabled',
    ...optional('replicationTimeMinutes', ReplicationTime?.Time?.Minutes),
  };
}

function toSwitch(status: string | undefined): RuleSwitch {
  return status === undefined
    ? 'not-set'
    : oneOf(status, 'Status', { Enabled: 'enabled', Disabled: 'disabled' } as const);
}
