import type { AddStatement, PolicyChange, Statement, StatementEdit } from '../policy-change';
import {
  correctConditions,
  type Document,
  exemptRole,
  replaceDeadRoles,
  statementsOf,
  withStatements,
} from './edit-policy';

type Revision = Exclude<StatementEdit, AddStatement>;

/** The document with all edits in it, each once, in whatever order and however many checks want them. */
export function applyEdits({ document, edits }: Pick<PolicyChange, 'document' | 'edits'>): Document {
  const revisions = edits.filter((edit): edit is Revision => edit.kind !== 'add');
  const additions = edits.filter((edit): edit is AddStatement => edit.kind === 'add');
  const revised = revisions.reduce<readonly unknown[]>(
    (statements, edit) =>
      statements.map((old, at) => (at === edit.at ? revise(old as Statement, edit) : old)),
    statementsOf(document),
  );
  return withStatements(
    document,
    joinActions(additions).reduce((all, addition) => [...all, toNamed(addition, all)], revised),
  );
}

/** Each of them changes nothing when what it asks for is so already. */
function revise(statement: Statement, edit: Revision): Statement {
  switch (edit.kind) {
    case 'exempt-role':
      return exemptRole(statement, edit.roleArn);
    case 'name-role':
      return replaceDeadRoles(statement, edit.roleArn) ?? statement;
    case 'set-conditions':
      return correctConditions(statement, edit.values) ?? statement;
  }
}

/** Additions that differ in nothing but their actions are one statement. */
function joinActions(additions: readonly AddStatement[]): readonly AddStatement[] {
  const joined = new Map<string, AddStatement>();
  for (const addition of additions) {
    const key = toScope(addition.statement);
    const before = joined.get(key);
    const actions = new Set([
      ...(before ? actionsOf(before.statement) : []),
      ...actionsOf(addition.statement),
    ]);
    const Action = actions.size === 1 ? [...actions][0] : [...actions];
    joined.set(key, { ...(before ?? addition), statement: { ...addition.statement, Action } });
  }
  return [...joined.values()];
}

/** Everything that a statement says but the actions: whom, where and when it allows them. */
export function toScope({ Action: _, ...rest }: Statement): string {
  return JSON.stringify(Object.entries(rest).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function actionsOf({ Action: action }: Statement): readonly unknown[] {
  return Array.isArray(action) ? action : [action];
}

/** A Sid may occur once. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html */
function toNamed({ statement, sid }: AddStatement, others: readonly unknown[]): Statement {
  if (sid === undefined) return statement;
  const taken = new Set(
    others.map((one) => (typeof one === 'object' && one !== null && 'Sid' in one ? one.Sid : undefined)),
  );
  const free = [sid, ...Array.from({ length: taken.size }, (_, at) => `${sid}${at + 2}`)];
  return { Sid: free.find((name) => !taken.has(name)) ?? sid, ...statement };
}
