import {
  type AlertView,
  type Counters,
  type IncidentRow,
  KEPT_ALERTS,
  KEPT_INCIDENTS,
  type StreamPayloads,
  type WaitingView,
} from './page-messages';

/** Everything the page shows. */
export interface PageState {
  /** `first`: nothing came yet; `lost`: it was there and the browser is trying again. */
  readonly connection: 'first' | 'live' | 'lost';
  readonly counters: Counters;
  /** Seen last first. */
  readonly incidents: readonly IncidentRow[];
  /** Newest first. */
  readonly alerts: readonly AlertView[];
  readonly waiting: WaitingView;
  /** The alert the reader picked; without one, the newest is shown. */
  readonly selectedId?: string;
  /** What was just done at the reader's request: "Copied". */
  readonly note?: string;
}

/** What the page knows of itself, and what never changes while it is open. */
export interface PageContext {
  /** The responder's address. */
  readonly origin: string;
  readonly openedAt: Date;
}

/** What can change the state. */
export type PageEvent =
  | {
      readonly [T in keyof StreamPayloads]: { readonly type: T; readonly payload: StreamPayloads[T] };
    }[keyof StreamPayloads]
  | { readonly type: 'connected' | 'disconnected' }
  | { readonly type: 'selected'; readonly alertId: string }
  | { readonly type: 'noted'; readonly note: string };

export const EMPTY_STATE: PageState = {
  connection: 'first',
  counters: { messages: 0, failures: 0, alerts: 0, benign: 0, unreadable: 0, ignored: 0 },
  incidents: [],
  alerts: [],
  waiting: { messages: 0, dueInMs: 0 },
};

/** The state after an event. */
export function toNextState(state: PageState, event: PageEvent): PageState {
  switch (event.type) {
    case 'connected':
      return { ...state, connection: 'live' };
    case 'disconnected':
      return { ...state, connection: state.connection === 'first' ? 'first' : 'lost' };
    case 'selected':
      return { ...state, selectedId: event.alertId };
    case 'noted':
      return { ...state, note: event.note };
    case 'waiting':
      return { ...state, waiting: event.payload };
    case 'snapshot':
      return { ...state, ...event.payload };
    case 'alert': {
      // An alert is worth more than the answer to an earlier click.
      const { note: _note, ...rest } = state;
      return { ...rest, alerts: [event.payload, ...state.alerts].slice(0, KEPT_ALERTS) };
    }
    case 'batch':
      return {
        ...state,
        counters: event.payload.counters,
        incidents: mergeIncidents(state.incidents, event.payload.incidents),
      };
  }
}

/** The alert to show: the picked one while it is kept, else the newest. */
export function toSelected({ alerts, selectedId }: PageState): AlertView | undefined {
  return alerts.find(({ alert }) => alert.id === selectedId) ?? alerts[0];
}

function mergeIncidents(
  known: readonly IncidentRow[],
  touched: readonly IncidentRow[],
): readonly IncidentRow[] {
  const ids = new Set(touched.map(({ id }) => id));
  const untouched = known.filter(({ id }) => !ids.has(id));
  return [...[...touched].reverse(), ...untouched].slice(0, KEPT_INCIDENTS);
}
