import { type Command, InvalidArgumentError } from 'commander';
import { type CliIo, toTerminalStyle } from './cli-io';
import { InputError } from './errors';
import { addLookingOptions, type LookingOptions } from './looking/looking-options';
import { createJsonReporter, createTextReporter } from './run/reporters';
import { type Responder, startResponder } from './run/responder';
import { type MessageQueue, openSqsQueue } from './run/sqs-queue';
import { toErrorName } from './run/queue-poller';

interface RunOptions extends LookingOptions {
  readonly port: number;
  readonly groupWait: number;
  readonly queueUrl?: string;
  readonly region?: string;
  readonly json?: boolean;
}

/** The most that an SQS event source mapping waits for a batch; more than that groups nothing better. */
const MAX_GROUP_WAIT_SECONDS = 300;

const HELP = `
The pipeline is the one of the deployed Lambda function. It listens on 127.0.0.1 only.

  GET  /           the live page
  POST /events     an S3 notification, an SNS envelope or an SQS Lambda event; JSON or text/plain, up to 1 MiB
  GET  /stream     server-sent events: snapshot, alert, batch, waiting
  GET  /incidents  counters and incident table as JSON
  GET  /healthz    { "status": "ok", "waiting": 0 }

With AWS credentials at hand, causes are looked for with the read-only checks, as the deployed function does; see
respond --help. With --queue-url, credentials come from the usual AWS places. A message is deleted only after its alerts were
delivered; one that cannot be read is told once and stays on the queue for the queue's own redrive policy.
Stop with Ctrl-C: what was taken is responded to first.
`;

/** `run`: the responder as a local process. */
export function addRunCommand(program: Command, io: CliIo): void {
  const command = program
    .command('run')
    .description(
      'run the responder as a local process: events by HTTP or from a queue, alerts here and on a live page',
    )
    .option('--port <number>', 'port to listen on; 0 takes a free one', parsePort, 8080)
    .option('--queue-url <url>', 'SQS queue to poll')
    .option(
      '--group-wait <seconds>',
      'how long failures are collected before an alert is made',
      parseGroupWait,
      5,
    )
    .option('--region <region>', "Region of the queue (default: the queue URL's own, or AWS_REGION)")
    .option('--json', 'print each alert document as one line of JSON');
  addLookingOptions(command)
    .addHelpText('after', HELP)
    .action(async (options: RunOptions) => run(options, io));
}

async function run(options: RunOptions, io: CliIo): Promise<void> {
  const style = toTerminalStyle(io.stdout, io.env);
  const reporter = options.json ? createJsonReporter(io) : createTextReporter(io, style);
  const queue = options.queueUrl === undefined ? undefined : await openQueue(options.queueUrl, options, io);
  const investigate = io.createInvestigator?.(options, (line) => reporter.say(line));
  const stop = io.stopSignal();
  const responder = await start({
    port: options.port,
    groupWaitSeconds: options.groupWait,
    reporter,
    ...(investigate && { investigate }),
    now: () => io.now(),
    ...(queue && { queue }),
  });
  reporter.say(`Listening on ${responder.url} (group wait ${options.groupWait} s). Ctrl-C stops.`);
  if (options.queueUrl !== undefined) reporter.say(`Polling ${options.queueUrl}`);
  try {
    await Promise.race([stopped(stop), failed(responder)]);
  } finally {
    await responder.stop();
    queue?.close();
  }
  reporter.say('Stopped; everything that was taken has been responded to.');
}

/** Starts the responder; a port that cannot be had is the user's to change. */
export async function start(options: Parameters<typeof startResponder>[0]): Promise<Responder> {
  try {
    return await startResponder(options);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE')
      throw new InputError(`port ${options.port} is taken; choose another, or 0 for a free one`);
    if (code === 'EACCES')
      throw new InputError(`port ${options.port} needs rights that this process does not have`);
    throw error;
  }
}

/** Resolves when the user wants the process to end. */
export async function stopped(stop: AbortSignal): Promise<void> {
  if (stop.aborted) return;
  await new Promise((resolve) => stop.addEventListener('abort', resolve, { once: true }));
}

/** Rejects when the queue cannot be polled at all; otherwise never settles. */
async function failed({ polling }: Responder): Promise<never> {
  try {
    await polling;
  } catch (error) {
    throw new InputError(
      `the queue cannot be read: ${toErrorName(error)}; check --queue-url, --region and credentials`,
    );
  }
  return new Promise(() => undefined);
}

async function openQueue(url: string, { region }: RunOptions, { env }: CliIo): Promise<MessageQueue> {
  if (!/^https?:\/\/\S+$/.test(url))
    throw new InputError('--queue-url must be the URL of a queue, https://…');
  const chosen = region ?? toQueueRegion(url) ?? env['AWS_REGION'] ?? env['AWS_DEFAULT_REGION'];
  if (chosen === undefined) throw new InputError('no Region: give --region, or set AWS_REGION');
  return openSqsQueue(url, { region: chosen });
}

/** The Region in an SQS endpoint: `https://sqs.eu-west-1.amazonaws.com/…`. */
export function toQueueRegion(queueUrl: string): string | undefined {
  return /^https?:\/\/(?:sqs(?:-fips)?\.)([a-z]{2,}(?:-[a-z]+)+-\d)\./.exec(queueUrl)?.[1];
}

export function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535)
    throw new InvalidArgumentError('must be a number from 0 to 65535.');
  return port;
}

export function parseGroupWait(text: string): number {
  const seconds = Number(text);
  if (!/^\d+(\.\d+)?$/.test(text) || seconds > MAX_GROUP_WAIT_SECONDS) {
    throw new InvalidArgumentError(`must be seconds from 0 to ${MAX_GROUP_WAIT_SECONDS}.`);
  }
  return seconds;
}
