import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { sourceOf } from './replication-subject';

/** Glacier Instant Retrieval is no archive in this sense: it replicates. */
const ARCHIVES = new Set(['GLACIER', 'DEEP_ARCHIVE']);

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html */
export const storageClass = defineCheck({
  id: 'storage-class',
  level: 'objects',
  looksAt: 'whether the source version is archived',
  facts: ['source-object'],
  judge(context) {
    const head = context.fact('source-object');
    if (head.state !== 'known') return without(head);
    if (head.value.kind === 'delete-marker') return notApplicable('a delete marker has no storage class');
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const { storageClass: name, archiveStatus } = head.value;
    const { bucket, arn } = sourceOf(context);
    const key = quote(object.key);
    const tier = archiveStatus === undefined ? '' : `, in its tier ${quote(archiveStatus)}`;
    const evidence = `The storage class of ${key} is ${quote(name)}${tier}.`;
    if (!ARCHIVES.has(name) && archiveStatus === undefined) return ruledOut(evidence);
    const isTier = archiveStatus !== undefined;
    const restore = {
      text: `Restore ${key}; this costs money and takes hours.`,
      command: awsCommand({
        operation: 's3api restore-object',
        options: {
          bucket,
          key: object.key,
          'version-id': object.versionId,
          // Intelligent-Tiering takes the object out of its archive for good, so there are no days to name.
          'restore-request': isTier ? '{}' : '{"Days":7,"GlacierJobParameters":{"Tier":"Standard"}}',
        },
      }),
    };
    const after = isTier
      ? `When ${key} is restored, replicate the version with S3 Batch Replication.`
      : `When ${key} is restored, copy it to a storage class that replicates; the copy is a new version.`;
    return confirmed(
      [evidence, 'S3 replicates no archived objects.'],
      { title: 'The source object is archived', subject: `${arn}/${object.key}`, owner: 'source-account' },
      [restore, { text: after }],
    );
  },
});
