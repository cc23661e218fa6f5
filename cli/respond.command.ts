import { type Command, Option } from 'commander';
import { formatCounted } from '../lambda/core/render/quantity';
import { toVisibleText } from '../lambda/core/render/visible-text';
import { toTerminalStyle, writeText } from './cli-io';
import { InputError } from './errors';
import type { CliProcess } from './program';
import { ALERT_FORMATS, type AlertFormat, formatAlerts, isJsonFormat } from './respond/alert-formats';
import { type InputResponse, respondToInput } from './respond/alerts-for-input';
import { readEventInput, toName } from './respond/event-input';

interface RespondOptions {
  readonly event?: string;
  readonly format: AlertFormat;
  readonly json?: boolean;
}

const HELP = `
One alert per incident. Failures that need nobody are printed too, with the verdict "benign": you asked about them.
alert, slack and amazon-q are JSON arrays: the alert documents, or what would be posted for them.

Exit codes: 0 all of it was readable; 1 something in it was not, and is among the alerts as "unreadable";
2 the input as a whole cannot be used: no such file, not JSON, more than 6 MiB.

  $ aws sqs receive-message --queue-url "$QUEUE_URL" --query 'Messages[0].Body' --output text |
      replication-responder respond --event -
`;

/** `respond`: the alerts for an event at hand. */
export function addRespondCommand(program: Command, io: CliProcess): void {
  program
    .command('respond')
    .description('print the alerts for an S3 notification, an SNS envelope or an SQS Lambda event')
    .option('--event <file>', 'file with the event, or - for stdin (required)')
    .addOption(
      new Option('--format <format>', 'how to print the alerts').choices(ALERT_FORMATS).default('text'),
    )
    .option('--json', 'the same as --format alert')
    .option('--no-checks', 'diagnose from the catalog alone; this release always does')
    .addHelpText('after', HELP)
    .action(async ({ event, format, json }: RespondOptions, command: Command) => {
      // Not a `requiredOption`: commander would name that before the misspelt option that was meant for it.
      if (event === undefined) throw new InputError("required option '--event <file>' not specified");
      const isFormatGiven = command.getOptionValueSource('format') === 'cli';
      if (json && isFormatGiven && !isJsonFormat(format)) {
        throw new InputError(`--json and --format ${format} contradict each other`);
      }
      await respond(event, json && !isFormatGiven ? 'alert' : format, io);
    });
}

async function respond(event: string, format: AlertFormat, io: CliProcess): Promise<void> {
  const input = await readEventInput(event, io);
  const response = await respondToInput(input, io.now());
  const { alerts, unusable } = response;
  // A program gets its array whatever happened; a person is told once, on stderr.
  if (isJsonFormat(format) || (alerts.length > 0 && unusable === undefined)) {
    writeText(io.stdout, formatAlerts(alerts, format, toTerminalStyle(io.stdout, io.env)));
  }
  if (unusable !== undefined) throw new InputError(`${toVisibleText(toName(event))} ${unusable}`);
  if (alerts.length === 0) writeText(io.stderr, toNothingLine(response));
  if (alerts.some(({ type }) => type === 'unreadable')) io.exitWith(1);
}

/** Why there is no alert, so that silence is not taken for a crash. */
function toNothingLine({ summary: { ignored, timeControl } }: InputResponse): string {
  const timeControlEvents = [...timeControl.values()].reduce((sum, count) => sum + count, 0);
  const parts = [
    [ignored.testEvents, 'S3 test event'],
    [ignored.otherEvents, 'other S3 event'],
    [timeControlEvents, 'Replication Time Control event'],
  ] as const;
  const seen = parts.filter(([count]) => count > 0).map(([count, noun]) => formatCounted(count, noun));
  return `No replication failure in it${seen.length === 0 ? '' : `: ${seen.join(', ')}`}.`;
}
