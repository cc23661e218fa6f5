import { diffLines, type Piece } from './diff-lines';
import { formatPolicy } from './format-policy';

/** How `formatPolicy` begins and ends a statement. */
const [OPEN, CLOSE] = [/^ {4}[{]$/, /^ {4}[}],?$/];

/**
 * What changes in a policy, line by line; of a new one, its statements. Statement by statement, in their order, so that
 * a new one is not told as the end of one and the beginning of another.
 */
export function diffPolicies(before: unknown, after: unknown): readonly string[] {
  const fresh = toParts(formatPolicy(after));
  if (before === undefined) return diffLines([{ before: [], after: fresh.statements.flat() }]);
  const old = toParts(formatPolicy(before));
  const count = Math.max(old.statements.length, fresh.statements.length);
  const statements = Array.from({ length: count }, (_, at): Piece => ({
    before: old.statements[at] ?? [],
    after: fresh.statements[at] ?? [],
  }));
  return diffLines([
    { before: old.head, after: fresh.head },
    ...statements,
    { before: old.tail, after: fresh.tail },
  ]);
}

interface Parts {
  readonly head: readonly string[];
  readonly statements: readonly (readonly string[])[];
  readonly tail: readonly string[];
}

function toParts(lines: readonly string[]): Parts {
  const starts = lines.flatMap((line, at) => (OPEN.test(line) ? [at] : []));
  const end = lines.findLastIndex((line) => CLOSE.test(line)) + 1;
  const [first] = starts;
  if (first === undefined || end <= first) return { head: lines, statements: [], tail: [] };
  return {
    head: lines.slice(0, first),
    statements: starts.map((start, at) => lines.slice(start, starts[at + 1] ?? end)),
    tail: lines.slice(end),
  };
}
