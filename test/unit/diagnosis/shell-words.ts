import { execFileSync } from 'node:child_process';

/** What a shell makes of command lines: the words of each call of `aws`, which here does nothing but tell them. */
export function readCalls(commands: readonly string[]): readonly (readonly string[])[] {
  const tell = `aws() { printf '%s\\0' aws "$@"; printf '\\0'; }`;
  const told = execFileSync('bash', ['-uec', [tell, ...commands].join('\n')], { encoding: 'utf8' });
  return told
    .split('\0\0')
    .slice(0, -1)
    .map((words) => words.split('\0'));
}
