import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { confirmed, ruledOut, unread } from './judgement';
import { sourceOf } from './replication-subject';

export const sourceBucket = defineCheck({
  id: 'source-bucket',
  level: 'config',
  looksAt: 'whether the source bucket exists, and where',
  facts: ['source-bucket'],
  judge(context) {
    const presence = context.fact('source-bucket');
    if (presence.state === 'unreadable') return unread([presence]);
    const { bucket, arn } = sourceOf(context);
    const cause = { subject: arn, owner: 'source-account' } as const;
    const { sourceRegion } = context.subject;
    if (presence.state === 'absent') {
      const text = `If ${quote(bucket)} was not meant to go, find out who deleted it, and keep the destination bucket: it may hold the only copies.`;
      const title = 'The source bucket does not exist';
      return confirmed(`The bucket ${quote(bucket)} does not exist.`, { ...cause, title }, [{ text }]);
    }
    const { access, region } = presence.value;
    if (context.reason === 'SrcBucketInvalidRegion' && region !== undefined && region !== sourceRegion) {
      const evidence = `The bucket ${quote(bucket)} is in ${quote(region)}, not in ${quote(sourceRegion)}.`;
      const text = `Create the job again in the Region of the bucket, ${quote(region)}.`;
      return confirmed(evidence, { ...cause, title: 'The source bucket is in another Region' }, [{ text }]);
    }
    const denied = access === 'denied' ? '; the responder may not list it' : '';
    return ruledOut(`The bucket ${quote(bucket)} exists in ${quote(region ?? sourceRegion)}${denied}.`);
  },
});
