import type { Listed } from './parsed-policy';
import { type Match, toMatch } from './truth';
import { matchesPattern, toGlob } from './wildcard';

/**
 * `Action` or `NotAction`: any of the list, service prefix and name in any case, with wildcards.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
 */
export function matchAction({ isNegated, entries }: Listed<string>, action: string): Match {
  return toMatch(entries.some((pattern) => matchesOneAction(pattern, action)) !== isNegated);
}

export function matchesOneAction(pattern: string, action: string): boolean {
  return matchesPattern(toGlob(pattern.toLowerCase()), action.toLowerCase());
}
