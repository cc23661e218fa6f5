import type { Incident } from '../incidents/incident';
import type { ConversationObserver, ConversationPorts } from './conversation-ports';
import { ContentionError, UnreadableIncidentError } from './errors';

/** Enough for eight workers that all want the same incident. */
const MAX_ATTEMPTS = 25;

/** `isFirst`: nobody has been faster yet. */
type Change<Result> = (incident: Incident | undefined, isFirst: boolean) => Result | Promise<Result>;

type Ports = Pick<ConversationPorts, 'store' | 'pause'> & {
  readonly observer: Pick<ConversationObserver, 'unreadableItem'>;
};

export interface Updated<Result> {
  readonly result: Result;
  /** As stored now; `undefined` when nothing is. */
  readonly incident: Incident | undefined;
}

/**
 * Changes an incident as if nobody else were there: `change` is applied to what is stored, again whenever somebody else
 * was faster, and has to come to the same whenever it has happened already. Nothing is written when it returns what it
 * was given. Throws `StoreError`, `ContentionError`, `UnreadableIncidentError`, and whatever `change` throws.
 */
export async function updateIncident<Result extends { readonly incident: Incident | undefined }>(
  id: string,
  known: Incident | undefined,
  { change, ports }: { readonly change: Change<Result>; readonly ports: Ports },
): Promise<Updated<Result>> {
  let current = known;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const result = await change(current, attempt === 1);
    const next = result.incident;
    if (next === undefined || next === current) return { result, incident: next };
    if ((await ports.store.write(next)) === 'written')
      return { result, incident: { ...next, version: next.version + 1 } };
    await ports.pause(attempt);
    current = await readAgain(id, ports);
  }
  throw new ContentionError(id, MAX_ATTEMPTS);
}

async function readAgain(id: string, { store, observer }: Ports): Promise<Incident | undefined> {
  const { found, unreadable } = await store.read([id]);
  const [item] = unreadable;
  if (item === undefined) return found.get(id);
  observer.unreadableItem(item);
  throw new UnreadableIncidentError(item.id);
}
