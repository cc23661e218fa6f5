import { parseArnPlace } from './arn-patterns';
import type { ResponderConfig, SourceBucketConfig } from './config.schema';

/** Where `cdk` deploys to when the configuration does not say: the account and Region of the credentials. */
export interface DefaultEnvironment {
  readonly account?: string;
  readonly region?: string;
}

/** One stack: the buckets of one Region and what that Region was given. */
export interface StackPlan {
  readonly stackName: string;
  readonly account?: string;
  readonly region?: string;
  readonly sourceBuckets: readonly SourceBucketConfig[];
  readonly alertTopic?: ResponderConfig['alertTopics'][number];
  readonly alarmTopicArn?: string;
  readonly encryptionKeyArn?: string;
}

/**
 * One stack for each Region, in the order in which the buckets name them. Names depend on the configuration alone:
 * other credentials do not make another stack.
 */
export function planStacks(config: ResponderConfig, defaults: DefaultEnvironment = {}): readonly StackPlan[] {
  const named = new Set(config.sourceBuckets.map((bucket) => bucket.region ?? config.region));
  return [...named].map((namedRegion) => {
    const region = namedRegion ?? defaults.region;
    const account = config.account ?? defaults.account;
    const pick = <T>(items: readonly T[], toArn: (item: T) => string): T | undefined =>
      region === undefined && items.length === 1
        ? items[0]
        : items.find((item) => parseArnPlace(toArn(item))?.region === region);
    const alertTopic = pick(config.alertTopics, ({ arn }) => arn);
    const alarmTopicArn = pick(config.alarmTopicArns, (arn) => arn);
    const encryptionKeyArn = pick(config.encryptionKeyArns, (arn) => arn);
    return {
      stackName: namedRegion === undefined ? config.stackName : `${config.stackName}-${namedRegion}`,
      sourceBuckets: config.sourceBuckets.filter(
        (bucket) => (bucket.region ?? config.region) === namedRegion,
      ),
      ...(account !== undefined && { account }),
      ...(region !== undefined && { region }),
      ...(alertTopic !== undefined && { alertTopic }),
      ...(alarmTopicArn !== undefined && { alarmTopicArn }),
      ...(encryptionKeyArn !== undefined && { encryptionKeyArn }),
    };
  });
}
