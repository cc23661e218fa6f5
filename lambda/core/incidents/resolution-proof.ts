import { formatCounted, formatDuration, formatTime } from '../render/quantity';
import type { Incident } from './incident';
import { quietSeconds } from './quiet-time';
import { isConfirming, isRuledOut } from './record-look';
import type { NotifyTimers } from './timers';

/** Checks named in a sentence. */
const MAX_CHECKS = 5;

/**
 * Why it may be said that it is over: how long nothing has failed, and what was seen - or that nobody could look. Silence
 * alone is no proof: perhaps nothing was written.
 */
export function toResolutionProof(incident: Incident, now: string, timers: NotifyTimers): string {
  const quiet = `no failure for ${formatDuration(quietSeconds(incident, now))}`;
  const { looked, cause } = incident;
  if (looked === undefined) return `${toSentence(quiet)} Nobody could look whether the cause is gone.`;
  const { findings, notChecked } = looked.investigation.diagnosis;
  if (cause?.goneAt !== undefined && !isConfirming(incident, now, timers)) {
    const found = findings.find(({ check }) => check === cause.check);
    const evidence = found?.evidence[0] ?? '';
    const since = formatTime(cause.goneAt, now);
    return `The check \`${cause.check}\`, which had confirmed the cause, rules it out since ${since}, and ${quiet}. ${evidence}`.trim();
  }
  if (cause !== undefined) {
    const seen = notChecked.find(({ check }) => check === cause.check) ?? notChecked[0];
    const because = seen === undefined ? `not since ${formatTime(looked.at, now)}` : toGap(seen);
    return `${toSentence(quiet)} Nobody could look whether the cause is gone: ${because}.`;
  }
  const inOrder = findings.filter(({ check }) => isRuledOut(looked.investigation.diagnosis, check));
  const [gap] = notChecked;
  if (inOrder.length === 0) {
    const because = gap === undefined ? '' : `: ${toGap(gap)}`;
    return `${toSentence(quiet)} Nobody could look whether the cause is gone${because}.`;
  }
  const named = inOrder.slice(0, MAX_CHECKS).map(({ check }) => `\`${check}\``);
  const more = inOrder.length > MAX_CHECKS ? ` and ${inOrder.length - MAX_CHECKS} more` : '';
  const open = gap === undefined ? '' : ` Not looked at: ${formatCounted(notChecked.length, 'check')}.`;
  return `${toSentence(quiet)} The cause was never found; in order: ${named.join(', ')}${more}.${open}`;
}

function toGap({ check, because, needs }: Gap): string {
  return `\`${check}\`: ${because}${needs.length > 0 ? ` (needs ${needs.map((need) => `\`${need}\``).join(', ')})` : ''}`;
}

interface Gap {
  readonly check: string;
  readonly because: string;
  readonly needs: readonly string[];
}

function toSentence(clause: string): string {
  return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}
