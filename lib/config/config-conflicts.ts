import { RegionInfo } from 'aws-cdk-lib/region-info';
import { QUEUE_POLICY_LIMITS } from '../queue-policy-limits';
import { findAccountRoleConflicts } from './account-role-conflicts';
import { parseArnPlace } from './arn-patterns';
import { type ConfigProblem, renderGot } from './config-problem';
import { type Loose, toList, toLoose } from './loose';

/** Values that are well-formed one by one but contradict each other. */
export function findConflicts(raw: unknown): readonly ConfigProblem[] {
  const config = toLoose(raw);
  const buckets = toList(config['sourceBuckets']).map(toLoose);
  return [
    ...findDuplicateBuckets(buckets),
    ...buckets.flatMap((bucket, index) => findBucketConflicts(bucket, { index, config })),
    ...findCrowdedRegions(buckets, config),
    ...findRegionalConflicts(config, buckets),
    ...findSlackConflicts(toLoose(config['slack'])),
    ...findUnreadEmails(config, buckets),
    ...findAccountRoleConflicts(config),
  ];
}

function findDuplicateBuckets(buckets: readonly Loose[]): readonly ConfigProblem[] {
  const first = new Map<unknown, number>();
  return buckets.flatMap(({ name }, index) => {
    const earlier = first.get(name);
    if (earlier === undefined) first.set(name, index);
    if (earlier === undefined || name === undefined) return [];
    return [
      {
        path: `sourceBuckets[${index}].name`,
        got: renderGot(name),
        allowed: 'each bucket once',
        hint: `it is sourceBuckets[${earlier}] already`,
      },
    ];
  });
}

function findBucketConflicts(
  bucket: Loose,
  { index, config }: { index: number; config: Loose },
): readonly ConfigProblem[] {
  const path = `sourceBuckets[${index}]`;
  const problems: ConfigProblem[] = [];
  const { notifications, existingTopicArn, account } = bucket;
  if (existingTopicArn !== undefined && notifications !== undefined) {
    problems.push({
      path: `${path}.notifications`,
      got: renderGot(notifications),
      allowed: 'nothing beside existingTopicArn: the topic brings the events',
    });
  }
  // Without an account in the configuration, the construct compares with that of the credentials.
  const isForeign = account !== undefined && config['account'] !== undefined && account !== config['account'];
  if (isForeign && existingTopicArn === undefined && notifications !== 'external') {
    problems.push({
      path: `${path}.notifications`,
      got: renderGot(notifications),
      allowed: '"external", or an existingTopicArn',
      example: '"external"',
      hint: 'a stack cannot change the notifications of a bucket in another account',
    });
  }
  const topicRegion = regionOfArn(existingTopicArn);
  const bucketRegion = regionOfBucket(bucket, config);
  if (topicRegion !== undefined && bucketRegion !== undefined && topicRegion !== bucketRegion) {
    problems.push({
      path: `${path}.existingTopicArn`,
      got: renderGot(existingTopicArn),
      allowed: `a topic in ${bucketRegion}, the Region of the bucket`,
      hint: 'S3 sends events only within the Region',
    });
  }
  return problems;
}

/** The policy of one queue holds every bucket of a Region, and SQS bounds what a queue policy may hold. */
function findCrowdedRegions(buckets: readonly Loose[], config: Loose): readonly ConfigProblem[] {
  const regions = new Set(buckets.map((bucket) => regionOfBucket(bucket, config)));
  return [...regions].flatMap((region) => {
    const members = buckets.filter((bucket) => regionOfBucket(bucket, config) === region);
    const accounts = new Set(members.map(({ account }) => account ?? config['account']));
    const where = region ?? 'one Region';
    const problems: ConfigProblem[] = [];
    if (members.length > QUEUE_POLICY_LIMITS.sourceBuckets) {
      problems.push({
        path: 'sourceBuckets',
        got: `${members.length} buckets in ${where}`,
        allowed: `at most ${QUEUE_POLICY_LIMITS.sourceBuckets} in one Region`,
        hint: 'more do not fit the policy of one queue; deploy a second configuration with another stackName',
      });
    }
    if (accounts.size > QUEUE_POLICY_LIMITS.ownerAccounts) {
      problems.push({
        path: 'sourceBuckets',
        got: `buckets of ${accounts.size} accounts in ${where}`,
        allowed: `at most ${QUEUE_POLICY_LIMITS.ownerAccounts} accounts in one Region`,
        hint: 'more do not fit the policy of one queue; deploy a second configuration with another stackName',
      });
    }
    return problems;
  });
}

