import { encodeEventKey } from '../../lambda/core/events/object-key';
/** What differs between two failures of the story. */
export interface StoryFailure {
  readonly time: Date;
  readonly region: string;
  readonly sourceBucket: string;
  readonly destinationBucket: string;
  readonly ruleId: string;
  readonly key: string;
  readonly sizeBytes: number;
  readonly failureReason: string;
  /** Makes version id, ETag and sequencer. */
  readonly serial: number;
}

/**
 * A replication-failure notification as S3 writes it, with one record:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function toNotification(failure: StoryFailure): object {
  const serial = failure.serial.toString(16).toUpperCase().padStart(18, '0');
  const time = failure.time.toISOString();
  return {
    Records: [
      {
        eventVersion: '2.2',
        eventSource: 'aws:s3',
        awsRegion: failure.region,
        eventTime: time,
        eventName: 'Replication:OperationFailedReplication',
        userIdentity: { principalId: 's3.amazonaws.com' },
        requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
        responseElements: { 'x-amz-request-id': serial.slice(2) },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'replication-failures',
          bucket: {
            name: failure.sourceBucket,
            ownerIdentity: { principalId: '111111111111' },
            arn: `arn:aws:s3:::${failure.sourceBucket}`,
          },
          object: {
            key: encodeEventKey(failure.key),
            size: failure.sizeBytes,
            eTag: serial.padStart(32, 'd').toLowerCase(),
            versionId: `v${serial}`,
            sequencer: serial,
          },
        },
        replicationEventData: {
          replicationRuleId: failure.ruleId,
          destinationBucket: `arn:aws:s3:::${failure.destinationBucket}`,
          s3Operation: 'OBJECT_PUT',
          requestTime: time,
          failureReason: failure.failureReason,
        },
      },
    ],
  };
}

/** The event that Lambda hands to a function that reads a queue. */
export function toSqsEvent(bodies: readonly string[]): object {
  return {
    Records: bodies.map((body, index) => ({
      messageId: `00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
      body,
      eventSource: 'aws:sqs',
      eventSourceARN: 'arn:aws:sqs:eu-west-1:111111111111:replication-failures',
      awsRegion: 'eu-west-1',
    })),
  };
}

/** The envelope that SNS puts around a message: https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html */
export function toSnsEnvelope(body: string, time: Date): object {
  return {
    Type: 'Notification',
    MessageId: '00000000-0000-4000-8000-000000000001',
    TopicArn: 'arn:aws:sns:eu-west-1:111111111111:replication-failures',
    Subject: 'Amazon S3 Notification',
    Message: body,
    Timestamp: time.toISOString(),
    SignatureVersion: '1',
  };
}
