import type { FixOwner } from '../../catalog/reason-row';
import { type Unreadable, unreadable, valueOf } from '../../facts/fact';
import { findRule } from '../../facts/find-rule';
import type { Side } from '../../facts/locate-buckets';
import type { ReplicationRule } from '../../facts/replication-configuration';
import type { CheckContext } from '../check';
import { notApplicable, unread } from '../judgement';
import type { PolicyInPlay } from './policy-in-play';
import { found, type Found, judged, type RoleSide } from './read-role';

/** What is asked for, with the policy on its side of the decision. */
export interface ResourceSide {
  /** In a title, where no name may stand: "destination bucket". */
  readonly called: string;
  /** ARN of the object or key that the request is about. */
  readonly arn: string;
  /** Owner; `undefined`: not known whose. */
  readonly account: string | undefined;
  /** Certainly not the account of the role, whosever it is. */
  readonly isForeign: boolean;
  readonly policy: PolicyInPlay;
  /** Why the policy could not be read. */
  readonly gap: Unreadable | undefined;
  /** Resource of a statement that grants no more than the rule needs. */
  readonly grantable: string;
}

/** Where the replicated objects are: what a key or a bucket is asked about. */
export interface BucketPlace {
  readonly bucket: string;
  readonly bucketArn: string;
  readonly region: string | undefined;
  /** Of the failed object or, where none is known, of the objects of the rule. */
  readonly objectArn: string;
  /** All objects of the rule. */
  readonly grantable: string;
}

/** The rule, or why there is nothing to judge without it. */
export function readRule(context: CheckContext): Found<ReplicationRule> {
  const configuration = context.fact('source-replication');
  if (configuration.state === 'absent') return judged(notApplicable(configuration.because));
  if (configuration.state === 'unreadable') return judged(unread([configuration]));
  const rule = findRule(configuration.value, context.subject);
  if (rule.state === 'known') return found(rule.value);
  return judged(rule.state === 'absent' ? notApplicable(rule.because) : unread([rule]));
}

/** A bucket of the replication, without its policy. Not applicable where it does not exist. */
export function readPlace(context: CheckContext, side: Side): Found<BucketPlace> {
  const { subject } = context;
  const rule = readRule(context);
  const bucket =
    side === 'source'
      ? subject.sourceBucket
      : (subject.destinationBucket ?? (rule.state === 'found' ? rule.value.destination.bucket : undefined));
  if (bucket === undefined) {
    return judged(rule.state === 'judged' ? rule.judgement : notApplicable('no destination is named'));
  }
  const presence = context.fact(`${side}-bucket`);
  if (presence.state === 'absent') return judged(notApplicable(presence.because));
  const bucketArn = `arn:${subject.partition}:s3:::${bucket}`;
  const prefix = rule.state === 'found' ? rule.value.filter.prefix : '';
  const key = subject.object?.key;
  return found({
    bucket,
    bucketArn,
    region: regionOf(context, side),
    objectArn: `${bucketArn}/${key ?? `${prefix}*`}`,
    grantable: `${bucketArn}/${grantablePrefix(prefix, key)}*`,
  });
}

/** The objects of a bucket, under the policy of the bucket. */
export function readBucket(context: CheckContext, side: Side, role: RoleSide): Found<ResourceSide> {
  const place = readPlace(context, side);
  if (place.state === 'judged') return place;
  const { bucket, bucketArn, objectArn, grantable } = place.value;
  const policy = context.fact(`${side}-policy`);
  const told = side === 'source' ? (context.subject.sourceAccount ?? role.account) : toldAccount(context);
  // Only the owner of a bucket is told its policy, and without an account we ask as the account of the source.
  const account = told ?? (policy.state === 'unreadable' ? undefined : role.account);
  const isRefused = policy.state === 'unreadable' && policy.cause === 'other-account';
  return found({
    called: `${side} bucket`,
    arn: objectArn,
    account,
    isForeign: account === undefined ? isRefused : account !== role.account,
    policy: {
      place: { kind: 'bucket', arn: bucketArn, bucket },
      owner: side === 'source' ? 'source-account' : 'destination-account',
      policy: valueOf(policy),
    },
    gap: policy.state === 'unreadable' ? policy : undefined,
    grantable,
  });
}

function toldAccount(context: CheckContext): string | undefined {
  const rule = readRule(context);
  return (
    context.subject.destinationAccount ??
    (rule.state === 'found' ? rule.value.destination.account : undefined)
  );
}

function regionOf({ subject, fact }: CheckContext, side: Side): string | undefined {
  if (side === 'source') return subject.sourceRegion;
  return subject.destinationRegion ?? valueOf(fact('destination-bucket'))?.region;
}

/** Characters of a prefix that mean something else in a policy, or a key beyond it: all objects, then. */
function grantablePrefix(prefix: string, key: string | undefined): string {
  return /[*?$]/.test(prefix) || key?.startsWith(prefix) === false ? '' : prefix;
}

/** A KMS key of the replication. Not applicable where no KMS key takes part. */
export function readKey(context: CheckContext, side: Side, role: RoleSide): Found<ResourceSide> {
  const key = context.fact(`${side}-key`);
  if (key.state === 'absent') return judged(notApplicable(key.because));
  if (key.state === 'unreadable') return judged(unread([key]));
  const { arn, account, region, manager } = key.value;
  if (manager === 'aws') {
    // Its policy lets everybody of the account use it through S3, and nobody else.
    return judged(notApplicable(`\`${arn}\` is an AWS-managed key, whose policy nobody can change`));
  }
  const policy = context.fact(`${side}-key-policy`);
  const gap = policy.state === 'absent' ? unreadable('failed', policy.because) : policy;
  return found({
    called: `${side} key`,
    arn,
    account,
    isForeign: account !== role.account,
    policy: {
      place: { kind: 'key', arn, region },
      owner: toKeyOwner(context, side, { account, roleAccount: role.account }),
      policy: valueOf(policy),
    },
    gap: gap.state === 'unreadable' ? gap : undefined,
    grantable: arn,
  });
}

/** A key may belong to a third account. */
function toKeyOwner(
  context: CheckContext,
  side: Side,
  { account, roleAccount }: { readonly account: string; readonly roleAccount: string },
): FixOwner {
  if (account === roleAccount) return 'source-account';
  const destination = toldAccount(context);
  if (destination === account) return 'destination-account';
  return side === 'destination' && destination === undefined ? 'destination-account' : 'either-account';
}
