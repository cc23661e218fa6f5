import { truncateCharacters } from '../render/truncate';
import { type ParsedCondition, parseConditions } from './parse-condition';
import { parsePrincipal } from './parse-principal';
import type { Listed, ParsedStatement, PolicyKind, PrincipalEntry } from './parsed-policy';
import { POLICY_LIMITS } from './policy-limits';
import { createProblemLog, type ProblemLog } from './problem-log';
import { quote } from './quote-text';
import { entriesOf, readEither, readTexts } from './read-json';

/** What a statement's reading depends on besides the statement. */
export interface StatementPlace {
  readonly policy: string;
  readonly kind: PolicyKind;
  readonly index: number;
  readonly hasVariables: boolean;
  /** Something is wrong with the document, so that none of its statements can be relied on. */
  readonly isDocumentBroken: boolean;
}

const ELEMENTS = new Set([
  'Sid',
  'Effect',
  'Principal',
  'NotPrincipal',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Condition',
]);

/** Reads one statement. Never throws; whatever is wrong is named, and what can be read is read. */
export function parseStatement(value: unknown, place: StatementPlace): ParsedStatement {
  const log = createProblemLog();
  const entries = entriesOf(value);
  if (entries === undefined) log.add('the statement is not an object');
  const elements = new Map(entries);
  for (const element of elements.keys()) {
    if (!ELEMENTS.has(element)) log.add(`${quote(element)} is no element of a statement`);
  }
  const effect = parseEffect(elements, log);
  const parts = parseParts(elements, place, log);
  if (effect === 'Allow' && parts.principal?.isNegated === true) {
    log.add('NotPrincipal works with Deny only');
  }
  const { policy, kind, hasVariables, isDocumentBroken } = place;
  const name = parseSid(elements, log) ?? `#${place.index}`;
  const isMalformed = log.isBroken || isDocumentBroken;
  const { problems } = log;
  return { policy, kind, name, effect: effect ?? 'Deny', isMalformed, problems, ...parts, hasVariables };
}

function parseSid(elements: ReadonlyMap<string, unknown>, log: ProblemLog): string | undefined {
  const sid = elements.get('Sid');
  if (sid === undefined || sid === '') return undefined;
  if (typeof sid !== 'string') return log.add('Sid must be a text');
  return truncateCharacters(sid, POLICY_LIMITS.statementNameCharacters);
}

function parseEffect(elements: ReadonlyMap<string, unknown>, log: ProblemLog): 'Allow' | 'Deny' | undefined {
  const effect = elements.get('Effect');
  if (effect === 'Allow' || effect === 'Deny') return effect;
  if (effect === undefined) return log.add('Effect is missing');
  return log.add(`Effect must be Allow or Deny${typeof effect === 'string' ? `, not ${quote(effect)}` : ''}`);
}

interface StatementParts {
  readonly principal: Listed<PrincipalEntry> | undefined;
  readonly action: Listed<string> | undefined;
  readonly resource: Listed<string> | undefined;
  readonly conditions: readonly ParsedCondition[];
}

function parseParts(
  elements: ReadonlyMap<string, unknown>,
  { kind }: StatementPlace,
  log: ProblemLog,
): StatementParts {
  const isAttachedToIdentity = kind === 'identity' || kind === 'boundary';
  if (isAttachedToIdentity)
    forbid(elements, ['Principal', 'NotPrincipal'], { where: 'an identity policy', log });
  if (kind === 'trust') {
    forbid(elements, ['Resource', 'NotResource', 'NotPrincipal'], { where: 'a trust policy', log });
  }
  return {
    principal: isAttachedToIdentity ? undefined : parsePrincipal(elements, log),
    action: parseActions(elements, log),
    resource: kind === 'trust' ? undefined : parseResources(elements, log),
    conditions: parseConditions(elements.get('Condition'), log),
  };
}

function forbid(
  elements: ReadonlyMap<string, unknown>,
  names: readonly string[],
  { where, log }: { readonly where: string; readonly log: ProblemLog },
): void {
  for (const name of names) if (elements.has(name)) log.add(`${name} has no place in ${where}`);
}

function parseActions(elements: ReadonlyMap<string, unknown>, log: ProblemLog): Listed<string> | undefined {
  const form = readEither(elements, 'Action', log);
  const entries = form && readTexts(form.value, form.element, log);
  const wrong = entries?.find((text) => text !== '*' && !/^[^:]+:[^:]+$/.test(text));
  if (wrong !== undefined)
    return log.add(`${quote(wrong)} is no action: it needs a service, as in s3:GetObject`);
  return form && entries && { isNegated: form.isNegated, entries };
}

function parseResources(elements: ReadonlyMap<string, unknown>, log: ProblemLog): Listed<string> | undefined {
  const form = readEither(elements, 'Resource', log);
  const entries = form && readTexts(form.value, form.element, log);
  const wrong = entries?.find((text) => text !== '*' && !text.startsWith('arn:'));
  if (wrong !== undefined) return log.add(`${quote(wrong)} is no resource: it must be an ARN or *`);
  return form && entries && { isNegated: form.isNegated, entries };
}
