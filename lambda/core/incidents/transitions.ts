import type { Incident, IncidentState } from './incident';

/** `events`: failures that came in; `sweep`: looking again; `person`: a command. */
export type Mover = 'events' | 'sweep' | 'person';

export interface Transition {
  readonly from: readonly IncidentState[];
  readonly to: IncidentState;
  readonly by: Mover;
  /** Its name, for logs. */
  readonly id: string;
  readonly because: string;
}

/** Every way from one state to another. What is not here does not happen. */
export const TRANSITIONS = [
  {
    id: 'acknowledged',
    from: ['open'],
    to: 'acknowledged',
    by: 'person',
    because: 'somebody is at it',
  },
  {
    id: 'released',
    from: ['acknowledged'],
    to: 'open',
    by: 'person',
    because: 'nobody is at it any more',
  },
  {
    id: 'cause-gone',
    from: ['open', 'acknowledged'],
    to: 'recovering',
    by: 'sweep',
    because: 'the check that had confirmed the cause finds it gone, and no failure has come since',
  },
  {
    id: 'cause-back',
    from: ['recovering'],
    to: 'open',
    by: 'sweep',
    because: 'the check confirms the cause again',
  },
  {
    id: 'failing-despite',
    from: ['recovering'],
    to: 'open',
    by: 'events',
    because: 'it fails although the cause is gone',
  },
  {
    id: 'quiet',
    from: ['open', 'acknowledged', 'recovering'],
    to: 'resolved',
    by: 'sweep',
    because: 'it has been quiet for long enough, and no check confirms the cause',
  },
  {
    id: 'caught-up',
    from: ['open', 'acknowledged'],
    to: 'resolved',
    by: 'events',
    because: 'everything that was late has arrived',
  },
  {
    id: 'closed',
    from: ['open', 'acknowledged', 'recovering'],
    to: 'resolved',
    by: 'person',
    because: 'somebody has closed it',
  },
  {
    id: 'failing-again',
    from: ['resolved'],
    to: 'open',
    by: 'events',
    because: 'it fails again',
  },
] as const satisfies readonly Transition[];

export type TransitionId = (typeof TRANSITIONS)[number]['id'];

/** Why a transition is not allowed, in words for the person who asked for it. */
export interface TransitionRefusal {
  readonly what: string;
  readonly got: IncidentState;
  readonly allowed: readonly IncidentState[];
  readonly fix: string;
}

export type Transitioned =
  | { readonly ok: true; readonly incident: Incident }
  | { readonly ok: false; readonly refusal: TransitionRefusal };

/** What somebody can do instead, by the state that was in the way. */
const FIXES: Readonly<Record<IncidentState, string>> = {
  open: 'Acknowledge or close it.',
  acknowledged: 'It is acknowledged already: release it first, or close it.',
  recovering: 'The cause is gone: wait for it to end by itself, or close it.',
  resolved: 'It is over: there is nothing to do until it fails again.',
};

/** Takes an incident to another state, or says why not. Nothing but the state and its beginning is changed. */
export function transition(incident: Incident, id: TransitionId, at: string): Transitioned {
  const { from, to } = TRANSITIONS.find((row) => row.id === id) as Transition;
  const { state } = incident;
  if (from.includes(state)) return { ok: true, incident: { ...incident, state: to, stateSince: at } };
  const what = `incident ${incident.id} cannot become ${to} (${id})`;
  return { ok: false, refusal: { what, got: state, allowed: from, fix: FIXES[state] } };
}

export interface Moved {
  readonly incident: Incident;
  /** Absent where it stayed as it was. */
  readonly id?: TransitionId;
}

/** Like `transition`, where staying as it is is the answer to what is not allowed. */
export function move(incident: Incident, id: TransitionId, at: string): Moved {
  const moved = transition(incident, id, at);
  return moved.ok ? { incident: moved.incident, id } : { incident };
}
