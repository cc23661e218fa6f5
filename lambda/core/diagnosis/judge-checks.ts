import { toErrorName } from '../error-name';
import type { Check, CheckContext, Judgement } from '../checks/check';

export interface Judged<J extends Judgement = Judgement> {
  readonly check: Check;
  readonly judgement: J;
}

/** What each check finds, in the order of the checks. Never throws: a check that does has found nothing. */
export function judgeChecks(checks: readonly Check[], context: CheckContext): readonly Judged[] {
  return checks.map((check) => ({ check, judgement: judge(check, context) }));
}

function judge(check: Check, context: CheckContext): Judgement {
  try {
    return check.judge(context);
  } catch (error) {
    // Only the kind of error is told: messages quote what they stumbled over.
    const because = `the check itself failed with ${toErrorName(error)}`;
    return {
      verdict: 'inconclusive',
      evidence: ['The check came to no result.'],
      because,
      needs: [],
    };
  }
}
