import type { Investigation } from '../diagnosis/investigate';
import type { ConfirmedCause, Incident } from './incident';
import { secondsBetween } from './instants';
import type { NotifyTimers } from './timers';

type Diagnosis = Investigation['diagnosis'];

/** Notes what came of looking, and whether the cause that was known is confirmed, replaced or gone. */
export function recordLook(incident: Incident, investigation: Investigation, at: string): Incident {
  const cause = toCause(incident.cause, investigation.diagnosis, at);
  return { ...incident, looked: { at, investigation }, ...(cause !== undefined && { cause }) };
}

function toCause(
  known: ConfirmedCause | undefined,
  diagnosis: Diagnosis,
  at: string,
): ConfirmedCause | undefined {
  const { verdict, cause, title } = diagnosis;
  if (verdict === 'confirmed' && cause !== undefined) {
    const isSame = known?.check === cause.check && known.subject === cause.subject;
    return { check: cause.check, subject: cause.subject, title, at: isSame ? known.at : at };
  }
  if (known === undefined || known.goneAt !== undefined) return known;
  return isRuledOut(diagnosis, known.check) ? { ...known, goneAt: at } : known;
}

/** Seen to be in order, or no question any more: a key that the rule does not name now breaks nothing. */
export function isRuledOut({ findings }: Diagnosis, check: string): boolean {
  return findings.some(
    (one) => one.check === check && (one.verdict === 'ruled-out' || one.verdict === 'not-applicable'),
  );
}

/** The cause, unless it is gone. That nobody could look again does not make it go. */
export function presentCause({ cause }: Incident): ConfirmedCause | undefined {
  return cause?.goneAt === undefined ? cause : undefined;
}

/** Whether a check confirmed the cause when somebody last looked, and that was not too long ago. */
export function isConfirming({ looked }: Incident, now: string, timers: NotifyTimers): boolean {
  return (
    looked?.investigation.diagnosis.verdict === 'confirmed' &&
    secondsBetween(looked.at, now) < timers.lookHoldsSeconds
  );
}

/**
 * Failures well after the cause was found gone: it was not the only one. A change of a policy takes a while to be
 * known everywhere, so that what fails within `groupInterval` proves nothing.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_general.html#troubleshoot_general_eventual-consistency
 */
export function isFailingDespite(
  { lastSeen, cause }: Pick<Incident, 'lastSeen' | 'cause'>,
  timers: NotifyTimers,
): boolean {
  return cause?.goneAt !== undefined && secondsBetween(cause.goneAt, lastSeen) >= timers.groupIntervalSeconds;
}
