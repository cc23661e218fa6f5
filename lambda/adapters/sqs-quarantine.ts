import type { MessageAttributeValue, SendMessageCommandInput, SQSClient } from '@aws-sdk/client-sqs';
import { truncateBytes } from '../core/render/truncate';
import type { EventProblem } from '../core/events/replication-event';
import type { Quarantine } from '../core/respond/quarantine';
import { toAwsFailure } from './aws-failure';
import { QuarantineError } from './errors';
import { hasRefusedCharacters, replaceRefusedCharacters } from './sqs-text';
import { withinTimeout } from './within-timeout';

export interface SqsQuarantineOptions {
  readonly queueUrl: string;
  /** Made on the first use when not given: unreadable messages are rare, and cold starts are not. */
  readonly client?: Pick<SQSClient, 'send'>;
  /** For one message, the client's own retries included. Default 5,000. */
  readonly timeoutMs?: number;
}

/**
 * A message with its attributes may have 1 MiB.
 * Source: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html
 */
const MESSAGE_BYTES = 1_048_576;

/** Attribute values are clipped to this, so that the attributes together stay far below `ATTRIBUTES_BYTES`. */
const ATTRIBUTE_BYTES = 512;
const ATTRIBUTES_BYTES = 4_096;
const BODY_BYTES = MESSAGE_BYTES - ATTRIBUTES_BYTES;

const DEFAULT_TIMEOUT_MS = 5_000;

type Sender = (input: SendMessageCommandInput, abortSignal: AbortSignal) => Promise<unknown>;

/**
 * Keeps unreadable messages in an SQS queue, with what was wrong as message attributes: `problemCode`, `path`,
 * `sourceMessageId`, and `bodyEncoding` where the body could not be sent as it was. Throws `QuarantineError`.
 */
export function createSqsQuarantine(options: SqsQuarantineOptions): Quarantine {
  const { queueUrl, timeoutMs = DEFAULT_TIMEOUT_MS } = options;
  let sender: Promise<Sender> | undefined;
  return {
    async keep(problem, messageId) {
      try {
        sender ??= createSender(options.client);
        const send = await sender;
        const input = { QueueUrl: queueUrl, ...(await toMessage(problem, messageId)) };
        await withinTimeout(timeoutMs, (signal) => send(input, signal));
      } catch (error) {
        const { reason, retryable } = toAwsFailure(error, new Date());
        throw new QuarantineError(reason, retryable);
      }
    },
  };
}

async function createSender(given: Pick<SQSClient, 'send'> | undefined): Promise<Sender> {
  const { SendMessageCommand, SQSClient } = await import('@aws-sdk/client-sqs');
  const client = given ?? new SQSClient({});
  return (input, abortSignal) => client.send(new SendMessageCommand(input), { abortSignal });
}

type Message = Pick<SendMessageCommandInput, 'MessageBody' | 'MessageAttributes'>;

async function toMessage(problem: EventProblem, messageId: string | undefined): Promise<Message> {
  const { body, encoding } = await encodeBody(problem.body);
  const values = {
    problemCode: problem.code,
    path: problem.path,
    sourceMessageId: messageId,
    bodyEncoding: encoding,
  };
  const attributes: Record<string, MessageAttributeValue> = {};
  for (const [name, value] of Object.entries(values)) {
    const text = replaceRefusedCharacters(truncateBytes(value ?? '', ATTRIBUTE_BYTES));
    // SQS refuses an attribute without a value.
    if (text !== '') attributes[name] = { DataType: 'String', StringValue: text };
  }
  return { MessageBody: body, MessageAttributes: attributes };
}

/** How a body had to be carried; `gzip+base64` of a body too large to keep whole is of its beginning. */
type BodyEncoding = 'base64' | 'gzip+base64' | 'gzip+base64; truncated' | 'empty';

interface EncodedBody {
  readonly body: string;
  /** Absent for a body sent as it was. */
  readonly encoding?: BodyEncoding;
}

/** A body that SQS takes: as it is where possible, so that a redrive sends what was received. */
async function encodeBody(body: string): Promise<EncodedBody> {
  // SQS wants at least one character.
  if (body === '') return { body: '(empty)', encoding: 'empty' };
  if (!hasRefusedCharacters(body) && Buffer.byteLength(body) <= BODY_BYTES) return { body };
  const bytes = toBytes(body);
  if (Math.ceil(bytes.length / 3) * 4 <= BODY_BYTES)
    return { body: bytes.toString('base64'), encoding: 'base64' };
  const { gzipSync } = await import('node:zlib');
  const packed = gzipSync(bytes).toString('base64');
  if (packed.length <= BODY_BYTES) return { body: packed, encoding: 'gzip+base64' };
  // At worst gzip adds a few bytes for every 16 KiB: two thirds of the room always suffice.
  const start = gzipSync(bytes.subarray(0, Math.floor((BODY_BYTES * 2) / 3))).toString('base64');
  return { body: start, encoding: 'gzip+base64; truncated' };
}

/** UTF-8, or UTF-16 behind its byte-order mark where UTF-8 could not hold half a surrogate pair. */
function toBytes(body: string): Buffer {
  return body.isWellFormed() ? Buffer.from(body, 'utf8') : Buffer.from(`\ufeff${body}`, 'utf16le');
}
