import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { enableVersioning } from './enable-versioning';
import { confirmed, ruledOut, without } from './judgement';
import { sourceOf } from './replication-subject';

/**
 * S3 lets nobody suspend versioning while there is a replication configuration, but other stores and old
 * configurations exist. https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html
 */
export const sourceVersioning = defineCheck({
  id: 'source-versioning',
  level: 'config',
  looksAt: 'versioning of the source bucket',
  facts: ['source-versioning'],
  judge(context) {
    const versioning = context.fact('source-versioning');
    if (versioning.state !== 'known') return without(versioning);
    const { bucket, arn } = sourceOf(context);
    const { status } = versioning.value;
    if (status === 'enabled') return ruledOut(`Versioning of ${quote(bucket)} is enabled.`);
    const what = status === 'suspended' ? 'is suspended' : 'was never enabled';
    const title = `Versioning of the source bucket ${what}`;
    const cause = { title, subject: arn, owner: 'source-account' } as const;
    return confirmed(`Versioning of ${quote(bucket)} ${what}.`, cause, [enableVersioning(bucket)]);
  },
});
