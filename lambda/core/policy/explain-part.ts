import type { PartMiss } from './explain-principal';
import { matchesOneAction } from './match-action';
import { matchOneResource, type ResourceScope } from './match-resource';
import type { Listed } from './parsed-policy';
import { expandVariables } from './policy-variables';
import { listTexts, quote } from './quote-text';

/** Why an `Action` list does not cover the action. */
export function explainAction({ isNegated, entries }: Listed<string>, action: string): PartMiss {
  if (isNegated) {
    const excluding = entries.filter((entry) => matchesOneAction(entry, action));
    return { because: `NotAction excludes ${listTexts(excluding.map(quote), 'and')}`, distance: 1 };
  }
  const related = entries.filter((entry) => toService(entry) === toService(action));
  const nearest = sortByLikeness(related.length > 0 ? related : entries, action);
  return {
    because: `action list has ${listTexts(nearest.map(quote), 'and')}, not ${quote(action)}`,
    distance: related.length > 0 ? 1 : 2,
  };
}

/** Why a `Resource` list does not cover the resource; of several entries, the one that was nearest. */
export function explainResource(
  { isNegated, entries }: Listed<string>,
  arn: string,
  scope: ResourceScope,
): PartMiss {
  if (isNegated) {
    const excluding = entries.filter((entry) => matchOneResource(entry, arn, scope).truth === 'yes');
    return { because: `NotResource excludes ${listTexts(excluding.map(quote), 'and')}`, distance: 1 };
  }
  for (const entry of entries) {
    const slip = explainSlip(entry, arn, scope);
    if (slip !== undefined) return { because: `resource is ${slip}`, distance: 0 };
  }
  const [nearest, ...others] = sortByLikeness(entries, arn) as [string, ...string[]];
  const more = others.length > 0 ? ` or ${others.length} more` : '';
  return {
    because: `resource is ${quote(nearest)}${more}, not ${quote(arn)}`,
    distance: toService(nearest.slice(4), 1) === toService(arn.slice(4), 1) ? 1 : 2,
  };
}

/** The slips that are easily made in a resource. */
function explainSlip(entry: string, arn: string, scope: ResourceScope): string | undefined {
  const matches = (text: string): boolean => matchOneResource(text, arn, scope).truth !== 'no';
  if (matches(`${entry}/*`)) return `${quote(entry)}, needs \`/*\``;
  if (entry.endsWith('/') && matches(`${entry}*`)) return `${quote(entry)}, needs \`*\` after it`;
  if (entry.endsWith('/*') && matches(entry.slice(0, -2))) {
    return `${quote(entry)}, the objects, needs ${quote(entry.slice(0, -2))}, the bucket itself`;
  }
  if (entry.includes('${') && !scope.hasVariables) {
    return `${quote(entry)}, and without Version 2012-10-17 its variable is plain text`;
  }
  if (expandVariables(entry, 'none', scope).isNull)
    return `${quote(entry)}, whose variable has no value in the request`;
  if (entry.includes(':alias/')) return `the alias ${quote(entry)}, and policies match keys by ${quote(arn)}`;
  if (matches(entry.replace(/^arn:[^:]*/, `arn:${arn.split(':')[1]}`))) {
    return `${quote(entry)}, of another partition than ${quote(arn)}`;
  }
  if (matchOneResource(entry.toLowerCase(), arn.toLowerCase(), scope).truth === 'yes') {
    return `${quote(entry)}, which differs from ${quote(arn)} in upper and lower case`;
  }
  return undefined;
}

function toService(text: string, part = 0): string | undefined {
  return text.split(':')[part]?.toLowerCase();
}

/** Longest common start first; equal ones in the order of their names, so that the order of a list tells nothing. */
function sortByLikeness(texts: readonly string[], wanted: string): readonly string[] {
  return [...texts].sort((a, b) => commonStart(b, wanted) - commonStart(a, wanted) || (a < b ? -1 : 1));
}

function commonStart(text: string, wanted: string): number {
  let at = 0;
  while (at < text.length && text[at]?.toLowerCase() === wanted[at]?.toLowerCase()) at += 1;
  return at;
}
