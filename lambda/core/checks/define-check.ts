import type { Check } from './check';

/** A check whose id the compiler knows, so that a table of ids cannot name one that does not exist. */
export function defineCheck<const Id extends string>(
  check: Check & { readonly id: Id },
): Check & { readonly id: Id } {
  return check;
}
