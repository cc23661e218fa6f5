import type { Incident } from '../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { InputError } from '../errors';
import { toPlaces } from './board-words';
import type { Board } from './read-board';
import { MOST_INCIDENTS, readBoard } from './read-board';

const ID_CHARACTERS = 16;
const PREFIX = /^[0-9a-f]{4,16}$/;

/** Candidates that are named. */
const MAX_CANDIDATES = 10;

/**
 * The incidents with these ids, or the beginnings of them; as last written. Throws `InputError` where one is none, or
 * could be several.
 */
export async function findIncidents(
  texts: readonly string[],
  { store, now }: { readonly store: IncidentStore; readonly now: Date },
): Promise<readonly Incident[]> {
  const prefixes = texts.map(parsePrefix);
  let board: Promise<Board> | undefined;
  const ids = new Set<string>();
  for (const prefix of prefixes) {
    if (prefix.length < ID_CHARACTERS) board ??= readBoard(store, { now, all: true });
    ids.add(prefix.length === ID_CHARACTERS || board === undefined ? prefix : toId(prefix, await board));
  }
  const { found, unreadable } = await store.read([...ids]);
  const [broken] = unreadable;
  if (broken !== undefined) throw new InputError(`${toVisibleText(broken.because)}. Nothing was changed`);
  return [...ids].map((id) => found.get(id) ?? refuseUnknown(id));
}

function parsePrefix(text: string): string {
  const prefix = text.trim().toLowerCase();
  if (PREFIX.test(prefix)) return prefix;
  throw new InputError(
    `"${toVisibleText(text)}" is no incident: give the id, or its first 4 to 16 characters (0-9, a-f), as "incidents list" shows them`,
  );
}

function toId(prefix: string, { incidents, unreadable }: Board): string {
  const begins = ({ id }: { readonly id: string }): boolean => id.startsWith(prefix);
  const found = incidents.filter(begins);
  const broken = unreadable.filter((item) => begins(item) && !found.some(({ id }) => id === item.id));
  const [only] = [...found, ...broken];
  if (only === undefined) return refuseUnknown(prefix);
  if (found.length + broken.length === 1) return only.id;
  const candidates = [
    ...found.map(
      (one) =>
        `${one.id}  ${one.state}  ${toPlaces(one.key)}, ${toVisibleText(one.key.failureReason ?? 'no reason')}`,
    ),
    ...broken.map(({ id }) => `${toVisibleText(id)}  cannot be read`),
  ];
  const more = candidates.length - MAX_CANDIDATES;
  throw new InputError(
    [
      `several incidents begin with ${prefix}; give more of the id:`,
      ...candidates.slice(0, MAX_CANDIDATES).map((line) => `  ${line}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
    ].join('\n'),
  );
}

function refuseUnknown(prefix: string): never {
  throw new InputError(
    prefix.length === ID_CHARACTERS
      ? `there is no incident ${prefix} in this table; "incidents list --all" shows those there are`
      : `no incident begins with ${prefix}, of those that are open and the ${MOST_INCIDENTS} latest; "incidents list --all" shows them`,
  );
}
