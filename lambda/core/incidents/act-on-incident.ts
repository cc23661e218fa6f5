import type { TellDecision } from './decide-telling';
import type { Incident } from './incident';
import { tell, type TellContext } from './tell';
import { transition, type TransitionRefusal } from './transitions';

/** Who wants it, and what they have to say. */
export interface Act {
  readonly by: string;
  readonly at: string;
  readonly comment?: string;
}

export type Acted =
  | { readonly ok: true; readonly incident: Incident; readonly decision?: TellDecision }
  | { readonly ok: false; readonly refusal: TransitionRefusal };

/** Somebody is at it: growth and reminders stay away for a day, what changes does not. */
export function acknowledge(incident: Incident, { by, at, comment }: Act): Acted {
  const moved = transition(incident, 'acknowledged', at);
  if (!moved.ok) return moved;
  const acknowledgement = { by, at, ...(comment !== undefined && { comment }) };
  return { ok: true, incident: { ...moved.incident, acknowledgement } };
}

/** Nobody is at it any more. */
export function release(incident: Incident, { at }: Act): Acted {
  const moved = transition(incident, 'released', at);
  if (!moved.ok) return moved;
  const { acknowledgement: _released, ...rest } = moved.incident;
  return { ok: true, incident: rest };
}

/** Somebody says that it is over. Whoever heard of it is told by whom; the next failure opens it again. */
export function closeByHand(incident: Incident, { by, at, comment }: Act, context: TellContext): Acted {
  const moved = transition(incident, 'closed', at);
  if (!moved.ok) return moved;
  const proof = `Closed by hand${comment === undefined ? '' : `: ${comment}`}. Nothing was checked.`;
  return { ok: true, ...tell({ ...moved.incident, resolution: { at, proof, by } }, context) };
}
