import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import { defineCheck } from './define-check';
import { confirmed, ruledOut, undecided, without } from './judgement';
import { sourceOf } from './replication-subject';

/** Events that tell of a failure, in the forms in which a notification may ask for it. */
const FAILURE_EVENTS = new Set(['s3:Replication:*', 's3:Replication:OperationFailedReplication', 's3:*']);

/** EventBridge carries no replication failures. https://docs.aws.amazon.com/AmazonS3/latest/userguide/EventBridge.html */
export const sourceNotification = defineCheck({
  id: 'source-notification',
  level: 'config',
  looksAt: 'whether the source bucket sends replication failures anywhere',
  isAside: true,
  facts: ['source-notification'],
  judge(context) {
    const notification = context.fact('source-notification');
    if (notification.state !== 'known') return without(notification);
    const { targets, eventBridge } = notification.value;
    const { bucket, arn } = sourceOf(context);
    const listening = targets.filter(({ events }) => events.some((event) => FAILURE_EVENTS.has(event)));
    const [first] = listening;
    if (first !== undefined) {
      const isWhole = listening.some(({ prefix = '', suffix = '' }) => prefix === '' && suffix === '');
      const evidence = `${quote(bucket)} sends replication failures to ${quote(first.arn)}.`;
      if (isWhole) return ruledOut(evidence);
      return undecided(
        'only a part of the keys is listened to',
        `${evidence} It does so only for keys that begin or end in a certain way.`,
      );
    }
    const told = eventBridge ? ' EventBridge is on, but carries no replication failures.' : '';
    return confirmed(
      `${quote(bucket)} sends replication failures nowhere.${told}`,
      {
        title: 'The source bucket sends replication failures nowhere',
        subject: arn,
        owner: 'source-account',
      },
      [
        {
          text: `Save the notification configuration of ${quote(bucket)} as \`notification.json\`.`,
          command: awsCommand({
            operation: 's3api get-bucket-notification-configuration',
            options: { bucket, output: 'json' },
          }),
        },
        {
          text: 'In `notification.json`, add `s3:Replication:OperationFailedReplication` to the queue of the responder, beside all that is there. Then put the whole document back.',
          command: awsCommand({
            operation: 's3api put-bucket-notification-configuration',
            options: { bucket },
            files: { 'notification-configuration': 'notification.json' },
          }),
        },
      ],
    );
  },
});
