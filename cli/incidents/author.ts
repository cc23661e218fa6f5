import { formatCount } from '../../lambda/core/render/quantity';
import type { CliIo } from '../cli-io';
import { InputError } from '../errors';

/** Who does it, and what they have to say. */
export interface AuthorOptions {
  readonly by?: string;
  readonly comment?: string;
}

const LIMITS = { by: 100, comment: 500 } as const;

/** Where systems keep the name of whoever is logged in. */
const NAME_VARIABLES = ['USER', 'LOGNAME', 'USERNAME'] as const;

/** The person who acts, by option or by login. Throws `InputError` where that is nobody, or too much to be kept. */
export function toAuthor(
  { by, comment }: AuthorOptions,
  env: CliIo['env'],
): { readonly by: string; readonly comment?: string } {
  const name = (by ?? NAME_VARIABLES.map((variable) => env[variable]).find(Boolean) ?? '').trim();
  if (name === '') throw new InputError('who is it? Give --by NAME: others have to know whom to ask');
  check('--by', name, LIMITS.by);
  const words = comment?.trim() ?? '';
  check('--comment', words, LIMITS.comment);
  return { by: name, ...(words !== '' && { comment: words }) };
}

function check(option: string, text: string, most: number): void {
  if (text.length > most) {
    throw new InputError(
      `${option} has ${formatCount(text.length)} characters; at most ${most} are kept: say it shorter`,
    );
  }
}
