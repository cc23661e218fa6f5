import { type Fact, valueOf } from './fact';
import type { AccountTarget, BucketTarget, JobTarget, KeyHistoryTarget, ObjectTarget } from './fact-target';
import { findRule } from './find-rule';
import { afterFact, type FactView, type Locate, located, type Located, notNamed, withFact } from './located';
import type { ReplicationConfiguration, ReplicationRule } from './replication-configuration';

export type Side = 'source' | 'destination';

/** The rule the subject is about, as a place to go on from. */
export function withRule<T>(view: FactView, proceed: (rule: ReplicationRule) => Located<T>): Located<T> {
  return withFact(view, 'source-replication', (configuration) => {
    const rule = findRule(configuration, view.subject);
    return rule.state === 'known' ? proceed(rule.value) : rule;
  });
}

export const locateSourceBucket: Locate<BucketTarget> = ({ subject }) =>
  located({
    bucket: subject.sourceBucket,
    region: subject.sourceRegion,
    ...(subject.sourceAccount !== undefined && { account: subject.sourceAccount }),
  });

/**
 * Where the destination bucket is asked whether it exists: any Region will do, since the answer names the right one.
 * The account is left out on purpose: this needs no credentials of the other side, and so nothing to wait for.
 */
export const locateDestinationPresence: Locate<BucketTarget> = (view) => {
  const { destinationBucket, destinationRegion, sourceRegion } = view.subject;
  const region = destinationRegion ?? sourceRegion;
  if (destinationBucket !== undefined) return located({ bucket: destinationBucket, region });
  return withRule(view, ({ destination }) => located({ bucket: destination.bucket, region }));
};

/** The destination bucket with its Region and, as far as the rule or the event tells, its account. */
export const locateDestinationBucket: Locate<BucketTarget> = (view) => {
  const presence = locateDestinationPresence(view);
  if (presence.state !== 'located') return presence;
  return afterRegion(view, presence.target.region, (region) =>
    afterAccount(view, (account) =>
      located({ bucket: presence.target.bucket, region, ...(account !== undefined && { account }) }),
    ),
  );
};

/** A bucket that does not exist has no settings; one that cannot be asked for is looked for where the event says. */
function afterRegion(
  view: FactView,
  fallback: string,
  proceed: (region: string) => Located<BucketTarget>,
): Located<BucketTarget> {
  if (view.subject.destinationRegion !== undefined) return proceed(view.subject.destinationRegion);
  return afterFact(view, 'destination-bucket', (presence) =>
    presence.state === 'absent' ? presence : proceed(valueOf(presence)?.region ?? fallback),
  );
}

function afterAccount(
  view: FactView,
  proceed: (account: string | undefined) => Located<BucketTarget>,
): Located<BucketTarget> {
  if (view.subject.destinationAccount !== undefined) return proceed(view.subject.destinationAccount);
  return afterFact(view, 'source-replication', (configuration) => proceed(toAccount(view, configuration)));
}

function toAccount({ subject }: FactView, fact: Fact<ReplicationConfiguration>): string | undefined {
  const configuration = valueOf(fact);
  return configuration && valueOf(findRule(configuration, subject))?.destination.account;
}

export function locateBucket(side: Side): Locate<BucketTarget> {
  return side === 'source' ? locateSourceBucket : locateDestinationBucket;
}

/** The failed object. S3 gives a replica the version id of its source. */
export function locateObject(side: Side): Locate<ObjectTarget> {
  return (view) => {
    const { object } = view.subject;
    if (object === undefined) return notNamed('an object');
    const bucket = locateBucket(side)(view);
    return bucket.state === 'located' ? located({ ...bucket.target, ...object }) : bucket;
  };
}

export function locateKeyHistory(side: Side): Locate<KeyHistoryTarget> {
  return (view) => {
    const object = locateObject(side)(view);
    if (object.state !== 'located') return object;
    const { versionId: _versionId, ...target } = object.target;
    return located(target);
  };
}

export const locateDestinationAccount: Locate<AccountTarget> = (view) => {
  const bucket = locateDestinationBucket(view);
  if (bucket.state !== 'located') return bucket;
  const { account, region } = bucket.target;
  return account === undefined ? notNamed('the account of the destination bucket') : located({ account, region });
};

export const locateJob: Locate<JobTarget> = ({ subject: { jobId, sourceAccount, sourceRegion } }) => {
  if (jobId === undefined) return notNamed('a Batch job');
  if (sourceAccount === undefined) return notNamed('the account of the Batch job');
  return located({ jobId, account: sourceAccount, region: sourceRegion });
};
