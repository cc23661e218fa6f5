import { isJsonObject } from '../../events/json-value';
import { toDeletedKind } from '../../policy/principal-id';
import { POLICY_LIMITS } from '../../policy/policy-limits';
import { truncateCharacters } from '../../render/truncate';
import type { Statement } from '../policy-change';

export type Document = Readonly<Record<string, unknown>>;

const EMPTY: Document = { Version: '2012-10-17' };

/** A document may come as its text. `undefined` for what is no document at all. */
function asDocument(document: unknown): Document | undefined {
  if (typeof document !== 'string') return isRecord(document) ? document : undefined;
  try {
    const parsed: unknown = JSON.parse(document);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    // Such a policy leaves every decision open, so that nothing is ever put in its place.
    return undefined;
  }
}

/** The statements of a document, which may hold one without a list. */
export function statementsOf(document: unknown): readonly unknown[] {
  const statement = asDocument(document)?.['Statement'];
  if (statement === undefined) return [];
  return Array.isArray(statement) ? statement : [statement];
}

/**
 * Where the statement is that the evaluator calls `name`: by its Sid, or by `#` and its index. `undefined` when the
 * name fits none, or more than one: then nobody can tell which.
 */
export function findStatement(
  document: unknown,
  name: string,
): { readonly at: number; readonly statement: Statement } | undefined {
  const statements = statementsOf(document);
  const fitting = statements.flatMap((statement, at) =>
    isRecord(statement) && nameOf(statement, at) === name ? [{ at, statement }] : [],
  );
  return fitting.length === 1 ? fitting[0] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return isJsonObject(value);
}

function nameOf(statement: Statement, at: number): string {
  const sid = statement['Sid'];
  return typeof sid === 'string' && sid !== ''
    ? truncateCharacters(sid, POLICY_LIMITS.statementNameCharacters)
    : `#${at}`;
}

/** The document with these statements in place of its own; a document of its own where there is none. */
export function withStatements(document: unknown, statements: readonly unknown[]): Document {
  return { ...(asDocument(document) ?? EMPTY), Statement: statements };
}

/** The statement for everybody it is for now, but not for the role. What else it says stays as it is. */
export function exemptRole(statement: Statement, roleArn: string): Statement {
  const conditions = isRecord(statement['Condition']) ? statement['Condition'] : {};
  const block = isRecord(conditions['ArnNotLike']) ? conditions['ArnNotLike'] : {};
  const key = Object.keys(block).find((name) => name.toLowerCase() === PRINCIPAL_ARN.toLowerCase());
  const spared = key === undefined ? [] : toList(block[key]);
  if (spared.includes(roleArn)) return statement;
  const value = spared.length === 0 ? roleArn : [...spared, roleArn];
  const exempted = { ...block, [key ?? PRINCIPAL_ARN]: value };
  return { ...statement, Condition: { ...conditions, ArnNotLike: exempted } };
}

const PRINCIPAL_ARN = 'aws:PrincipalArn';

/**
 * The statement with the right values for these condition keys, wherever it names them; `undefined` when it names none
 * of them. An Allow trades a single wrong value for the right one; lists, and whatever a Deny spares, only grow.
 */
export function correctConditions(
  statement: Statement,
  right: Readonly<Record<string, string>>,
): Statement | undefined {
  const conditions = statement['Condition'];
  if (!isRecord(conditions)) return undefined;
  const values = new Map(Object.entries(right).map(([key, value]) => [key.toLowerCase(), value]));
  const keeps = statement['Effect'] !== 'Allow';
  let corrected = 0;
  const correct = (key: string, found: unknown): unknown => {
    const value = values.get(key.toLowerCase());
    if (value === undefined || toList(found).includes(value)) return found;
    corrected += 1;
    return Array.isArray(found) || keeps ? [...toList(found), value] : value;
  };
  const entries = Object.entries(conditions).map(([operator, block]) => [
    operator,
    isRecord(block)
      ? Object.fromEntries(Object.entries(block).map(([key, found]) => [key, correct(key, found)]))
      : block,
  ]) as readonly (readonly [string, unknown])[];
  return corrected === 0 ? undefined : { ...statement, Condition: Object.fromEntries(entries) };
}

/**
 * The statement with the role in place of the ids of deleted roles; `undefined` where it names none. AWS refuses a
 * policy that names such an id, so it has to go in any case.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
 */
export function replaceDeadRoles(statement: Statement, roleArn: string): Statement | undefined {
  const principal = statement['Principal'];
  if (!isRecord(principal)) return undefined;
  const named = toList(principal['AWS']);
  const alive = named.filter((one) => typeof one !== 'string' || toDeletedKind(one) !== 'role');
  if (alive.length === named.length) return undefined;
  const all = alive.includes(roleArn) ? alive : [...alive, roleArn];
  return { ...statement, Principal: { ...principal, AWS: all.length === 1 ? all[0] : all } };
}

/** The condition keys that a statement names. */
export function conditionKeysOf(statement: Statement): readonly string[] {
  const conditions = statement['Condition'];
  if (!isRecord(conditions)) return [];
  return Object.values(conditions).flatMap((block) => (isRecord(block) ? Object.keys(block) : []));
}

function toList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}
