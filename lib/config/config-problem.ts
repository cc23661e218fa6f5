/** One thing that is wrong with the configuration, and all that is needed to put it right. */
export interface ConfigProblem {
  /** Path as one would write it: `sourceBuckets[0].name`. Empty for the configuration as a whole. */
  readonly path: string;
  readonly got: string;
  readonly allowed: string;
  readonly example?: string;
  /** Why, where `allowed` does not say it; or the likely fix. */
  readonly hint?: string;
}

/** The configuration cannot be used. The message lists every problem. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';

  constructor(readonly problems: readonly ConfigProblem[]) {
    super(renderProblems(problems));
  }
}

function renderProblems(problems: readonly ConfigProblem[]): string {
  const count = problems.length === 1 ? '1 problem' : `${problems.length} problems`;
  return `The configuration "s3ReplicationResponder" has ${count}:\n${problems.map(renderProblem).join('\n')}`;
}

function renderProblem(problem: ConfigProblem): string {
  const lines = [
    `  ${problem.path || '(the whole object)'}`,
    `    got:     ${problem.got}${problem.hint === undefined ? '' : ` - ${problem.hint}`}`,
    `    allowed: ${problem.allowed}`,
  ];
  if (problem.example !== undefined) lines.push(`    example: ${problem.example}`);
  return lines.join('\n');
}

export function renderPath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text === '' ? String(step) : `${text}.${String(step)}`;
  }, '');
}

const SHOWN_CHARACTERS = 120;

/** A value as the operator wrote it, clipped; a pasted webhook URL or token is not repeated on the console. */
export function renderGot(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value) ?? typeof value;
  if (/hooks\.slack\.com|xox[a-z]-/i.test(text)) return '(a value that looks like a secret; not shown)';
  return text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}…` : text;
}
