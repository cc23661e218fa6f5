import type { ListObjectVersionsOutput } from '@aws-sdk/client-s3';
import { known } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type { VersionEntry } from '../../core/facts/object-state';
import { optional, required, toIso } from './answer-part';
import { NO_VERSION } from './object.facts';
import type { ReadS3 } from './read-s3';

/** What S3 lists of one object: its versions, and its annotations. One page each. */
export function createObjectListFacts(
  readS3: ReadS3,
): Pick<FactSource, 'object-versions' | 'object-annotations'> {
  return {
    'object-versions': ({ key, ...target }, allowance) =>
      readS3(target, {
        lookup: 'object-versions',
        allowance,
        send: (client, options, s3) => {
          // Keys may hold characters that XML cannot.
          const input = { Bucket: target.bucket, Prefix: key, EncodingType: 'url' } as const;
          return client.send(new s3.ListObjectVersionsCommand(input), options);
        },
        toFact: (output) => known(toVersions(key, output)),
      }),

    'object-annotations': (target, allowance) =>
      readS3(target, {
        lookup: 'object-annotations',
        allowance,
        send: (client, options, s3) => {
          const input = { Bucket: target.bucket, Key: target.key, VersionId: target.versionId };
          return client.send(new s3.ListObjectAnnotationsCommand(input), options);
        },
        toFact: ({ Annotations, AnnotationCount, Bucket, NextContinuationToken }) => {
          // One of the parts that every answer has: the root element of this young operation is not documented.
          required(Bucket ?? AnnotationCount ?? Annotations, 'Bucket');
          const annotations = (Annotations ?? []).map((one) => ({
            name: required(one.AnnotationName, 'AnnotationName'),
            ...optional('sizeBytes', one.Size),
            ...optional('replicationStatus', one.ReplicationStatus),
          }));
          return known({ annotations, isTruncated: NextContinuationToken !== undefined });
        },
        refusals: NO_VERSION,
      }),
  };
}

/**
 * The prefix also brings longer keys, which come after this one: if the page ends in one of them, or at its end, this
 * key's versions are complete.
 */
function toVersions(key: string, output: ListObjectVersionsOutput) {
  const decode = output.EncodingType === 'url' ? decodeKey : (text: string) => text;
  const isThisKey = (entry: { Key?: string | undefined }): boolean => decode(entry.Key ?? '') === key;
  const objects = (output.Versions ?? []).filter(isThisKey).map((one): VersionEntry => ({
    ...toEntry('object', one),
    ...optional('sizeBytes', one.Size),
    ...optional('storageClass', one.StorageClass),
  }));
  const markers = (output.DeleteMarkers ?? []).filter(isThisKey).map((one) => toEntry('delete-marker', one));
  const isLastKey = decode(output.NextKeyMarker ?? '') === key;
  return {
    versions: [...objects, ...markers].sort(byTime),
    isTruncated: output.IsTruncated === true && isLastKey,
  };
}

interface SdkEntry {
  VersionId?: string | undefined;
  IsLatest?: boolean | undefined;
  LastModified?: Date | undefined;
}

function toEntry(kind: VersionEntry['kind'], { VersionId, IsLatest, LastModified }: SdkEntry): VersionEntry {
  return {
    versionId: required(VersionId, 'VersionId'),
    kind,
    isLatest: IsLatest === true,
    ...optional('lastModified', toIso(LastModified)),
  };
}

/** Newest first, as S3 lists each kind. */
function byTime(a: VersionEntry, b: VersionEntry): number {
  if (a.isLatest !== b.isLatest) return a.isLatest ? -1 : 1;
  return (b.lastModified ?? '').localeCompare(a.lastModified ?? '');
}

/** Form-encoded, as in events: `+` is a space. A text that is not is taken as it is. */
function decodeKey(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
