#!/usr/bin/env tsx
import { createInvestigator } from '../cli/looking/investigator';
import { runCli } from '../cli/program';

/** Wires the process to the command line; everything else is in `cli/`. */

/** Ctrl-C in a terminal reaches npm, tsx and this process, and the first two may pass it on: one press, several signals. */
const SAME_PRESS_MS = 1_000;

function listenForStop(): AbortSignal {
  const stop = new AbortController();
  let stoppedAt = 0;
  const listen = (): void => {
    if (!stop.signal.aborted) {
      stoppedAt = performance.now();
      stop.abort();
    } else if (performance.now() - stoppedAt > SAME_PRESS_MS) {
      // Asked again, because draining takes too long: end the hard way.
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, listen);
  return stop.signal;
}

// The SDK tells its users to move on from Node 20; whoever types a command is not its user.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader has gone, as in `… | head`: nobody is left to write to.
    if (error.code === 'EPIPE') process.exit(process.exitCode ?? 0);
    throw error;
  });
}

void runCli(process.argv.slice(2), {
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  env: process.env,
  stopSignal: listenForStop,
  createInvestigator,
  now: () => new Date(),
}).then((code) => {
  process.exitCode = code;
});