/** Topics and keys are used by the stack of their own Region: one for each, and only where there is a stack. */
function findRegionalConflicts(config: Loose, buckets: readonly Loose[]): readonly ConfigProblem[] {
  const regions = new Set(buckets.map((bucket) => regionOfBucket(bucket, config)));
  const lists: readonly [path: string, arns: readonly unknown[]][] = [
    ['alertTopics', toList(config['alertTopics']).map((topic) => toLoose(topic)['arn'])],
    ['alarmTopicArns', toList(config['alarmTopicArns'])],
    ['encryptionKeyArns', toList(config['encryptionKeyArns'])],
  ];
  return lists.flatMap(([path, arns]) =>
    arns.flatMap((arn, index) => {
      const place = typeof arn === 'string' ? parseArnPlace(arn) : undefined;
      if (place === undefined) return [];
      const at = {
        path: path === 'alertTopics' ? `${path}[${index}].arn` : `${path}[${index}]`,
        got: renderGot(arn),
      };
      const problems: ConfigProblem[] = [];
      if (arns.findIndex((other) => regionOfArn(other) === place.region) < index) {
        problems.push({
          ...at,
          allowed: 'at most one for each Region',
          hint: `${place.region} has one already`,
        });
      }
      if (!regions.has(undefined) && !regions.has(place.region)) {
        problems.push({
          ...at,
          allowed: `one in ${[...regions].join(' or ')}, where the source buckets are`,
          hint: 'no stack would use it',
        });
      }
      const partition = RegionInfo.get(place.region).partition;
      if (partition !== undefined && partition !== place.partition) {
        problems.push({ ...at, allowed: `arn:${partition}:… for ${place.region}` });
      }
      return problems;
    }),
  );
}

function findSlackConflicts({ mode, channel }: Loose): readonly ConfigProblem[] {
  if (mode === 'bot' && channel === undefined) {
    return [
      {
        path: 'slack.channel',
        got: 'nothing',
        allowed: 'a channel id: a bot must be told where to post',
        example: '"C0123456789"',
      },
    ];
  }
  if (mode === 'webhook' && channel !== undefined) {
    return [
      {
        path: 'slack.channel',
        got: renderGot(channel),
        allowed: 'nothing: a webhook belongs to one channel and posts there',
      },
    ];
  }
  return [];
}

function findUnreadEmails(config: Loose, buckets: readonly Loose[]): readonly ConfigProblem[] {
  const existing = new Set(toList(config['alertTopics']).map((topic) => regionOfArn(toLoose(topic)['arn'])));
  const regions = buckets.map((bucket) => regionOfBucket(bucket, config));
  const hasOwnTopic = regions.some((region) =>
    region === undefined ? existing.size !== 1 : !existing.has(region),
  );
  if (toList(config['emails']).length === 0 || regions.length === 0 || hasOwnTopic) return [];
  return [
    {
      path: 'emails',
      got: renderGot(config['emails']),
      allowed: 'nothing while every Region publishes to an existing topic',
      hint: 'subscribe the addresses to that topic where it is managed',
    },
  ];
}

function regionOfBucket(bucket: Loose, config: Loose): string | undefined {
  const region = bucket['region'] ?? config['region'];
  return typeof region === 'string' ? region : undefined;
}

function regionOfArn(arn: unknown): string | undefined {
  return typeof arn === 'string' ? parseArnPlace(arn)?.region : undefined;
}
