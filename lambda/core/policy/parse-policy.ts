import { type NamedPolicy, type PolicyProblem, WHOLE_POLICY } from './access-request';
import { parseStatement } from './parse-statement';
import type { ParsedPolicy, PolicyKind } from './parsed-policy';
import { createProblemLog, type ProblemLog } from './problem-log';
import { quote } from './quote-text';
import { entriesOf, isTooLarge, toDocument } from './read-json';

/**
 * Reads a policy by AWS's grammar. Never throws: what is wrong comes back as problems, each with its statement.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
 */
export function parsePolicy({ name, document }: NamedPolicy, kind: PolicyKind): ParsedPolicy {
  const log = createProblemLog();
  const elements = readElements(document, log);
  const list = elements && readStatements(elements, log);
  if (elements === undefined || list === undefined) {
    return {
      name,
      kind,
      statements: [],
      isUnreadable: true,
      problems: toProblems(name, WHOLE_POLICY, log.problems),
    };
  }
  const hasVariables = readVersion(elements, log) === '2012-10-17';
  for (const element of elements.keys()) {
    if (!ELEMENTS.has(element)) log.note(`${quote(element)} is no element of a policy`);
  }
  const isDocumentBroken = log.isBroken;
  const statements = list.map((value, index) =>
    parseStatement(value, { policy: name, kind, index, hasVariables, isDocumentBroken }),
  );
  const problems = [
    ...toProblems(name, WHOLE_POLICY, log.problems),
    ...statements.flatMap((statement) => toProblems(name, statement.name, statement.problems)),
  ];
  return { name, kind, statements, isUnreadable: false, problems };
}

const ELEMENTS = new Set(['Version', 'Id', 'Statement']);

function readElements(document: unknown, log: ProblemLog): ReadonlyMap<string, unknown> | undefined {
  const value = toDocument(document, log);
  if (log.isBroken) return undefined;
  if (isTooLarge(value)) return log.add('is larger than any policy AWS stores');
  const entries = entriesOf(value);
  return entries === undefined ? log.add('is not a JSON object') : new Map(entries);
}

/** One statement may stand without its list. */
function readStatements(
  elements: ReadonlyMap<string, unknown>,
  log: ProblemLog,
): readonly unknown[] | undefined {
  const statement = elements.get('Statement');
  if (statement === undefined) return log.add('Statement is missing');
  const list: readonly unknown[] = Array.isArray(statement) ? statement : [statement];
  if (list.length === 0) log.note('has no statements');
  return list;
}

/** Without a version, the one of 2008 counts, which has no variables. */
function readVersion(elements: ReadonlyMap<string, unknown>, log: ProblemLog): string | undefined {
  const version = elements.get('Version') ?? '2008-10-17';
  if (version === '2008-10-17' || version === '2012-10-17') return version;
  return log.add('Version must be 2012-10-17 or 2008-10-17');
}

function toProblems(policy: string, statement: string, texts: readonly string[]): readonly PolicyProblem[] {
  return texts.map((problem) => ({ policy, statement, problem }));
}
