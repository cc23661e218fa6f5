/**
 * What the test started, stopped in the opposite order: at the end, after a failure, and on Ctrl-C. Each entry is
 * stopped at most once, and one that fails does not keep the others alive.
 */
export interface Cleanup {
  later(stop: () => Promise<void> | void): void;
  run(): Promise<void>;
}

export function createCleanup(): Cleanup {
  const stops: (() => Promise<void> | void)[] = [];
  return {
    later: (stop) => void stops.push(stop),
    run: async () => {
      for (let stop = stops.pop(); stop !== undefined; stop = stops.pop()) {
        try {
          await stop();
        } catch (error) {
          console.error('cleanup:', error);
        }
      }
    },
  };
}

/**
 * Runs the cleanup when the user or the CI ends the test, or an error gets past everything (a closed pipe behind
 * standard output, for one), then ends with the shell's code for it.
 */
export function cleanUpOnSignals(cleanup: Cleanup): void {
  for (const [signal, exitCode] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    process.once(signal, () => {
      console.error(`\n${signal}: stopping what the test started`);
      void cleanup.run().finally(() => process.exit(exitCode));
    });
  }
  let failing = false;
  process.on('uncaughtException', (error) => {
    if (failing) return;
    failing = true;
    console.error(error);
    void cleanup.run().finally(() => process.exit(1));
  });
}
