import { quote } from '../policy/quote-text';
import { defineCheck } from './define-check';
import { confirmed, notApplicable, ruledOut, without } from './judgement';
import { sourceOf } from './replication-subject';

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-status.html */
export const sourceReplicationStatus = defineCheck({
  id: 'source-replication-status',
  level: 'objects',
  looksAt: 'what S3 says of the replication of the source version',
  facts: ['source-object'],
  judge(context) {
    const head = context.fact('source-object');
    if (head.state !== 'known') return without(head);
    const { object } = context.subject;
    if (object === undefined) return notApplicable('no object is named');
    if (head.value.kind === 'delete-marker') {
      return notApplicable('the status of a delete marker cannot be read');
    }
    const { arn } = sourceOf(context);
    const { replicationStatus: status } = head.value;
    const key = quote(object.key);
    if (status === undefined) {
      return ruledOut(`${key} has no replication status: S3 never took it for a rule to replicate.`);
    }
    const evidence = `The replication status of ${key} is ${quote(status)}.`;
    if (status === 'COMPLETED' || status === 'REPLICA') {
      const told = status === 'COMPLETED' ? 'Every replica is there.' : 'It is a replica itself.';
      const title =
        status === 'COMPLETED'
          ? 'The object has been replicated since'
          : 'The source object is a replica itself';
      return confirmed([evidence, told], { title, subject: `${arn}/${object.key}`, owner: 'nobody' }, []);
    }
    return ruledOut(evidence);
  },
});
