import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { CheckContext, Remedy } from './check';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, undecided, without } from './judgement';
import { readDestination } from './replication-subject';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-what-is-isnot-replicated.html */
const MOST_ANNOTATIONS = 1_000;

/** Commands that are shown; the others differ by a name. */
const SHOWN = 3;

/** Deletions of annotations are not replicated, so that those of the past stay on the replica. */
export const annotationCount = defineCheck({
  id: 'annotation-count',
  level: 'objects',
  looksAt: 'how many annotations the replica has',
  facts: ['source-replication', 'destination-object-annotations', 'source-object-annotations'],
  judge(context) {
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const there = context.fact('destination-object-annotations');
    if (there.state !== 'known') return without(there);
    const { annotations, isTruncated } = there.value;
    const { bucket, arn } = destination.value;
    const count = annotations.length.toLocaleString('en-US');
    const evidence = `The replica of ${quote(object.key)} in ${quote(bucket)} has ${isTruncated ? 'at least ' : ''}${count} annotations.`;
    if (annotations.length >= MOST_ANNOTATIONS) {
      const stale = findStale(context);
      const told =
        stale.length === 0
          ? []
          : [`The source no longer has ${stale.length.toLocaleString('en-US')} of them.`];
      return confirmed(
        [`${evidence} The limit is ${MOST_ANNOTATIONS.toLocaleString('en-US')}.`, ...told],
        {
          title: 'The replica has as many annotations as an object may have',
          subject: `${arn}/${object.key}`,
          owner: 'destination-account',
        },
        toRemedies(bucket, context, stale),
      );
    }
    return isTruncated
      ? undecided('there are more annotations than one page lists', evidence)
      : ruledOut(evidence);
  },
});

/** Names on the replica that the source does not have; none where the source could not be read to its end. */
function findStale({ fact }: CheckContext): readonly string[] {
  const [here, there] = [fact('source-object-annotations'), fact('destination-object-annotations')];
  if (here.state !== 'known' || here.value.isTruncated || there.state !== 'known') return [];
  const current = new Set(here.value.annotations.map(({ name }) => name));
  return there.value.annotations.map(({ name }) => name).filter((name) => !current.has(name));
}

function toRemedies(bucket: string, { subject }: CheckContext, stale: readonly string[]): readonly Remedy[] {
  const { key = '', versionId } = subject.object ?? {};
  if (stale.length === 0) {
    return [
      {
        text: `Delete annotations from the replica of ${quote(key)} that are not needed any more; a deleted annotation cannot be recovered.`,
      },
    ];
  }
  return stale.slice(0, SHOWN).map((name) => ({
    text: `Delete the annotation ${quote(name)} from the replica: the source no longer has it. It cannot be recovered.`,
    command: awsCommand({
      operation: 's3api delete-object-annotation',
      options: { bucket, key, 'version-id': versionId, 'annotation-name': name },
    }),
  }));
}
