import { valueOf } from '../facts/fact';
import type { VersionEntry } from '../facts/object-state';
import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { CheckContext, Remedy } from './check';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, undecided, without } from './judgement';
import { readDestination, sourceOf } from './replication-subject';

/** A single request copies no more than this. https://docs.aws.amazon.com/AmazonS3/latest/API/API_CopyObject.html */
const COPY_BYTES = 5 * 1024 ** 3;

/** A replica has the version id of its source. A listing shows names and times only. */
export const destinationObjectVersion = defineCheck({
  id: 'destination-object-version',
  level: 'config',
  looksAt: 'whether the replica is in the destination bucket',
  facts: ['source-replication', 'destination-object-versions', 'source-object-versions'],
  judge(context) {
    const { object } = context.subject;
    if (object?.versionId === undefined) return notApplicable('no object version is named');
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const listed = context.fact('destination-object-versions');
    if (listed.state !== 'known') return without(listed);
    const { bucket, arn } = destination.value;
    const version = `The version ${quote(object.versionId)} of ${quote(object.key)}`;
    const found = listed.value.versions.find(({ versionId }) => versionId === object.versionId);
    if (found !== undefined) return ruledOut(`${version} is in ${quote(bucket)}.`);
    if (listed.value.isTruncated) return undecided('the key has more versions than one page lists');
    const title = 'The replica is not in the destination bucket';
    const subject = `${arn}/${object.key}`;
    if (isGoneFromSource(context)) {
      const text = `Do nothing for this version of ${quote(object.key)}: it is gone from ${quote(sourceOf(context).bucket)} too, and nothing is left to replicate.`;
      return confirmed(`${version} is not in ${quote(bucket)}.`, { title, subject, owner: 'nobody' }, [
        { text },
      ]);
    }
    const isHardDeleted = context.reason === 'DstObjectHardDeleted';
    const owner = isHardDeleted ? 'source-account' : 'either-account';
    return confirmed(
      `${version} is not in ${quote(bucket)}.`,
      { title, subject, owner },
      isHardDeleted ? copyInPlace(context) : replicateAgain(object.key),
    );
  },
});

function findInSource({ subject, fact }: CheckContext): VersionEntry | undefined {
  const listed = valueOf(fact('source-object-versions'));
  return listed?.versions.find(({ versionId }) => versionId === subject.object?.versionId);
}

function isGoneFromSource(context: CheckContext): boolean {
  const listed = valueOf(context.fact('source-object-versions'));
  return listed?.isTruncated === false && findInSource(context) === undefined;
}

/** Only a new source version is replicated again, and only a copy of the current one changes nothing for readers. */
function copyInPlace(context: CheckContext): readonly Remedy[] {
  const { key = '', versionId = '' } = context.subject.object ?? {};
  const { bucket } = sourceOf(context);
  const source = findInSource(context);
  if (source?.kind === 'object' && source.isLatest && (source.sizeBytes ?? Infinity) <= COPY_BYTES) {
    return [
      {
        text: `If the replica of ${quote(key)} was not meant to be deleted, copy the source version onto itself: the copy is a new version and is replicated by itself.`,
        command: awsCommand({
          operation: 's3api copy-object',
          options: {
            bucket,
            key,
            // The header holds the key percent-encoded.
            'copy-source': `${bucket}/${key.split('/').map(encodeURIComponent).join('/')}?versionId=${encodeURIComponent(versionId)}`,
            'metadata-directive': 'COPY',
            'tagging-directive': 'COPY',
          },
        }),
      },
    ];
  }
  const because =
    source === undefined || source.isLatest
      ? 'if it is the current one'
      : 'though not as it is: another version is current, and a copy would become the current one';
  return [
    {
      text: `If the replica of ${quote(key)} was not meant to be deleted, write the source version anew, ${because}. No Batch job makes the replica again.`,
    },
  ];
}

function replicateAgain(key: string): readonly Remedy[] {
  return [
    {
      text: `Replicate the version of ${quote(key)} with S3 Batch Replication if it never was; a replica that was deleted by its version id does not come back that way.`,
    },
  ];
}
