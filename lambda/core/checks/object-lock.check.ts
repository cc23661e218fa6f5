import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, unread, without } from './judgement';
import { readDestination, readSetting, sourceOf } from './replication-subject';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock-managing.html#object-lock-managing-replication */
export const objectLock = defineCheck({
  id: 'object-lock',
  level: 'config',
  looksAt: 'Object Lock of both buckets',
  facts: ['source-replication', 'source-object-lock', 'destination-bucket', 'destination-object-lock'],
  judge(context) {
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const here = context.fact('source-object-lock');
    const there = readSetting(context, 'destination-object-lock');
    const { bucket, arn } = destination.value;
    const source = quote(sourceOf(context).bucket);
    if (here.state === 'absent') return notApplicable(`the source has no Object Lock: ${here.because}`);
    if (there.state === 'absent') return without(there);
    if (there.state === 'known' && there.value !== undefined) {
      return here.state === 'known'
        ? ruledOut(`Object Lock is on for ${source} and for ${quote(bucket)}.`)
        : unread([here]);
    }
    if (here.state === 'unreadable' || there.state === 'unreadable') return unread([here, there]);
    return confirmed(
      `${source} has Object Lock and ${quote(bucket)} has none.`,
      {
        title: 'The source bucket has Object Lock and the destination bucket has none',
        subject: arn,
        owner: 'destination-account',
      },
      [
        {
          text: `Turn Object Lock on for ${quote(bucket)}. This cannot be undone; nothing is locked by it until a retention or a legal hold is set.`,
          command: awsCommand({
            operation: 's3api put-object-lock-configuration',
            options: { bucket, 'object-lock-configuration': '{"ObjectLockEnabled":"Enabled"}' },
          }),
        },
      ],
    );
  },
});
