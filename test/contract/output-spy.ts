/** Everything written to the console, standard output and standard error since it began. */
export interface OutputSpy {
  text(): string;
  restore(): void;
}

const CONSOLE_METHODS = ['log', 'info', 'warn', 'error', 'debug', 'trace'] as const;

/** Catches what a part under test writes, so that a test can look for what must not be in it. */
export function spyOnOutput(): OutputSpy {
  const written: string[] = [];
  const note = (...args: readonly unknown[]): true => {
    written.push(args.map((arg) => (typeof arg === 'string' ? arg : JSON.stringify(arg))).join(' '));
    return true;
  };
  const spies = [
    ...CONSOLE_METHODS.map((method) => jest.spyOn(console, method).mockImplementation(note)),
    jest.spyOn(process.stdout, 'write').mockImplementation(note),
    jest.spyOn(process.stderr, 'write').mockImplementation(note),
  ];
  return {
    text: () => written.join('\n'),
    restore: () => spies.forEach((spy) => spy.mockRestore()),
  };
}
