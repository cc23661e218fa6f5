import { type Command, Option } from 'commander';
import { formatCounted } from '../lambda/core/render/quantity';
import { toVisibleText } from '../lambda/core/render/visible-text';
import { toTerminalStyle, writeText } from './cli-io';
import { InputError } from './errors';
import type { CliProcess } from './program';
import { addLookingOptions, type LookingOptions } from './looking/looking-options';
import { ALERT_FORMATS, type AlertFormat, formatAlerts, isJsonFormat } from './respond/alert-formats';
import { type InputResponse, respondToInput } from './respond/alerts-for-input';
import { readEventInput, toName } from './respond/event-input';

interface RespondOptions extends LookingOptions {
  readonly event?: string;
  readonly format: AlertFormat;
  readonly json?: boolean;
}

const HELP = `
One alert per incident. Failures that need nobody are printed too, with the verdict "benign": you asked about them.

With AWS credentials in the usual places, the read-only checks of each reason are run, and the alert tells what they
confirmed, ruled out and could not look at. They read configuration; --checks objects also reads the metadata of a
failed object, which takes s3:GetObjectVersion. Another account is seen through the role that its owner made
(--account-role). Without credentials, or with --no-checks, the alert is what the catalog knows.

alert, slack and amazon-q are JSON arrays: the alert documents, or what would be posted for them.

Exit codes: 0 all of it was readable; 1 something in it was not, and is among the alerts as "unreadable";
2 the input as a whole cannot be used: no such file, not JSON, more than 6 MiB.

  $ aws sqs receive-message --queue-url "$QUEUE_URL" --query 'Messages[0].Body' --output text |
      replication-responder respond --event -
`;

/** `respond`: the alerts for an event at hand. */
export function addRespondCommand(program: Command, io: CliProcess): void {
  const command = program
    .command('respond')
    .description('print the alerts for an S3 notification, an SNS envelope or an SQS Lambda event')
    .option('--event <file>', 'file with the event, or - for stdin (required)')
    .addOption(
      new Option('--format <format>', 'how to print the alerts').choices(ALERT_FORMATS).default('text'),
    )
    .option('--json', 'the same as --format alert');
  addLookingOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: RespondOptions, command: Command) => {
      const { event, format, json } = options;
      // Not a `requiredOption`: commander would name that before the misspelt option that was meant for it.
      if (event === undefined) throw new InputError("required option '--event <file>' not specified");
      const isFormatGiven = command.getOptionValueSource('format') === 'cli';
      if (json && isFormatGiven && !isJsonFormat(format)) {
        throw new InputError(`--json and --format ${format} contradict each other`);
      }
      await respond({ ...options, event, format: json && !isFormatGiven ? 'alert' : format }, io);
    });
}

async function respond(options: RespondOptions & { readonly event: string }, io: CliProcess): Promise<void> {
  const { event, format } = options;
  const input = await readEventInput(event, io);
  const investigate = io.createInvestigator?.(options, (line) => writeText(io.stderr, line));
  const response = await respondToInput(input, { now: io.now(), ...(investigate && { investigate }) });
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
