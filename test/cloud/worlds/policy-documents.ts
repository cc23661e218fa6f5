/** A policy as the worlds write and edit it. */
export interface PolicyDocument {
  readonly Version: '2012-10-17';
  readonly Statement: readonly PolicyStatement[];
}

export interface PolicyStatement {
  readonly Sid: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: unknown;
  readonly NotPrincipal?: unknown;
  readonly Action: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

export type Edit = (document: PolicyDocument) => PolicyDocument;

export function toPolicy(...Statement: readonly PolicyStatement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement };
}

/** Takes an action out of every statement that lists it; a statement that has no other goes with it. */
export function withoutAction(action: string): Edit {
  return ({ Version, Statement }) => ({
    Version,
    Statement: Statement.flatMap((statement) => {
      const Action = [statement.Action].flat().filter((one) => one !== action);
      return Action.length === 0 ? [] : [{ ...statement, Action }];
    }),
  });
}

/** Puts one more statement at the end. */
export function withStatement(statement: PolicyStatement): Edit {
  return ({ Version, Statement }) => ({ Version, Statement: [...Statement, statement] });
}

/** Changes the statement of this Sid. */
export function withChanged(sid: string, change: Partial<PolicyStatement>): Edit {
  return ({ Version, Statement }) => {
    if (!Statement.some(({ Sid }) => Sid === sid)) throw new Error(`no statement ${sid} to change`);
    return { Version, Statement: Statement.map((one) => (one.Sid === sid ? { ...one, ...change } : one)) };
  };
}
