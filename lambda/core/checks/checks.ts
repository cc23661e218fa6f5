import { ACCESS_CHECKS } from './access-checks';
import type { Check } from './check';
import { STATE_CHECKS } from './state-checks';

/** Every check. Which of them a failure calls for is in `check-ids-of-reason.ts`. */
export const CHECKS: readonly Check[] = [...STATE_CHECKS, ...ACCESS_CHECKS];

export type CheckId = (typeof STATE_CHECKS)[number]['id'] | (typeof ACCESS_CHECKS)[number]['id'];
