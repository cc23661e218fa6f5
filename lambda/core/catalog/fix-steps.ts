import { step } from './fix-step';
import { toRolePolicy } from './permissions';
import type { FixStep, RequiredPermission } from './reason-row';

/*
 * Steps that several reasons share. Two rules hold for all of them: a command that replaces a whole document
 * comes after one that reads it, and nothing is granted wider than one bucket's objects or one key.
 */

type Side = 'source' | 'destination';

const BUCKET = { source: '{sourceBucket}', destination: '{destinationBucket}' } as const;
const KEY = { source: '{sourceKeyArn}', destination: '{destinationKeyArn}' } as const;
const REGION = { source: '{sourceRegion}', destination: '{destinationRegion}' } as const;

/** Which role it is: the configuration of the source bucket names one for all its rules. */
export const FIND_REPLICATION_ROLE = step(
  'Find the replication role; its name is what follows the last slash.',
  'aws s3api get-bucket-replication --bucket {sourceBucket} --query ReplicationConfiguration.Role --output text',
);

/** Which key each rule names for replicas; `null` leaves it to the destination bucket. */
export function findReplicaKey(text: string): FixStep {
  return step(
    text,
    'aws s3api get-bucket-replication --bucket {sourceBucket} --query ReplicationConfiguration.Rules[].[ID,Destination.EncryptionConfiguration.ReplicaKmsKeyID]',
  );
}

/** A job of S3 Batch Operations: jobs live in the Region of the source bucket. */
export function describeJob(text: string): FixStep {
  return step(
    text,
    'aws s3control describe-job --account-id {sourceAccount} --region {sourceRegion} --job-id <job-id>',
  );
}

/** The version as the source bucket has it. */
export function headSourceVersion(text: string): FixStep {
  return step(text, 'aws s3api head-object --bucket {sourceBucket} --key {key} --version-id {versionId}');
}

/** Every version and delete marker that a bucket has of the key, and of longer keys that begin with it. */
export function listVersions(side: Side, text: string): FixStep {
  return step(text, `aws s3api list-object-versions --bucket ${BUCKET[side]} --prefix {key}`);
}

/** What IAM says about the role's own side; it reads neither bucket policies nor key policies. */
export function askIam(side: Side, { action }: RequiredPermission): FixStep {
  return step(
    `Ask IAM about ${action}: implicitDeny - grant it as below; explicitDeny - a Deny in the role's policies, its ` +
      `boundary or an SCP must go first; allowed - look at the ${side} bucket policy.`,
    `aws iam simulate-principal-policy --policy-source-arn {roleArn} --action-names ${action} --resource-arns`,
    `arn:{partition}:s3:::${BUCKET[side]}/{key}`,
    ...'--query EvaluationResults[].[EvalActionName,EvalDecision] --output text'.split(' '),
  );
}

/** Adds an inline policy of its own, so that no existing policy is touched. */
export function grantToRole(
  policyName: string,
  permissions: readonly RequiredPermission[],
  role: '{roleName}' | '{jobRoleName}' = '{roleName}',
): readonly FixStep[] {
  return [
    step(
      `See that no policy is called ${policyName} (NoSuchEntity): the next step would replace it.`,
      `aws iam get-role-policy --role-name ${role} --policy-name ${policyName}`,
    ),
    step(
      `Allow the role ${toList(permissions)}.`,
      `aws iam put-role-policy --role-name ${role} --policy-name ${policyName} --policy-document`,
      toRolePolicy(permissions),
    ),
  ];
}

/** Reads, then replaces the policy of a bucket. `change` says what to do in between. */
export function editBucketPolicy(side: Side, change: string): readonly FixStep[] {
  return [
    step(
      `In the ${side} account, save the bucket policy as policy.json (NoSuchBucketPolicy: there is none; ` +
        'MethodNotAllowed: you are in another account).',
      `aws s3api get-bucket-policy --bucket ${BUCKET[side]} --query Policy --output text`,
    ),
    step(
      `${change} Then put the whole document back.`,
      `aws s3api put-bucket-policy --bucket ${BUCKET[side]} --policy file://policy.json`,
    ),
  ];
}

/** Reads, then replaces the policy of a KMS key. */
export function editKeyPolicy(side: Side, change: string): readonly FixStep[] {
  const key = `--key-id ${KEY[side]} --region ${REGION[side]} --policy-name default`;
  return [
    step(
      'In the account of the key, save the key policy as key-policy.json.',
      `aws kms get-key-policy ${key} --query Policy --output text`,
    ),
    step(
      `${change} Then put the whole document back.`,
      `aws kms put-key-policy ${key} --policy file://key-policy.json`,
    ),
  ];
}

/** State of a key, then the two ways back to `Enabled`. */
export function reviveKey(side: Side): readonly FixStep[] {
  const key = `--key-id ${KEY[side]} --region ${REGION[side]}`;
  return [
    step('Read the state of the key: KeyState, DeletionDate and Origin.', `aws kms describe-key ${key}`),
    step(
      'PendingDeletion: stop the deletion now; after its date everything under the key is lost. The key is then Disabled.',
      `aws kms cancel-key-deletion ${key}`,
    ),
    step(
      'Disabled: enable the key, once you know that nobody disabled it on purpose.',
      `aws kms enable-key ${key}`,
    ),
  ];
}

/** Reads, then replaces the replication configuration. */
export function editReplicationConfiguration(change: string): readonly FixStep[] {
  return [
    step(
      'Save the replication configuration as replication.json.',
      'aws s3api get-bucket-replication --bucket {sourceBucket} --query ReplicationConfiguration',
    ),
    step(
      `${change} Then put the whole document back.`,
      'aws s3api put-bucket-replication --bucket {sourceBucket} --replication-configuration file://replication.json',
    ),
  ];
}

/** `s3:A`, `s3:A and s3:B`, `s3:A, s3:B and s3:C`. */
function toList(permissions: readonly RequiredPermission[]): string {
  const actions = permissions.map(({ action }) => action);
  const last = actions.at(-1) ?? '';
  return actions.length < 2 ? last : `${actions.slice(0, -1).join(', ')} and ${last}`;
}
