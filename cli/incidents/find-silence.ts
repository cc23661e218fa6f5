import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import type { Silence } from '../../lambda/core/incidents/silence';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { InputError } from '../errors';
import { toSilenceWords } from './silence-words';

const MIN_CHARACTERS = 4;

/** Candidates that are named. */
const MAX_CANDIDATES = 10;

/** The silence whose id is this, or begins with it. Throws `InputError` where it is none, or could be several. */
export async function findSilenceById(
  text: string,
  { store, time }: { readonly store: IncidentStore; readonly time: string },
): Promise<Silence> {
  const { found, unreadable } = await store.listSilences(time);
  const begins = ({ id }: { readonly id: string }): boolean => id.startsWith(text);
  const exact = found.find(({ id }) => id === text);
  const meant = text.length < MIN_CHARACTERS ? [] : found.filter(begins);
  const [only, ...others] = exact === undefined ? meant : [exact];
  if (only !== undefined && others.length === 0) return only;
  const broken = unreadable.find(begins);
  if (only === undefined && broken !== undefined) throw new InputError(toVisibleText(broken.because));
  throw new InputError(
    [toProblem(text, only !== undefined), ...toCandidates(meant.length > 0 ? meant : found, time)].join('\n'),
  );
}

function toProblem(text: string, isAmbiguous: boolean): string {
  const name = `"${toVisibleText(text)}"`;
  if (isAmbiguous) return `several silences begin with ${name}; give more of the id:`;
  if (text.length < MIN_CHARACTERS)
    return `${name} is too short: give at least ${MIN_CHARACTERS} characters of the id. There are:`;
  return `no silence begins with ${name}. There are:`;
}

function toCandidates(silences: readonly Silence[], time: string): readonly string[] {
  const more = silences.length - MAX_CANDIDATES;
  if (silences.length === 0) return ['  none: nothing is silenced'];
  return [
    ...silences
      .slice(0, MAX_CANDIDATES)
      .map((one) => `  ${toVisibleText(one.id)}  ${toSilenceWords(one, time)}`),
    ...(more > 0 ? [`  and ${more} more`] : []),
  ];
}
