import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { enableVersioning } from './enable-versioning';
import { confirmed, ruledOut, without } from './judgement';
import { readDestination } from './replication-subject';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html */
export const destinationVersioning = defineCheck({
  id: 'destination-versioning',
  level: 'config',
  looksAt: 'versioning of the destination bucket',
  facts: ['source-replication', 'destination-versioning'],
  judge(context) {
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const versioning = context.fact('destination-versioning');
    if (versioning.state !== 'known') return without(versioning);
    const { bucket, arn } = destination.value;
    const { status, mfaDelete } = versioning.value;
    if (status === 'enabled') return ruledOut(`Versioning of ${quote(bucket)} is enabled.`);
    const what = status === 'suspended' ? 'is suspended' : 'was never enabled';
    const { text, command } = enableVersioning(bucket);
    const byRoot = `${text} MFA delete is on: the root user has to do it, with an MFA code.`;
    return confirmed(
      `Versioning of ${quote(bucket)} ${what}.`,
      { title: `Versioning of the destination bucket ${what}`, subject: arn, owner: 'destination-account' },
      [mfaDelete ? { text: byRoot } : { text, command }],
    );
  },
});
