import type { Listed, PrincipalEntry, PrincipalType } from './parsed-policy';
import type { ProblemLog } from './problem-log';
import { quote } from './quote-text';
import { entriesOf, readEither, readTexts } from './read-json';

const TYPES: readonly PrincipalType[] = ['AWS', 'Service', 'Federated', 'CanonicalUser'];
const EVERYONE: PrincipalEntry = { type: 'everyone', value: '*' };

/**
 * The `Principal` or `NotPrincipal` of a resource policy. `"*"` and `{"AWS": "*"}` are the same.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function parsePrincipal(
  elements: ReadonlyMap<string, unknown>,
  log: ProblemLog,
): Listed<PrincipalEntry> | undefined {
  const form = readEither(elements, 'Principal', log);
  if (form === undefined) return undefined;
  const { isNegated, element, value } = form;
  if (value === '*') return { isNegated, entries: [EVERYONE] };
  const types = entriesOf(value);
  if (types === undefined) return log.add(`${element} must be "*" or an object such as {"AWS": "arn:…"}`);
  if (types.length === 0) return log.add(`${element} is empty`);
  const read = types.map(([type, values]) => parseEntries(type, values, log));
  const entries = read.filter((list) => list !== undefined);
  return entries.length < read.length ? undefined : { isNegated, entries: entries.flat() };
}

function parseEntries(type: string, value: unknown, log: ProblemLog): readonly PrincipalEntry[] | undefined {
  const known = TYPES.find((name) => name === type);
  if (known === undefined) {
    return log.add(`principal type ${quote(type)} is not AWS, Service, Federated or CanonicalUser`);
  }
  return readTexts(value, `principal ${known}`, log)?.map((text) => toEntry(known, text, log));
}

function toEntry(type: PrincipalType, value: string, log: ProblemLog): PrincipalEntry {
  if (type === 'AWS' && value === '*') return EVERYONE;
  if (/[*?]/.test(value)) {
    log.note(`principal ${quote(value)} has a wildcard inside a name, which matches nobody`);
  }
  return { type, value };
}
