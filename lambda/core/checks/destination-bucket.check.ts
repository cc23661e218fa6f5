import { quote } from '../policy/quote-text';
import { awsCommand } from './aws-command';
import type { CheckContext, Remedy } from './check';
import { defineCheck } from './define-check';
import { editReplication } from './edit-replication';
import { enableVersioning } from './enable-versioning';
import { confirmed, ruledOut, undecided, unread, without } from './judgement';
import { readDestination } from './replication-subject';

/** `denied` is a bucket that is there: S3 answers 404 for one that is not, whatever our permissions. */
export const destinationBucket = defineCheck({
  id: 'destination-bucket',
  level: 'config',
  looksAt: 'whether the destination bucket exists, and where',
  facts: ['source-replication', 'destination-bucket'],
  judge(context) {
    const destination = readDestination(context);
    if (destination.state !== 'known') return without(destination);
    const presence = context.fact('destination-bucket');
    if (presence.state === 'unreadable') return unread([presence]);
    const { bucket, arn } = destination.value;
    const { destinationRegion } = context.subject;
    const { reason } = context;
    if (presence.state === 'absent') {
      const evidence = `The bucket ${quote(bucket)} does not exist.`;
      const cause = { title: 'The destination bucket does not exist', subject: arn } as const;
      return confirmed(evidence, { ...cause, owner: 'destination-account' }, toRestore(context, bucket));
    }
    const { access, region } = presence.value;
    const where = region === undefined ? '' : ` in ${quote(region)}`;
    const there = `The bucket ${quote(bucket)} exists${where}`;
    if (reason === 'DstBucketInvalidRegion' && region !== destinationRegion) {
      if (region === undefined || destinationRegion === undefined) {
        return undecided('nothing says in which Region the job looks for it', `${there}.`);
      }
      const evidence = `The bucket ${quote(bucket)} is${where}, not in ${quote(destinationRegion)}.`;
      const text = `Correct the destination of the rule, or create the job again for a destination${where}.`;
      const cause = { title: 'The destination bucket is in another Region', subject: arn } as const;
      return confirmed(evidence, { ...cause, owner: 'source-account' }, [{ text }]);
    }
    const denied = access === 'denied' ? '; the responder may not list it' : '';
    return ruledOut(`${there}${denied}.`);
  },
});

function toRestore(context: CheckContext, bucket: string): readonly Remedy[] {
  const { destinationRegion: region } = context.subject;
  const create = `Create ${quote(bucket)} again, in the account and the Region where it was; whoever takes the name first gets the replicas.`;
  return [
    region === undefined
      ? { text: create }
      : {
          text: create,
          command: awsCommand({
            operation: 's3api create-bucket',
            options: {
              bucket,
              region,
              // The first Region is the one that must not be named.
              'create-bucket-configuration':
                region === 'us-east-1' ? undefined : `LocationConstraint=${region}`,
            },
          }),
        },
    enableVersioning(bucket),
    { text: `Give ${quote(bucket)} its policy back.` },
    ...editReplication(
      context,
      `If ${quote(bucket)} was meant to go: in \`replication.json\`, name another destination, or remove the rule.`,
    ),
  ];
}
