import { absent, type Fact, known, unreadable, valueOf } from '../facts/fact';
import type { FactId, FactValue } from '../facts/fact-id';
import { findRule } from '../facts/find-rule';
import type { ReplicationRule } from '../facts/replication-configuration';
import { parseRoleArn } from '../facts/role-arn';
import type { CheckContext } from './check';

/** A bucket as evidence and commands name it. */
export interface NamedBucket {
  readonly bucket: string;
  readonly arn: string;
}

export function sourceOf({ subject }: CheckContext): NamedBucket {
  return toNamed(subject.partition, subject.sourceBucket);
}

/** The destination by what the event says, else by the rule; needs `source-replication`. */
export function readDestination(context: CheckContext): Fact<NamedBucket> {
  const { partition, destinationBucket } = context.subject;
  if (destinationBucket !== undefined) return known(toNamed(partition, destinationBucket));
  const rule = readRule(context);
  return rule.state === 'known' ? known(toNamed(partition, rule.value.destination.bucket)) : rule;
}

function toNamed(partition: string, bucket: string): NamedBucket {
  return { bucket, arn: `arn:${partition}:s3:::${bucket}` };
}

/** The rule that failed; needs `source-replication`. */
export function readRule({ subject, fact }: CheckContext): Fact<ReplicationRule> {
  const configuration = fact('source-replication');
  return configuration.state === 'known' ? findRule(configuration.value, subject) : configuration;
}

/** Region of the destination bucket, by S3 or else by what we were told; needs `destination-bucket`. */
export function readDestinationRegion({ subject, fact }: CheckContext): Fact<string> {
  const presence = fact('destination-bucket');
  if (presence.state === 'absent') return presence;
  const region = valueOf(presence)?.region ?? subject.destinationRegion;
  if (region !== undefined) return known(region);
  return presence.state === 'unreadable'
    ? presence
    : unreadable('refused', 'S3 did not say which Region the destination bucket is in');
}

/** The account that replicates: where the role is, else the source account. Needs `source-replication`. */
export function accountOfRole({ subject, fact }: CheckContext): string | undefined {
  const roleArn = valueOf(fact('source-replication'))?.roleArn;
  return (roleArn === undefined ? undefined : parseRoleArn(roleArn)?.account) ?? subject.sourceAccount;
}

/**
 * The account of the destination bucket, as far as the event, our configuration or the rule tells. Needs
 * `source-replication`.
 */
export function readDestinationAccount(context: CheckContext): Fact<string> {
  const { destinationAccount } = context.subject;
  if (destinationAccount !== undefined) return known(destinationAccount);
  const rule = readRule(context);
  if (rule.state !== 'known') return rule;
  const { account } = rule.value.destination;
  return account === undefined
    ? unreadable('dependency', 'nothing says which account the destination bucket belongs to')
    : known(account);
}

type DestinationSetting = Extract<FactId, `destination-${string}`>;

/**
 * A setting of the destination bucket, `undefined` when it is not set; absent when there is no such bucket. S3 answers
 * "not there" to both, so this needs `destination-bucket` too.
 */
export function readSetting<Id extends DestinationSetting>(
  { fact }: CheckContext,
  id: Id,
): Fact<FactValue<Id> | undefined> {
  const setting = fact(id);
  if (setting.state !== 'absent') return setting;
  const bucket = fact('destination-bucket');
  if (bucket.state === 'known') return known(undefined);
  return bucket.state === 'absent' ? absent(bucket.because) : bucket;
}
