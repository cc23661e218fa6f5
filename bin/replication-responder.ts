#!/usr/bin/env tsx
import { runCli } from '../cli/program';

/** Wires the process to the command line; everything else is in `cli/`. */

function listenForStop(): AbortSignal {
  const stop = new AbortController();
  // Once: a second Ctrl-C ends the process the hard way.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort());
  return stop.signal;
}

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
  now: () => new Date(),
}).then((code) => {
  process.exitCode = code;
});
