import type { HeadObjectOutput } from '@aws-sdk/client-s3';
import { absent, type Fact, known, unreadable } from '../../core/facts/fact';
import type { FactSource } from '../../core/facts/fact-source';
import type { ObjectTarget } from '../../core/facts/fact-target';
import type { ObjectHead, ObjectVersionHead } from '../../core/facts/object-state';
import { oneOf, optional, required, toIso } from './answer-part';
import { type ReadS3 } from './read-s3';
import { isFromS3, type Refusal } from './refusal';
import { toTags } from './replication.facts';

type ObjectFacts = Pick<FactSource, 'object-head' | 'object-tags' | 'object-retention' | 'object-legal-hold'>;

/** One version of an object: its headers and what hangs on it. Never its content. */
export function createObjectFacts(readS3: ReadS3): ObjectFacts {
  return {
    'object-head': (target, allowance) =>
      readS3(target, {
        lookup: 'object-head',
        allowance,
        isHead: true,
        send: (client, options, s3) => client.send(new s3.HeadObjectCommand(toInput(target)), options),
        toFact: (output) => known(toHead(output)),
        refusals: HEAD_REFUSALS,
      }),

    'object-tags': (target, allowance) =>
      readS3(target, {
        lookup: 'object-tags',
        allowance,
        send: (client, options, s3) => client.send(new s3.GetObjectTaggingCommand(toInput(target)), options),
        toFact: ({ TagSet }) => known({ tags: toTags(TagSet ?? []) }),
        refusals: NO_VERSION,
      }),

    'object-retention': (target, allowance) =>
      readS3(target, {
        lookup: 'object-retention',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetObjectRetentionCommand(toInput(target)), options),
        toFact: ({ Retention }) =>
          known({
            mode: required(Retention?.Mode, 'Mode'),
            retainUntil: required(toIso(Retention?.RetainUntilDate), 'RetainUntilDate'),
          }),
        refusals: { ...NO_VERSION, ...noLock('the object has no retention') },
      }),

    'object-legal-hold': (target, allowance) =>
      readS3(target, {
        lookup: 'object-legal-hold',
        allowance,
        send: (client, options, s3) =>
          client.send(new s3.GetObjectLegalHoldCommand(toInput(target)), options),
        toFact: ({ LegalHold }) =>
          known({ on: oneOf(LegalHold?.Status, 'Status', { ON: true, OFF: false }) }),
        refusals: { ...NO_VERSION, ...noLock('the object has no legal hold') },
      }),
  };
}

function toInput({ bucket, key, versionId }: ObjectTarget) {
  return { Bucket: bucket, Key: key, VersionId: versionId };
}

/** What S3 answers about a version that is not there, or is a delete marker and so has nothing hanging on it. */
export const NO_VERSION = {
  NoSuchKey: () => absent('there is no such object'),
  NoSuchVersion: () => absent('there is no such version of the object'),
  MethodNotAllowed: () => absent('the version is a delete marker'),
} as const;

/** Nothing set on the object, or a bucket that has no Object Lock at all: S3 says that as a bad request. */
function noLock(because: string) {
  return {
    NoSuchObjectLockConfiguration: () => absent(because),
    ObjectLockConfigurationNotFoundError: () => absent('the bucket has no Object Lock'),
    InvalidRequest: ({ message }: Refusal) =>
      /object lock/i.test(message) ? absent('the bucket has no Object Lock') : undefined,
  };
}

/** HEAD answers have no body; what there is to know stands in their headers. */
const HEAD_REFUSALS = {
  NotFound: toMissing,
  'HTTP 405': (refusal: Refusal) => (isDeleteMarker(refusal) ? toDeleteMarker(refusal) : undefined),
  'HTTP 400': () =>
    unreadable(
      'refused',
      'S3 answered HTTP 400 without a reason, as it does for objects encrypted with a key of their writer (SSE-C)',
    ),
};

/** Without a version id, the newest version being a delete marker is answered as a 404. */
function toMissing(refusal: Refusal): Fact<ObjectHead> | undefined {
  if (isDeleteMarker(refusal)) return toDeleteMarker(refusal);
  return isFromS3(refusal) ? absent('there is no such object version, or no such bucket') : undefined;
}

function isDeleteMarker({ header }: Refusal): boolean {
  return header('x-amz-delete-marker') === 'true';
}

function toDeleteMarker({ header }: Refusal): Fact<ObjectHead> {
  return known({ kind: 'delete-marker', ...optional('versionId', header('x-amz-version-id')) });
}

function toHead(output: HeadObjectOutput): ObjectVersionHead {
  // S3 always tells when an object was written; a HEAD answer has nothing else to know S3 by.
  const lastModified = required(toIso(output.LastModified), 'Last-Modified');
  const lock = toLock(output);
  return {
    kind: 'object',
    ...optional('versionId', output.VersionId),
    ...optional('replicationStatus', output.ReplicationStatus),
    storageClass: output.StorageClass ?? 'STANDARD',
    ...optional('archiveStatus', output.ArchiveStatus),
    ...optional('sizeBytes', output.ContentLength),
    lastModified,
    ...optional('encryption', output.ServerSideEncryption),
    ...optional('kmsKeyId', output.SSEKMSKeyId),
    bucketKey: output.BucketKeyEnabled === true,
    tagCount: output.TagCount ?? 0,
    ...(lock && { lock }),
  };
}

function toLock(output: HeadObjectOutput): ObjectVersionHead['lock'] {
  const { ObjectLockMode, ObjectLockRetainUntilDate, ObjectLockLegalHoldStatus: hold } = output;
  if (ObjectLockMode === undefined && hold === undefined) return undefined;
  return {
    ...optional('mode', ObjectLockMode),
    ...optional('retainUntil', toIso(ObjectLockRetainUntilDate)),
    ...optional('legalHold', hold === undefined ? undefined : hold === 'ON'),
  };
}
