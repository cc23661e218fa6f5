/**
 * A failure notification to try the responder with, in the shape AWS documents:
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
 */
export function toSampleEvent(now: Date): object {
  return {
    Records: [
      {
        eventVersion: '2.2',
        eventSource: 'aws:s3',
        awsRegion: 'eu-west-1',
        eventTime: now.toISOString(),
        eventName: 'Replication:OperationFailedReplication',
        s3: {
          bucket: { name: 'media-prod', arn: 'arn:aws:s3:::media-prod' },
          object: { key: 'video/2026/intro.mp4', size: 734003200 },
        },
        replicationEventData: {
          replicationRuleId: 'all-media',
          destinationBucket: 'arn:aws:s3:::media-dr',
          s3Operation: 'OBJECT_PUT',
          failureReason: 'DstPutObjectNotPermitted',
        },
      },
    ],
  };
}

/** The command that posts the sample; the JSON holds no quote that a POSIX shell would end the word at. */
export function toSampleCommand(origin: string, now: Date): string {
  return `curl ${origin}/events -H 'content-type: application/json' -d '${toShortJson(toSampleEvent(now))}'`;
}

/** Wider than this, a value is spread over several lines. */
const LINE_CHARACTERS = 72;

/** JSON that keeps small values on one line, so that an example can be read at a glance. */
function toShortJson(value: unknown, indent = ''): string {
  const line = JSON.stringify(value)
    .replace(/":(?=["{[\d])/g, '": ')
    .replace(/,(?=["{])/g, ', ');
  if (typeof value !== 'object' || value === null || line.length <= LINE_CHARACTERS) return line;
  const inner = `${indent}  `;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Object.entries(value).map(
    ([name, item]) => `${inner}${Array.isArray(value) ? '' : `"${name}": `}${toShortJson(item, inner)}`,
  );
  return `${open}\n${items.join(',\n')}\n${indent}${close}`;
}
