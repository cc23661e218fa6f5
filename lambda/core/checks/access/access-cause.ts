import type { Cause } from '../check';
import { policiesOf } from './describe-access';
import { isEditable, nameOf, type PolicyInPlay, subjectOf } from './policy-in-play';
import type { ResourceSide } from './read-resource';
import type { RoleSide } from './read-role';
import type { AccessAnswer, AccessQuestion, Lack } from './weigh-access';

/** The policy that denies it or, without one, the first that would have to allow it. */
export function toAccessCause(denials: readonly AccessAnswer[], lacking: readonly AccessAnswer[]): Cause {
  const [denial] = denials;
  const [deny] = denial?.result.decidedBy ?? [];
  if (denial !== undefined && deny !== undefined) {
    const policy = policiesOf(denial.question).find((one) => nameOf(one) === deny.policy);
    if (policy !== undefined) {
      const title = titleDenial(denial.question, policy);
      return { title, subject: subjectOf(policy), statement: deny.statement, owner: policy.owner };
    }
  }
  // A refusal without a Deny is a lack.
  const { question, lacking: lacks } = lacking[0] as AccessAnswer;
  const [lack] = lacks;
  const title = titleLack(question, lack);
  const { policy } = question.resource;
  if (lack?.side === 'resource') return { title, subject: subjectOf(policy), owner: policy.owner };
  const { arn, boundary } = question.role;
  const subject = lack?.side === 'boundary' && boundary !== undefined ? subjectOf(boundary) : arn;
  return { title, subject, owner: 'source-account' };
}

/** What S3 wants to do with a permission, as the object of "denies S3 …". */
const DOINGS: Readonly<Record<string, string>> = {
  's3:GetObjectVersionForReplication': 'the read',
  's3:GetObjectVersionAcl': 'the read of ACLs',
  's3:GetObjectVersionTagging': 'the read of tags',
  's3:GetObjectRetention': 'the read of retention',
  's3:GetObjectLegalHold': 'the read of legal holds',
  's3:GetObjectVersionAnnotationForReplication': 'the read of annotations',
  's3:InitiateReplication': 'the start of replication',
  's3:ReplicateObject': 'the write',
  's3:ReplicateObjectAnnotation': 'the write of annotations',
  's3:ReplicateDelete': 'the delete marker',
  's3:ReplicateTags': 'the write of tags',
  's3:ObjectOwnerOverrideToBucketOwner': 'the change of owner',
  's3:PutObjectRetention': 'the retention',
  's3:PutObjectLegalHold': 'the legal hold',
  'kms:Encrypt': 'the encryption',
  'kms:GenerateDataKey': 'the encryption',
  'kms:Decrypt': 'the decryption',
};

/** Short: the actions that it may lack have long names. */
const BOUNDARY = "The role's permissions boundary";

/** `The destination bucket policy denies S3 the write`. */
function titleDenial({ role, resource, action }: AccessQuestion, policy: PolicyInPlay): string {
  return `${titlePolicy(policy, { role, resource })} denies S3 ${DOINGS[action] ?? action}`;
}

/** `No policy of the replication role allows s3:ReplicateObject`. */
function titleLack({ role, resource, action }: AccessQuestion, lack: Lack | undefined): string {
  if (lack?.side === 'boundary') return `${BOUNDARY} does not allow ${action}`;
  if (lack?.side !== 'resource') return `No policy of ${role.called} allows ${action}`;
  const { policy } = resource;
  if (policy.policy === undefined) return `The ${resource.called} has no policy to allow ${action}`;
  const who = titlePolicy(policy, { role, resource });
  const isDead = lack.nearMisses.some(
    ({ policy: name, because }) => name === nameOf(policy) && because.includes('the id of a deleted role'),
  );
  return isDead ? `${who} names a deleted role` : `${who} does not allow ${action}`;
}

function titlePolicy(
  policy: PolicyInPlay,
  { role, resource }: { readonly role: RoleSide; readonly resource: ResourceSide },
): string {
  switch (policy.place.kind) {
    case 'inline':
    case 'managed':
      return `${isEditable(policy) ? 'A policy' : 'An AWS-managed policy'} of ${role.called}`;
    case 'boundary':
      return BOUNDARY;
    case 'trust':
      return `The trust policy of ${role.called}`;
    case 'bucket':
    case 'key':
      return `The ${resource.called} policy`;
  }
}
