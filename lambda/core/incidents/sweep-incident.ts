import type { Investigation } from '../diagnosis/investigate';
import type { TellDecision } from './decide-telling';
import type { Incident } from './incident';
import { giveUpLag } from './lag-state';
import { expireEntries, type LostDelivery } from './expire-entries';
import { quietSeconds } from './quiet-time';
import { isConfirming, isFailingDespite, presentCause, recordLook } from './record-look';
import { toResolutionProof } from './resolution-proof';
import { sayChannelLost } from './say-channel-lost';
import { tell, type TellContext } from './tell';
import type { NotifyTimers } from './timers';
import { move, type Moved, type TransitionId } from './transitions';

export interface SweepContext extends TellContext {
  /** What came of looking in this round; absent where nobody looked. */
  readonly investigation?: Investigation;
}

export interface Swept {
  readonly incident: Incident;
  readonly decision: TellDecision;
  /** What took it to another state. */
  readonly moved?: TransitionId;
  readonly lost: readonly LostDelivery[];
}

/**
 * One round of looking after an incident: notes what was seen, takes it to the state that follows, says what is due, and
 * drops what no channel took in time. The same incident comes back where there is nothing to write.
 */
export function sweepIncident(incident: Incident, context: SweepContext): Swept {
  const { now, timers, investigation } = context;
  const looked =
    investigation === undefined || incident.state === 'resolved'
      ? incident
      : recordLook(incident, investigation, now);
  const moved = advance(looked, now, timers);
  const { incident: kept, lost } = expireEntries(moved.incident, context);
  const { incident: told, decision } = tell(kept, context);
  const swept = sayChannelLost(told, lost, context);
  return { incident: swept, decision, lost, ...(moved.id !== undefined && { moved: moved.id }) };
}

function advance(incident: Incident, now: string, timers: NotifyTimers): Moved {
  if (incident.state === 'resolved') return { incident };
  if (incident.kind === 'lag') return giveUpLag(incident, now, timers);
  if (isOver(incident, now, timers)) {
    const proof = toResolutionProof(incident, now, timers);
    return move({ ...incident, resolution: { at: now, proof } }, 'quiet', now);
  }
  if (incident.state === 'recovering')
    return presentCause(incident) === undefined ? { incident } : move(incident, 'cause-back', now);
  return isRecovering(incident, now, timers) ? move(incident, 'cause-gone', now) : { incident };
}

function isOver(incident: Incident, now: string, timers: NotifyTimers): boolean {
  return quietSeconds(incident, now) >= timers.resolveAfterSeconds && !isConfirming(incident, now, timers);
}

/** The cause is gone, and nothing has failed for a while: longer than a change takes to be known everywhere. */
function isRecovering(incident: Incident, now: string, timers: NotifyTimers): boolean {
  return (
    incident.cause?.goneAt !== undefined &&
    !isFailingDespite(incident, timers) &&
    quietSeconds(incident, now) >= timers.groupIntervalSeconds
  );
}
