import type { Incident, IncidentState, Lead, Mute, MuteReason } from './incident';
import { findSilence, type Silence } from './silence';

export interface MuteContext {
  readonly now: string;
  readonly silences: readonly Silence[];
  /** Who speaks for whom: `assignLeads`. Absent where nobody has asked: then it stays as it was. */
  readonly leads?: ReadonlyMap<string, Lead>;
}

/**
 * Notes who speaks for an incident now, and whether it is silenced. When either ends, that is kept until somebody is told.
 * The same incident comes back where nothing has changed.
 */
export function updateMute(incident: Incident, context: MuteContext): Incident {
  return withMute(withLead(incident, context), context);
}

/** Why people are spared. */
export function activeMute({ muted }: Pick<Incident, 'muted'>): MuteReason | undefined {
  return muted?.until === undefined ? muted?.because : undefined;
}

/** The status that an alert shows: silenced goes before all but the end. */
export function toStatus(incident: Pick<Incident, 'muted' | 'state'>): IncidentState | 'silenced' {
  const { state } = incident;
  return state !== 'resolved' && activeMute(incident) === 'silenced' ? 'silenced' : state;
}

function withLead(incident: Incident, { leads }: MuteContext): Incident {
  if (leads === undefined) return incident;
  const lead = leads.get(incident.id);
  if (lead?.id === incident.lead?.id && lead?.because === incident.lead?.because) return incident;
  const { lead: _before, ...rest } = incident;
  return lead === undefined ? rest : { ...rest, lead };
}

function withMute(incident: Incident, { silences, now }: MuteContext): Incident {
  const isSilenced = findSilence(silences, incident, now) !== undefined;
  const because = isSilenced ? 'silenced' : incident.lead?.because;
  const muted = toMute(incident.muted, because, now);
  if (muted === incident.muted) return incident;
  const { muted: _before, ...rest } = incident;
  return muted === undefined ? rest : { ...rest, muted };
}

/** What was kept back is told. */
export function withoutMute(incident: Incident): Incident {
  if (incident.muted === undefined) return incident;
  const { muted: _ended, ...rest } = incident;
  return rest;
}

function toMute(known: Mute | undefined, because: MuteReason | undefined, now: string): Mute | undefined {
  if (because === undefined)
    return known === undefined || known.until !== undefined ? known : { ...known, until: now };
  const isOn = known !== undefined && known.until === undefined;
  if (isOn && known.because === because) return known;
  return { because, since: isOn ? known.since : now };
}
