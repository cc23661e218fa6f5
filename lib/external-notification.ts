import { EventType } from 'aws-cdk-lib/aws-s3';

/** Id of the entry in the bucket's notification configuration, when its owner adds it. */
const NOTIFICATION_ID = 's3-replication-responder';

/** The entry as `aws s3api put-bucket-notification-configuration` takes it. */
export function toNotificationConfiguration(queueArn: string): object {
  return {
    QueueConfigurations: [{ Id: NOTIFICATION_ID, QueueArn: queueArn, Events: [EventType.REPLICATION] }],
  };
}

/**
 * What the owner of a bucket has to add, in the three ways people manage buckets. The ARN of the queue exists only
 * after the deployment: the output of that name holds it.
 */
export function renderExternalNotification(names: { bucketName: string; outputName: string }): string {
  const { bucketName, outputName } = names;
  const arn = `<QueueArn of the output ${outputName}>`;
  const entry = JSON.stringify(toNotificationConfiguration(arn), null, 2);
  return `The bucket ${bucketName} is left alone ("external"). Its owner adds this notification, after the deployment:

AWS CLI - the put replaces the whole configuration: keep what the get returned and add the entry.
  aws s3api get-bucket-notification-configuration --bucket ${bucketName} > notification.json
${indent(entry)}
  aws s3api put-bucket-notification-configuration --bucket ${bucketName} --notification-configuration file://notification.json

CloudFormation - on the AWS::S3::Bucket:
  NotificationConfiguration:
    QueueConfigurations:
      - Event: ${EventType.REPLICATION}
        Queue: ${arn}

Terraform - one aws_s3_bucket_notification holds all notifications of a bucket; add the block to it:
  resource "aws_s3_bucket_notification" "this" {
    bucket = "${bucketName}"
    queue {
      id        = "${NOTIFICATION_ID}"
      queue_arn = "${arn}"
      events    = ["${EventType.REPLICATION}"]
    }
  }`;
}

function indent(text: string): string {
  return text.replace(/^/gm, '  ');
}
