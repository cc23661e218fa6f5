import { performance } from 'node:perf_hooks';

/** One sentence that must hold, and how it is found out. It fails by throwing. */
export interface Check<World> {
  readonly name: string;
  /** Without it nothing after it makes sense: when it fails, the rest is not run and counts as failed. */
  readonly essential?: boolean;
  run(world: World): Promise<void>;
}

export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/**
 * Runs the checks one after another, prints a line for each, and the reason below one that failed. `recover` puts
 * the world in order after a failure, so that it does not make the next check fail, too.
 */
export async function runChecks<World>(
  checks: readonly Check<World>[],
  world: World,
  recover: (world: World) => Promise<void>,
): Promise<Tally> {
  let [passed, failed] = [0, 0];
  let stoppedBy: string | undefined;
  for (const check of checks) {
    if (stoppedBy !== undefined) {
      failed += 1;
      console.log(`not run  ${check.name} (needs "${stoppedBy}")`);
      continue;
    }
    const start = performance.now();
    try {
      await check.run(world);
      passed += 1;
      console.log(`ok       ${check.name} (${toSeconds(performance.now() - start)})`);
    } catch (error) {
      failed += 1;
      if (check.essential === true) stoppedBy = check.name;
      console.log(`FAILED   ${check.name} (${toSeconds(performance.now() - start)})`);
      console.log(indent(describe(error)));
      await recover(world);
    }
  }
  return { passed, failed };
}

function toSeconds(milliseconds: number): string {
  return `${(milliseconds / 1_000).toFixed(1)} s`;
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\ncaused by: ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}

function indent(text: string): string {
  return text.replaceAll(/^/gm, '         ');
}
