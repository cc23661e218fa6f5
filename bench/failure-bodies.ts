/** How many messages of this shape a Lambda invocation can carry at most: 6 MB of payload, about 1.3 KB each. */
export const FULL_BATCH = 4_500;

/**
 * Bodies of `count` S3 failure notifications over `incidents` different rules, in the shape AWS documents
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html). Deterministic.
 */
export function makeFailureBodies(count: number, incidents: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => makeBody(index, index % incidents));
}

function makeBody(index: number, incident: number): string {
  const time = new Date(Date.UTC(2026, 0, 1) + index * 7).toISOString();
  const serial = index.toString(16).toUpperCase().padStart(16, '0');
  const record = {
    eventVersion: '2.2',
    eventSource: 'aws:s3',
    awsRegion: 'eu-central-1',
    eventTime: time,
    eventName: 'Replication:OperationFailedReplication',
    userIdentity: { principalId: 's3.amazonaws.com' },
    requestParameters: { sourceIPAddress: 's3.amazonaws.com' },
    responseElements: { 'x-amz-request-id': serial, 'x-amz-id-2': `${serial}${'k'.repeat(60)}` },
    s3: {
      s3SchemaVersion: '1.0',
      configurationId: 'replication-failures',
      bucket: {
        name: 'media-prod',
        ownerIdentity: { principalId: '111111111111' },
        arn: 'arn:aws:s3:::media-prod',
      },
      object: {
        key: `video/2026/clip+${index}%2Btake.mp4`,
        size: 520_080 + index,
        eTag: 'd41d8cd98f00b204e9800998ecf8427e',
        versionId: `v${serial}xJKJ3Jk3kq0AbT`,
        sequencer: serial,
      },
    },
    replicationEventData: {
      replicationRuleId: `rule-${incident}`,
      destinationBucket: 'arn:aws:s3:::media-dr',
      s3Operation: 'OBJECT_PUT',
      requestTime: time,
      failureReason: 'DstPutObjectNotPermitted',
    },
  };
  return JSON.stringify({ Records: [record] });
}
