import type { Amendment } from './amendment';
import { createCallers } from './callers';
import { type ChangeHistory, createChangeHistory } from './change-history.amendment';
import { createDeletedRole } from './deleted-role.amendment';
import { createForeignKey } from './foreign-key.amendment';
import { createForeignPolicy } from './foreign-policy.amendment';
import { createRequestPayment } from './request-payment.amendment';

export interface Amendments {
  readonly all: readonly Amendment[];
  readonly history: Pick<ChangeHistory, 'becomeOld'>;
}

/** What the proxy does so that the emulator answers like AWS; `home` is the account of the functions. */
export function createAmendments(home: string): Amendments {
  const callers = createCallers(home);
  const history = createChangeHistory(callers.accountOf);
  const all = [
    callers,
    history,
    createDeletedRole(callers.accountOf),
    createForeignKey(callers.accountOf),
    createForeignPolicy(callers.accountOf),
    createRequestPayment(),
  ];
  return { all, history };
}
