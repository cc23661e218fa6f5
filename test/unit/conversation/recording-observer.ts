import type { BatchObserver } from '../../../lambda/core/conversation/respond-to-batch';

/** Everything that an observer is told, one line each. */
export function makeObserver(lines: string[]): BatchObserver {
  const note = (line: string): number => lines.push(line);
  return {
    batchRead: ({ messages, failures }) => note(`read ${messages} messages: ${failures} failures`),
    groupDecided: (group, reason, decision) =>
      note(`${reason} × ${group.failures}: ${decision.notify ? decision.why : decision.because}`),
    unreadable: ({ code }) => note(`unreadable ${code}`),
    quarantineFailed: ({ code }) => note(`not quarantined ${code}`),
    decided: (_incident, decision) =>
      note(`decided ${decision.rule}: ${decision.notify ? decision.why : decision.because}`),
    moved: (_incident, by) => note(`moved ${by}`),
    investigated: (_id, { diagnosis }) => note(`looked: ${diagnosis.verdict}`),
    investigationFailed: (error) => note(`looking failed: ${String(error)}`),
    delivered: ({ type }, channel) => note(`${channel} took ${type}`),
    deliveryFailed: ({ type }, channel, { reason }) => note(`${channel} refused ${type}: ${reason}`),
    lost: (_incident, { channel, attempts }) => note(`lost on ${channel} after ${attempts} attempts`),
    tellingFailed: (_incident, error) => note(`not told: ${String(error)}`),
    storeFailed: (what, error) => note(`${what} failed: ${String(error)}`),
    unreadableItem: ({ id }) => note(`unreadable item ${id}`),
  };
}
