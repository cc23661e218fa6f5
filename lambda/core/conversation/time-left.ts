import type { ConversationPorts } from './conversation-ports';

/** Below this much time nothing more is begun: what was begun has to be noted before the invocation is killed. */
const CLOSING_TIME_MS = 12_000;

/** Of that, what noting takes: one write, with its repetitions. */
const NOTING_TIME_MS = 3_000;

/** What looking takes at most; whoever has less says at once what the catalog knows. */
const LOOKING_TIME_MS = 10_000;

type Ports = Pick<ConversationPorts, 'remainingMs'>;

export function isClosing(ports: Ports): boolean {
  return toRemainingMs(ports) < CLOSING_TIME_MS;
}

/** Whether something can still be said after looking. */
export function hasTimeToLook(ports: Ports): boolean {
  return toRemainingMs(ports) >= LOOKING_TIME_MS + CLOSING_TIME_MS;
}

/**
 * How long channels may take for something that is ours for another `leaseMs`, so that what came of it can be noted
 * before others take it or the invocation ends; `undefined` when that is too short to begin.
 */
export function toDeliveryTimeMs(leaseMs: number, ports: Ports): number | undefined {
  const leftMs = Math.min(leaseMs, toRemainingMs(ports));
  return leftMs < CLOSING_TIME_MS ? undefined : leftMs - NOTING_TIME_MS;
}

function toRemainingMs({ remainingMs }: Ports): number {
  return remainingMs?.() ?? Infinity;
}
