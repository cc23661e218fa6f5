import type { ReasonRow } from '../catalog/reason-row';

/** Why we notify, or why not: data, so that it can be logged, tested and shown. */
export type NotifyDecision =
  | { readonly notify: true; readonly why: 'first-failure' }
  | { readonly notify: false; readonly because: 'benign' };

/** A failure that needs nobody is counted and makes no message; every other group is told. */
export function decideNotification(row: ReasonRow): NotifyDecision {
  return row.benign ? { notify: false, because: 'benign' } : { notify: true, why: 'first-failure' };
}
