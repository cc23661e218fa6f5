import { Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

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
  role: IConstruct;
  isTraced: boolean;
}): void {
  Validations.of(parts.role).acknowledge(NAG_ACKNOWLEDGEMENTS.role);
  if (parts.isTraced) Validations.of(parts.role).acknowledge(NAG_ACKNOWLEDGEMENTS.tracing);
  const handler = Stack.of(parts.responder).node.tryFindChild(NOTIFICATIONS_HANDLER);
  if (handler) Validations.of(handler).acknowledge(NAG_ACKNOWLEDGEMENTS.notificationsHandler);
}
