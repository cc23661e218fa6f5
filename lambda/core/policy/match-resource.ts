import type { Listed, PolicyKind } from './parsed-policy';
import { expandVariables, type VariableScope } from './policy-variables';
import { anyOf, type Match, negate, NO, unknownFor, YES } from './truth';
import { matchesPattern } from './wildcard';

export interface ResourceScope extends VariableScope {
  readonly kind: PolicyKind;
}

/**
 * `Resource` or `NotResource`: any of the list, case-sensitive, wildcards by the parts of the ARN. An entry whose
 * variable has no value names no resource at all, so `NotResource` does not exempt by it.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export function matchResource(
  { isNegated, entries }: Listed<string>,
  arn: string,
  scope: ResourceScope,
): Match {
  const match = anyOf(entries.map((entry) => matchOneResource(entry, arn, scope)));
  return isNegated ? negate(match) : match;
}

export function matchOneResource(entry: string, arn: string, scope: ResourceScope): Match {
  const { pattern, missing, isNull } = expandVariables(completeArn(entry, scope.kind), 'arn-resource', scope);
  if (isNull || !matchesPattern(pattern, arn)) return NO;
  return missing.length > 0 ? unknownFor(...missing) : YES;
}

/**
 * In an identity policy an ARN of fewer than six parts stands for one with `*` in all the missing ones.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
function completeArn(entry: string, kind: PolicyKind): string {
  if (entry === '*' || (kind !== 'identity' && kind !== 'boundary')) return entry;
  const absent = 6 - entry.split(':').length;
  return absent > 0 ? entry + ':*'.repeat(absent) : entry;
}
