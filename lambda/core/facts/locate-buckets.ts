import { valueOf } from './fact';
import type { FactSubject } from './fact-subject';
import type { AccountTarget, BucketTarget, JobTarget, KeyHistoryTarget, ObjectTarget } from './fact-target';
import { findRule } from './find-rule';
import { type FactView, type Locate, located, type Located, notNamed, waiting, withFact } from './located';
import type { ReplicationRule } from './replication-configuration';

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
  const unread = PLACE_FACTS.filter(
    ({ isTold, fact }) => !isTold(view.subject) && view.fact(fact) === undefined,
  );
  if (unread.length > 0) return waiting(...unread.map(({ fact }) => fact));
  const presence = locateDestinationPresence(view);
  if (presence.state !== 'located') return presence;
  const { bucket, region } = presence.target;
  const told = view.subject.destinationRegion === undefined ? view.fact('destination-bucket') : undefined;
  // A bucket that does not exist has no settings; one that cannot be asked for is looked for where the event says.
  if (told?.state === 'absent') return told;
  const account = view.subject.destinationAccount ?? accountInRule(view);
  return located({
    bucket,
    region: (told && valueOf(told)?.region) ?? region,
    ...(account !== undefined && { account }),
  });
};

/** What says where the destination bucket is and whose it is, if the event does not. Both are read at once. */
const PLACE_FACTS = [
  {
    fact: 'destination-bucket',
    isTold: ({ destinationRegion }: FactSubject) => destinationRegion !== undefined,
  },
  {
    fact: 'source-replication',
    isTold: ({ destinationAccount }: FactSubject) => destinationAccount !== undefined,
  },
] as const;

function accountInRule({ subject, fact }: FactView): string | undefined {
  const configuration = fact('source-replication');
  const rules = configuration && valueOf(configuration);
  return rules && valueOf(findRule(rules, subject))?.destination.account;
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
  return account === undefined
    ? notNamed('the account of the destination bucket')
    : located({ account, region });
};

export const locateJob: Locate<JobTarget> = ({ subject: { jobId, sourceAccount, sourceRegion } }) => {
  if (jobId === undefined) return notNamed('a Batch job');
  if (sourceAccount === undefined) return notNamed('the account of the Batch job');
  return located({ jobId, account: sourceAccount, region: sourceRegion });
};
