import { createHash } from 'node:crypto';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html */
export const ROLE_NAME_CHARACTERS = 64;

const HASH_CHARACTERS = 8;

/**
 * The name itself if it fits, else its beginning with a hash of all of it: the same name for the same input, another
 * one for another, so that two stacks can both derive it.
 */
export function toPhysicalName(name: string, maxCharacters: number): string {
  if (name.length <= maxCharacters) return name;
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_CHARACTERS);
  return `${name.slice(0, maxCharacters - HASH_CHARACTERS - 1)}-${hash}`;
}
