import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import type { AccountPlace } from '../worlds/accounts';
import type { AwsCli } from './run-aws';

type FixStep = IncidentAlert['fix'][number];

export interface FixRun {
  readonly aws: AwsCli;
  /** The place in which a step is to be done. */
  readonly placeOf: (owner: FixStep['owner']) => AccountPlace;
  /** Operations of steps that are another way to the same end. */
  readonly skip: readonly string[];
}

/**
 * Does what an alert says, step by step, like somebody who pastes: a document that a command wants from `policy.json`
 * is saved there first; where a step says which refusal to expect, that one has to come.
 *
 * @returns the operations that were called, in order.
 */
export async function applyFix(fix: IncidentAlert['fix'], run: FixRun): Promise<readonly string[]> {
  const called: string[] = [];
  for (const step of fix) {
    const { command, policy } = step;
    if (command === undefined || run.skip.some((operation) => command.startsWith(`aws ${operation} `)))
      continue;
    if (command.includes('file://policy.json')) run.aws.save('policy.json', JSON.stringify(policy));
    called.push(await paste(step, command, run));
  }
  return called;
}

async function paste({ text, owner }: FixStep, command: string, { aws, placeOf }: FixRun): Promise<string> {
  const refusal = /\((NoSuch\w+)\)/.exec(text)?.[1];
  const outcome = await aws.run(command, placeOf(owner)).catch((error: unknown) => error);
  if (refusal === undefined) {
    if (typeof outcome !== 'string') throw new Error(`AWS refused: ${command}`, { cause: outcome });
    return outcome;
  }
  const name = outcome instanceof Error ? outcome.name : 'success';
  if (name !== refusal && name !== `${refusal}Exception`) {
    throw new Error(`${refusal} was announced, and ${name} came: ${command}`, { cause: outcome });
  }
  return command.split(' ').slice(1, 3).join(' ');
}
