import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import { defineCheck } from './define-check';
import { confirmed, ruledOut, unread, without } from './judgement';
import { accountOfRole, readDestination, readDestinationAccount } from './replication-subject';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-requirements.html */
export const destinationRequestPayment = defineCheck({
  id: 'destination-request-payment',
  level: 'config',
  looksAt: 'who pays for requests to the destination bucket',
  facts: ['source-replication', 'destination-request-payment'],
  judge(context) {
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const payment = context.fact('destination-request-payment');
    if (payment.state !== 'known') return without(payment);
    const { bucket, arn } = destination.value;
    if (payment.value.payer === 'bucket-owner') {
      return ruledOut(`The owner of ${quote(bucket)} pays for requests.`);
    }
    const evidence = `${quote(bucket)} is a Requester Pays bucket.`;
    const owner = readDestinationAccount(context);
    if (owner.state !== 'known') return owner.state === 'absent' ? without(owner) : unread([owner], evidence);
    if (owner.value === accountOfRole(context)) {
      return ruledOut(`${evidence} It belongs to the account of the replication role, which may be so.`);
    }
    return confirmed(
      `${evidence} S3 replicates to none of another account, here ${quote(owner.value)}.`,
      {
        title: 'The destination is a Requester Pays bucket of another account',
        subject: arn,
        owner: 'destination-account',
      },
      [
        {
          text: `Let the owner of ${quote(bucket)} pay for requests.`,
          command: awsCommand({
            operation: 's3api put-bucket-request-payment',
            options: { bucket, 'request-payment-configuration': 'Payer=BucketOwner' },
          }),
        },
      ],
    );
  },
});
