import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, undecided, without } from './judgement';
import { sourceOf } from './replication-subject';

/** Reasons that speak of the version itself: a delete marker before it does not take it away. */
const ABOUT_THE_VERSION = new Set(['SrcVersionNotFound', 'DstVersionNotFound', 'DstObjectHardDeleted']);

/** Listing versions shows names and times only, so this needs no permission that could read content. */
export const sourceObjectVersion = defineCheck({
  id: 'source-object-version',
  level: 'config',
  looksAt: 'whether the source version is still there',
  facts: ['source-object-versions'],
  judge(context) {
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    const listed = context.fact('source-object-versions');
    if (listed.state !== 'known') return without(listed);
    const { versions, isTruncated } = listed.value;
    const { bucket, arn } = sourceOf(context);
    const key = quote(object.key);
    const latest = versions.find(({ isLatest }) => isLatest);
    const found =
      object.versionId === undefined
        ? versions.find(({ kind }) => kind === 'object')
        : versions.find(({ versionId }) => versionId === object.versionId);
    if (found !== undefined) {
      const what = found.kind === 'object' ? 'is still in' : 'is a delete marker in';
      const evidence = `The version ${quote(found.versionId)} of ${key} ${what} ${quote(bucket)}.`;
      if (latest?.kind !== 'delete-marker' || found === latest) return ruledOut(evidence);
      const hidden = [evidence, `A delete marker is the current version of ${key}.`];
      return ABOUT_THE_VERSION.has(context.reason)
        ? ruledOut(hidden)
        : undecided('the object was deleted, and its version was kept', hidden);
    }
    if (isTruncated) return undecided('the key has more versions than one page lists');
    const version =
      object.versionId === undefined ? 'Every version' : `The version ${quote(object.versionId)}`;
    return confirmed(
      [
        `${version} of ${key} is gone from ${quote(bucket)}.`,
        versions.length === 0
          ? `${quote(bucket)} has no version and no delete marker of that key.`
          : `${quote(bucket)} has ${versions.length} other version${versions.length === 1 ? '' : 's'} of that key, delete markers included.`,
      ],
      { title: 'The source version is gone', subject: `${arn}/${object.key}`, owner: 'nobody' },
      [],
    );
  },
});
