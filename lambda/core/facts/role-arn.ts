export interface RoleName {
  readonly partition: string;
  readonly account: string;
  /** Last part of the ARN, behind the path. */
  readonly name: string;
}

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html */
const ROLE_ARN = /^arn:(aws[a-z-]*):iam::(\d{12}):role\/(?:[\x21-\x7e]{1,510}\/)?([\w+=,.@-]{1,64})$/;

/** The parts of a role's ARN that IAM asks for; `undefined` for anything that is no role ARN. */
export function parseRoleArn(arn: string): RoleName | undefined {
  const [, partition, account, name] = ROLE_ARN.exec(arn) ?? [];
  if (partition === undefined || account === undefined || name === undefined) return undefined;
  return { partition, account, name };
}

const IAM_REGIONS: Readonly<Record<string, string>> = {
  'aws-cn': 'cn-north-1',
  'aws-us-gov': 'us-gov-west-1',
};

/** The Region that answers for IAM, and in which CloudTrail keeps IAM's events. */
export function toIamRegion(partition: string): string {
  return IAM_REGIONS[partition] ?? 'us-east-1';
}
