import type { Alert } from '../../lambda/core/alerts/alert.schema';
import { formatCounted } from '../../lambda/core/render/quantity';
import { renderTerminal } from '../../lambda/core/render/terminal';
import type { RespondOutcome } from '../../lambda/core/respond/respond-to-messages';
import { type CliIo, type TerminalStyle, writeText } from '../cli-io';
import type { RunReporter } from './responder';

/** A reporter that also tells how the process fares. */
export interface ProcessReporter extends RunReporter {
  say(line: string): void;
}

/** Alerts printed per batch; a terminal that scrolls past reads nothing. The page and `/incidents` have them all. */
const PRINTED_PER_BATCH = 20;

/** For a person: each alert as text on stdout, everything about the process on stderr. */
export function createTextReporter(
  io: Pick<CliIo, 'stdout' | 'stderr'>,
  style: TerminalStyle,
): ProcessReporter {
  let printed = 0;
  return {
    say: (line) => writeText(io.stderr, line),
    warn: (line) => writeText(io.stderr, `warning: ${line}`),
    alert: (alert) => {
      printed += 1;
      if (printed <= PRINTED_PER_BATCH) writeText(io.stdout, `\n${renderTerminal(alert, style)}`);
    },
    batch: (messages, outcome) => {
      const more = printed - PRINTED_PER_BATCH;
      if (more > 0) writeText(io.stdout, `\n+${formatCounted(more, 'more alert')}; see the page`);
      printed = 0;
      writeText(io.stderr, toBatchLine(messages, outcome));
    },
  };
}

/** For a program: each alert document as one line of JSON on stdout, and nothing else there. */
export function createJsonReporter(io: Pick<CliIo, 'stdout' | 'stderr'>): ProcessReporter {
  const say = (line: string): void => writeText(io.stderr, line);
  return {
    say,
    warn: (line) => say(`warning: ${line}`),
    alert: (alert: Alert) => writeText(io.stdout, JSON.stringify(alert)),
    batch: (messages, outcome) => say(toBatchLine(messages, outcome)),
  };
}

/** What became of a batch, in one line: `5,000 messages: 1 alert; 3 failures need nobody`. */
function toBatchLine(messages: number, { alerts, benign }: RespondOutcome): string {
  const needNobody = benign.reduce((sum, { failures }) => sum + failures, 0);
  const made = alerts.length === 0 ? 'no alert' : formatCounted(alerts.length, 'alert');
  const rest = needNobody === 0 ? '' : `; ${formatCounted(needNobody, 'failure')} that need nobody`;
  return `${formatCounted(messages, 'message')}: ${made}${rest}`;
}
