/** Collects what is wrong with one statement or one document, in plain words. */
export interface ProblemLog {
  readonly problems: readonly string[];
  /** Whether one of the problems keeps the statement or document from being read. */
  readonly isBroken: boolean;
  /** Something that cannot be read. Answers `undefined`, so that a parser can end with it. */
  readonly add: (problem: string) => undefined;
  /** Something that can be read but cannot be meant. */
  readonly note: (problem: string) => void;
}

export function createProblemLog(): ProblemLog {
  const problems: string[] = [];
  let isBroken = false;
  return {
    problems,
    get isBroken() {
      return isBroken;
    },
    add(problem) {
      problems.push(problem);
      isBroken = true;
      return undefined;
    },
    note: (problem) => void problems.push(problem),
  };
}
