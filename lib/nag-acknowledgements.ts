import { Stack, Validations } from 'aws-cdk-lib';
import type { IRole, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';
import type { ReadStatementId } from './read-statements';

/** The construct id, one for each stack, under which CDK keeps the function that puts bucket notifications. */
const NOTIFICATIONS_HANDLER = 'BucketNotificationsHandler050a0587b7544547bf325f094a3db834';

/**
 * Findings of cdk-nag's AwsSolutions pack that we know and keep, each with its reason. `test/infra/nag.test.ts`
 * fails on any other, and on one that is no longer found.
 */
export const NAG_ACKNOWLEDGEMENTS = {
  role: {
    id: 'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
    reason:
      'SNS asks publishers to an encrypted topic for kms:GenerateDataKey* (its documentation, "Allow a user to send ' +
      'messages to a topic with SSE"). The resource is the one key of that topic.',
  },
  tracing: {
    id: 'AwsSolutions-IAM5[Resource::*]',
    reason:
      'xray:PutTraceSegments and xray:PutTelemetryRecords take no resource (Service Authorization Reference); the CDK ' +
      'writes the statement when tracing is on, and only then.',
  },
  notificationsHandler: {
    id: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    reason:
      "CDK's own bucket-notification function, which runs only during a deployment. The managed policy lets it write " +
      'its logs; on buckets it may do no more than get and put the notification configuration of those listed.',
  },
} as const;

/** Records the findings above where they occur. Call it when everything else has been created. */
export function acknowledgeNagFindings(parts: {
  responder: IConstruct;
  roles: readonly IRole[];
  isTraced: boolean;
  reads: readonly PolicyStatement[];
}): void {
  for (const role of parts.roles) {
    Validations.of(role).acknowledge(NAG_ACKNOWLEDGEMENTS.role);
    if (parts.isTraced) Validations.of(role).acknowledge(NAG_ACKNOWLEDGEMENTS.tracing);
    acknowledgeReads(role, parts.reads);
  }
  const handler = Stack.of(parts.responder).node.tryFindChild(NOTIFICATIONS_HANDLER);
  if (handler) Validations.of(handler).acknowledge(NAG_ACKNOWLEDGEMENTS.notificationsHandler);
}

/**
 * Why the statements that let the checks read hold wildcards. Each allows reading alone: no action of theirs changes
 * anything, and none uses a key.
 */
export const WILDCARD_REASONS: Readonly<Partial<Record<ReadStatementId, string>>> = {
  ReadSourceObjects:
    'Asked for with checks "objects": which object fails is known only when it fails. The buckets are those configured.',
  ReadDestinationBuckets:
    'Which buckets the rules replicate to is known only when their configuration is read. Configuration and names of ' +
    'versions, no content; destinationBuckets (here) or buckets (in the access role) name them and end the wildcard.',
  ReadDestinationObjects:
    'Asked for with checks "objects": which replica fails is known only when it fails. It lists annotations, no content; ' +
    'destinationBuckets (here) or buckets (in the access role) name the buckets.',
  ReadRoles:
    'Which role S3 assumes is known only when the replication configuration is read, and it may be changed at any time. ' +
    'Trust, policies and their simulation, of roles in this account.',
  ReadManagedPolicies:
    'Which policies are attached to that role is known only when it is read. Text of policies of this account and of AWS.',
  ReadKeys:
    'Which key encrypts the objects is known only when the encryption of the buckets is read. State and grants; a key of ' +
    'another account answers only if its own policy lets this role ask.',
  ReadKeyPolicies:
    'Which key encrypts the objects is known only when the encryption of the buckets is read. Policies of keys in this ' +
    'account.',
  ReadAccount:
    'cloudtrail:LookupEvents and s3:GetAccountPublicAccessBlock take no resource (Service Authorization Reference).',
};

/** Records the wildcards of the statements, with their reasons, at the role that has them. */
export function acknowledgeReads(role: IRole, statements: readonly PolicyStatement[]): void {
  for (const { sid, resources } of statements) {
    const reason = WILDCARD_REASONS[sid?.replace(/\d+$/, '') as ReadStatementId];
    if (reason === undefined) continue;
    for (const resource of resources.filter((arn) => arn.includes('*'))) {
      const id = `AwsSolutions-IAM5[Resource::${toNagText(Stack.of(role).resolve(resource))}]`;
      Validations.of(role).acknowledge({ id, reason });
    }
  }
}

/** As cdk-nag writes what CloudFormation fills in: `arn:<AWS::Partition>:s3:::*`. */
function toNagText(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::Join': join } = value as { Ref?: string; 'Fn::Join'?: [string, readonly unknown[]] };
  if (Ref !== undefined) return `<${Ref}>`;
  return join === undefined ? JSON.stringify(value) : join[1].map(toNagText).join(join[0]);
}
