/** Props of the construct that cannot work. The message lists every problem: what, got, allowed, how to fix it. */
export class ResponderPropsError extends Error {
  override readonly name = 'ResponderPropsError';

  constructor(
    where: string,
    readonly problems: readonly string[],
  ) {
    super(
      [`ReplicationFailureResponder at ${where}:`, ...problems.map((problem) => `  - ${problem}`)].join('\n'),
    );
  }
}
