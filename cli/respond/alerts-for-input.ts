import type { Alert } from '../../lambda/core/alerts/alert.schema';
import { buildIncidentAlert } from '../../lambda/core/alerts/build-incident-alert';
import { buildUnreadableAlert } from '../../lambda/core/alerts/build-unreadable-alert';
import { findReason } from '../../lambda/core/catalog/find-reason';
import { toInboundMessages } from '../../lambda/core/events/inbound-messages';
import type { InvestigateWave } from '../../lambda/core/diagnosis/investigate-wave';
import type { FailureGroup } from '../../lambda/core/incidents/group-failures';
import type { BatchSummary, RespondObserver } from '../../lambda/core/respond/respond-observer';
import { respondToMessages } from '../../lambda/core/respond/respond-to-messages';
import { toVisibleText } from '../../lambda/core/render/visible-text';
import { truncateCharacters } from '../../lambda/core/render/truncate';
import { ALERT_LIMITS } from '../../lambda/core/limits';
import type { EventInput } from './event-input';
import { INPUT_LIMIT_BYTES } from './event-input';

/** What an input came to. */
export interface InputResponse {
  readonly alerts: readonly Alert[];
  /** What was understood and is no failure. */
  readonly summary: Pick<BatchSummary, 'ignored' | 'timeControl'>;
  /** Why the input as a whole cannot be used; absent when it can. */
  readonly unusable?: string;
}

const NO_LINKS = {};
const NOTHING_IGNORED = { ignored: { testEvents: 0, otherEvents: 0 }, timeControl: new Map() } as const;

export interface InputContext {
  readonly now: Date;
  /** Absent: from the catalog alone. */
  readonly investigate?: InvestigateWave;
}

/** Responds to an input with the pipeline of the Lambda function, and says of benign failures that they are. */
export async function respondToInput(input: EventInput, context: InputContext): Promise<InputResponse> {
  const { now, investigate } = context;
  if (input.isTooLarge) return toTooLarge(input, now);
  const { event, unusable } = parseInput(input.text);
  let summary: InputResponse['summary'] = NOTHING_IGNORED;
  const outcome = await respondToMessages(toInboundMessages(event), {
    notifiers: [],
    quarantine: { keep: () => Promise.resolve() },
    observer: { ...SILENT, batchRead: (read) => (summary = read) },
    links: NO_LINKS,
    ...(investigate && { investigate }),
    now: () => now,
  });
  const alerts = [...outcome.alerts, ...(await toBenignAlerts(outcome.benign, context))];
  return { alerts, summary, ...(unusable !== undefined && { unusable }) };
}

/** The responder never sends them; whoever asked about these very events gets an answer, verified if it can be. */
async function toBenignAlerts(
  groups: readonly FailureGroup[],
  { now, investigate }: InputContext,
): Promise<readonly Alert[]> {
  const suspects = groups.map((group) => ({
    group,
    reason: findReason(group.key.failureReason ?? undefined),
  }));
  const found = suspects.length === 0 ? undefined : await investigate?.(suspects);
  return suspects.map(({ group, reason }) => {
    const investigation = found?.get(group);
    return buildIncidentAlert(group, reason, {
      now,
      links: NO_LINKS,
      why: 'asked',
      messageIds: [],
      ...(investigation && { investigation }),
    });
  });
}

function parseInput(text: string): { event: unknown; unusable?: string } {
  try {
    return { event: JSON.parse(text) as unknown };
  } catch (error) {
    const place = /at position (\d+)/.exec((error as SyntaxError).message)?.[1];
    if (text.trim() === '') return { event: text, unusable: 'is empty' };
    return {
      event: text,
      unusable: `is not JSON${place === undefined ? '' : ` (at character ${Number(place) + 1})`}`,
    };
  }
}

function toTooLarge({ text }: EventInput, now: Date): InputResponse {
  const problem = {
    code: 'too-large',
    path: '$',
    got: `more than ${INPUT_LIMIT_BYTES} bytes`,
    allowed: `at most ${INPUT_LIMIT_BYTES} bytes`,
    excerpt: truncateCharacters(
      toVisibleText(text.slice(0, ALERT_LIMITS.excerptCharacters)),
      ALERT_LIMITS.excerptCharacters,
    ),
    body: '',
  } as const;
  const alert = buildUnreadableAlert([{ problem }], { now, links: NO_LINKS });
  return {
    alerts: [alert],
    summary: NOTHING_IGNORED,
    unusable: `has more than ${INPUT_LIMIT_BYTES / 1024 / 1024} MiB`,
  };
}

function nothing(): void {
  // The command prints the outcome; it has no use for the steps.
}

const SILENT: RespondObserver = {
  batchRead: nothing,
  groupDecided: nothing,
  investigated: nothing,
  investigationFailed: nothing,
  unreadable: nothing,
  quarantineFailed: nothing,
  delivered: nothing,
  deliveryFailed: nothing,
};
