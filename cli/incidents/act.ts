import { setTimeout as wait } from 'node:timers/promises';
import { updateIncident } from '../../lambda/core/conversation/update-incident';
import {
  acknowledge,
  type Act,
  type Acted,
  closeByHand,
  release,
} from '../../lambda/core/incidents/act-on-incident';
import type { TellDecision } from '../../lambda/core/incidents/decide-telling';
import type { Incident, IncidentState } from '../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import type { Channel } from '../../lambda/core/incidents/outbox';
import type { Silence } from '../../lambda/core/incidents/silence';
import { NOTIFY_TIMERS } from '../../lambda/core/incidents/timers';
import type { TransitionRefusal } from '../../lambda/core/incidents/transitions';

export type ActName = 'acknowledge' | 'release' | 'resolve';

export interface ActRequest {
  readonly name: ActName;
  readonly act: Act;
  readonly store: IncidentStore;
  /** Those that have not ended. */
  readonly silences: readonly Silence[];
}

export type ActOutcome =
  | { readonly ok: true; readonly incident: Incident; readonly decision?: TellDecision }
  | { readonly ok: false; readonly because: string };

/** The alert topic; it also gets what people are spared. Every other channel has people in it. */
const STREAM = 'sns';

const WORKER = 'command-line';

/** Between two attempts, at most this and as much again for each attempt before. */
const PAUSE_MS = 40;

/**
 * Does what a person wants done to one incident, as if nobody else were there. What it has to say is left to the next
 * sweep. Throws `StoreError`, `ContentionError`, `UnreadableIncidentError`.
 */
export async function actOnStored(known: Incident, request: ActRequest): Promise<ActOutcome> {
  const { store } = request;
  const change = (stored: Incident | undefined) => {
    if (stored === undefined) return { incident: stored };
    const acted = apply(stored, request);
    return acted.ok ? { incident: leaveToSweep(acted.incident), acted } : { incident: stored, acted };
  };
  const ports = {
    store,
    pause: (attempt: number) => wait(Math.random() * PAUSE_MS * attempt),
    // What cannot be read is thrown as well, and told then.
    observer: { unreadableItem: () => undefined },
  };
  const { result, incident } = await updateIncident(known.id, known, { change, ports });
  const acted = 'acted' in result ? result.acted : undefined;
  if (incident === undefined || acted === undefined)
    return { ok: false, because: `incident ${known.id} is gone from the table` };
  if (!acted.ok)
    return { ok: false, because: toRefusal(acted.refusal, { id: known.id, name: request.name }) };
  return { ok: true, incident, ...(acted.decision && { decision: acted.decision }) };
}

function apply(incident: Incident, { name, act, silences }: ActRequest): Acted {
  switch (name) {
    case 'acknowledge':
      return acknowledge(incident, act);
    case 'release':
      return release(incident, act);
    case 'resolve':
      return closeByHand(incident, act, {
        now: act.at,
        timers: NOTIFY_TIMERS,
        silences,
        channels: toChannels(incident),
        by: WORKER,
      });
  }
}

/**
 * Where it has been told, or is about to be: its end has to be heard there. Which channels the responder has besides, only
 * the responder knows.
 */
function toChannels({ threads, outbox }: Incident): readonly Channel[] {
  const names = new Set([
    STREAM,
    ...Object.keys(threads),
    ...outbox.flatMap(({ channels }) => Object.keys(channels)),
  ]);
  return [...names].map((name) => ({
    name,
    audience: name === STREAM ? 'stream' : 'people',
    isReplaced: name !== STREAM,
  }));
}

/** Nobody here delivers what was just decided: a lease would only keep the sweep away from it. */
function leaveToSweep(incident: Incident): Incident {
  const outbox = incident.outbox.map((entry) => {
    const { lease, ...rest } = entry;
    return lease?.by === WORKER ? rest : entry;
  });
  return { ...incident, outbox };
}

/** What to type to get out of a state. */
const WAYS_OUT: Readonly<Record<IncidentState, (id: string) => string>> = {
  open: (id) => `"incidents ack ${id}" and "incidents resolve ${id}" are possible`,
  acknowledged: (id) => `"incidents ack --release ${id}" and "incidents resolve ${id}" are possible`,
  recovering: (id) => `wait for it to end by itself, or "incidents resolve ${id}"`,
  resolved: () => 'there is nothing to do until it fails again',
};

const DONE: Readonly<Record<ActName, string>> = {
  acknowledge: 'acknowledged',
  release: 'released',
  resolve: 'closed',
};

function toRefusal({ got, allowed }: TransitionRefusal, { id, name }: { id: string; name: ActName }): string {
  const states = new Intl.ListFormat('en', { type: 'disjunction' }).format(allowed);
  return `incident ${id} cannot be ${DONE[name]}: it is ${got}, and has to be ${states}; ${WAYS_OUT[got](id)}`;
}
