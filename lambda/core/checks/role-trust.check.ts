import { judgeTrust } from './access/judge-trust';
import type { Judgement } from './check';
import { defineCheck } from './define-check';
import { confirmed, ruledOut } from './judgement';

/**
 * The trust policy is all that decides whether a service may assume a role. For a failure that a completion report
 * told of, either of two roles may be meant: that of the job and that of the replication.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/setting-repl-config-perm-overview.html
 */
export const roleTrust = defineCheck({
  id: 'role-trust',
  level: 'config',
  looksAt: 'the role itself, and whether S3 may assume it',
  facts: ['source-replication', 'replication-role', 'batch-job', 'batch-job-role'],
  judge: (context) => combine(judgeTrust(context, 'batch-job-role'), judgeTrust(context, 'replication-role')),
});

/** What says most of two roles; what both of them come to is told of both. */
function combine(first: Judgement, second: Judgement): Judgement {
  if (first.verdict === 'confirmed' && second.verdict === 'confirmed') {
    return confirmed([...first.evidence, ...second.evidence], first.cause, [...first.fix, ...second.fix]);
  }
  if (first.verdict === 'ruled-out' && second.verdict === 'ruled-out') {
    return ruledOut([...first.evidence, ...second.evidence]);
  }
  return RANK[first.verdict] > RANK[second.verdict] ? first : second;
}

const RANK: Readonly<Record<Judgement['verdict'], number>> = {
  'not-applicable': 0,
  'ruled-out': 1,
  inconclusive: 2,
  confirmed: 3,
};
