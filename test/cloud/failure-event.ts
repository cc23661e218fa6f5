import { encodeEventKey } from '../../lambda/core/events/object-key';

/** What a check wants to be different about a failure. */
export interface FailureFields {
  readonly sourceBucket: string;
  readonly ruleId: string;
  readonly failureReason: string;
  /** As the bucket lists it; the body carries it form-encoded, as S3 does. */
  readonly key: string;
  readonly region: string;
  readonly account: string;
  readonly destinationBucket: string;
  readonly versionId?: string;
}

let lastEventTime = 0;

/**
 * The body of an `s3:Replication:OperationFailedReplication` notification, field by field as AWS documents it; S3
 * sends one record in each. It happened now; no two at the same time.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-metrics-events.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function toFailureBody(fields: FailureFields): string {
  lastEventTime = Math.max(Date.now(), lastEventTime + 1);
  return JSON.stringify({
    Records: [
      {
        eventVersion: '2.2',
        eventSource: 'aws:s3',
        awsRegion: fields.region,
        eventTime: new Date(lastEventTime).toISOString(),
        eventName: 'Replication:OperationFailedReplication',
        userIdentity: { principalId: 's3.amazonaws.com' },
        requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
        responseElements: {
          'x-amz-request-id': '123bf045-2b4b-4ca8-a211-c34a63c59426',
          'x-amz-id-2': 'none',
        },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: 'replication-failures',
          bucket: {
            name: fields.sourceBucket,
            ownerIdentity: { principalId: fields.account },
            arn: `arn:aws:s3:::${fields.sourceBucket}`,
          },
          object: {
            key: encodeEventKey(fields.key),
            size: 520_080,
            eTag: 'b69e2f3a1b6c7d8e9f0a1b2c3d4e5f60',
            versionId: fields.versionId ?? '3sL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY',
            sequencer: '0066DA1CBF104C0D51',
          },
        },
        replicationEventData: {
          replicationRuleId: fields.ruleId,
          destinationBucket: `arn:aws:s3:::${fields.destinationBucket}`,
          s3Operation: 'OBJECT_PUT',
          requestTime: new Date(lastEventTime - 30_000).toISOString(),
          failureReason: fields.failureReason,
        },
      },
    ],
  });
}
