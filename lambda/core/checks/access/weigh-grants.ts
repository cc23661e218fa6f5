import { type Fact, unreadable } from '../../facts/fact';
import type { KeyGrant, KeyGrants } from '../../facts/key-state';
import type { Truth } from '../../policy/truth';
import type { AccessAnswer } from './weigh-access';

const CONTEXT_KEY = 'aws:s3:arn';

/**
 * A grant of the key can allow what no policy does, in any account, but never what one denies.
 * https://docs.aws.amazon.com/kms/latest/developerguide/policy-evaluation.html
 */
export function weighGrants(
  answer: AccessAnswer,
  grants: Fact<KeyGrants>,
  contextArn: string | undefined,
): AccessAnswer {
  const { result } = answer;
  if (result.decision !== 'implicit-deny' || grants.state === 'absent') return answer;
  const listed = grants.state === 'known' ? grants.value.grants : [];
  const fitting = listed.filter((grant) => names(grant, answer));
  const match = fitting.find((grant) => matchContext(grant, contextArn) === 'yes');
  if (match !== undefined) {
    return { ...answer, grantId: match.grantId, lacking: [], result: { ...result, decision: 'allowed' } };
  }
  const isOpen = fitting.some((grant) => matchContext(grant, contextArn) === 'unknown');
  if (grants.state === 'known' && !grants.value.isTruncated && !isOpen) return answer;
  const gap = grants.state === 'unreadable' ? grants : isOpen ? NO_CONTEXT : TRUNCATED;
  return { ...answer, result: { ...result, decision: 'unknown' }, gaps: [...answer.gaps, gap] };
}

const TRUNCATED = unreadable('budget', 'the key has more grants than were read');

const NO_CONTEXT = unreadable('dependency', 'a grant asks for the encryption context, which is not known');

function names({ granteePrincipal, operations }: KeyGrant, { question }: AccessAnswer): boolean {
  return (
    granteePrincipal === question.role.arn &&
    operations.some((operation) => `kms:${operation}` === question.action)
  );
}

/** Equals: nothing else may be in the context, and S3 puts nothing else there. */
function matchContext({ contextEquals, contextSubset }: KeyGrant, contextArn: string | undefined): Truth {
  const constraints = Object.entries({ ...contextEquals, ...contextSubset });
  if (constraints.some(([key]) => key !== CONTEXT_KEY)) return 'no';
  if (constraints.length === 0) return 'yes';
  if (contextArn === undefined) return 'unknown';
  return constraints.every(([, value]) => value === contextArn) ? 'yes' : 'no';
}
