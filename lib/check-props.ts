import { Stack, Token } from 'aws-cdk-lib';
import type { IResource } from 'aws-cdk-lib';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import { checkAccountRoles } from './check-account-roles';
import { ResponderPropsError } from './errors';
import { QUEUE_POLICY_LIMITS } from './queue-policy-limits';
import type { ReplicationFailureResponderProps, SourceBucket } from './replication-failure-responder-props';

/** Throws `ResponderPropsError` with everything that is wrong with the props. */
export function checkProps(scope: Construct, props: ReplicationFailureResponderProps): void {
  const topics: readonly (readonly [name: string, topic: ITopic | undefined])[] = [
    ['alertTopic', props.alertTopic],
    ['alarmTopic', props.alarmTopic],
    ...props.sourceBuckets.map(
      ({ existingTopic }, index) => [`sourceBuckets[${index}].existingTopic`, existingTopic] as const,
    ),
  ];
  const problems = [
    ...checkNumbers(props),
    ...checkAccountRoles(Stack.of(scope), props),
    ...checkBucketList(props.sourceBuckets),
    ...props.sourceBuckets.flatMap((source, index) => checkBucket(scope, source, index)),
    ...topics.flatMap(([name, topic]) => (topic === undefined ? [] : checkTopic(scope, name, topic))),
  ];
  if (props.alertTopic !== undefined && (props.emails ?? []).length > 0) {
    problems.push(
      'emails: they are subscribed to a new topic only; subscribe them where alertTopic is managed',
    );
  }
  if (problems.length > 0) throw new ResponderPropsError(scope.node.path, problems);
}

function checkNumbers({ groupWait, maxConcurrency }: ReplicationFailureResponderProps): readonly string[] {
  const problems: string[] = [];
  if (groupWait !== undefined && !groupWait.isUnresolved()) {
    const seconds = groupWait.toSeconds({ integral: false });
    if (!Number.isInteger(seconds) || seconds > 300) {
      problems.push(
        `groupWait: got ${seconds} s, allowed 0 to 300 whole seconds (the batching window of Lambda)`,
      );
    }
  }
  if (maxConcurrency !== undefined && !Token.isUnresolved(maxConcurrency)) {
    if (!Number.isInteger(maxConcurrency) || maxConcurrency < 2 || maxConcurrency > 1000) {
      problems.push(`maxConcurrency: got ${maxConcurrency}, allowed 2 to 1000 (what Lambda takes for SQS)`);
    }
  }
  return problems;
}

function checkBucketList(buckets: readonly SourceBucket[]): readonly string[] {
  const names = buckets.map(({ bucket }) => bucket.bucketName);
  const problems = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))].map(
    (name) => `sourceBuckets: got ${name} twice, allowed each bucket once`,
  );
  if (buckets.length === 0) problems.push('sourceBuckets: got none, allowed at least one');
  if (buckets.length > QUEUE_POLICY_LIMITS.sourceBuckets) {
    problems.push(
      `sourceBuckets: got ${buckets.length}, allowed ${QUEUE_POLICY_LIMITS.sourceBuckets}; more do not fit the ` +
        'policy of one queue, so use a second construct',
    );
  }
  return problems;
}

function checkBucket(scope: Construct, source: SourceBucket, index: number): readonly string[] {
  const name = `sourceBuckets[${index}]`;
  const problems = [...checkRegion(scope, `${name}.bucket`, source.bucket)];
  if (source.existingTopic !== undefined && source.notifications !== undefined) {
    problems.push(
      `${name}.notifications: got "${source.notifications}", allowed nothing beside existingTopic`,
    );
  }
  const owner = source.account ?? source.bucket.env.account;
  const isManaged = source.existingTopic === undefined && source.notifications !== 'external';
  if (isManaged && isKnownToDiffer(owner, Stack.of(scope).account)) {
    problems.push(
      `${name}: got a bucket of account ${owner}, allowed one of ${Stack.of(scope).account}; for another account's ` +
        'set notifications to "external" or give an existingTopic',
    );
  }
  return problems;
}

function checkTopic(scope: Construct, name: string, topic: ITopic): readonly string[] {
  const problems = [...checkRegion(scope, name, topic)];
  if (topic.fifo) {
    problems.push(
      `${name}: got a FIFO topic, allowed a standard one; FIFO takes no S3 events, alarms or e-mail`,
    );
  }
  return problems;
}

function checkRegion(scope: Construct, name: string, resource: IResource): readonly string[] {
  const region = Stack.of(scope).region;
  if (!isKnownToDiffer(resource.env.region, region)) return [];
  return [`${name}: got one in ${resource.env.region}, allowed one in ${region}, the Region of the stack`];
}

function isKnownToDiffer(a: string, b: string): boolean {
  return !Token.isUnresolved(a) && !Token.isUnresolved(b) && a !== b;
}
