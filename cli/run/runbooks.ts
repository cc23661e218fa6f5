import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the pages are in a checkout of the project. */
const FOLDER = join(__dirname, '..', '..', 'docs', 'runbooks');

/** Path under which a local process serves them. */
export const RUNBOOKS_PATH = '/runbooks/';

/** Reasons are letters; nothing else names a file. */
const PAGE_NAME = /^[A-Za-z]{1,80}\.md$/;

/** The runbook that a path names, as Markdown; `undefined` when there is none. */
export async function readRunbook(path: string): Promise<string | undefined> {
  const name = path.slice(RUNBOOKS_PATH.length);
  if (!path.startsWith(RUNBOOKS_PATH) || !PAGE_NAME.test(name)) return undefined;
  try {
    return await readFile(join(FOLDER, name), 'utf8');
  } catch {
    // Not there, or not readable: to the reader of a link it is the same.
    return undefined;
  }
}
