import type { S3Client } from '@aws-sdk/client-s3';
import type { S3ControlClient } from '@aws-sdk/client-s3-control';
import { MalformedAnswerError } from './errors';

/** The root element of what each operation answers; the SDK reads the children of whatever root it finds. */
const ROOTS: Readonly<Record<string, string>> = {
  GetBucketReplicationCommand: 'ReplicationConfiguration',
  GetBucketVersioningCommand: 'VersioningConfiguration',
  GetObjectLockConfigurationCommand: 'ObjectLockConfiguration',
  GetBucketEncryptionCommand: 'ServerSideEncryptionConfiguration',
  GetBucketOwnershipControlsCommand: 'OwnershipControls',
  GetBucketAclCommand: 'AccessControlPolicy',
  GetPublicAccessBlockCommand: 'PublicAccessBlockConfiguration',
  GetBucketRequestPaymentCommand: 'RequestPaymentConfiguration',
  GetBucketNotificationConfigurationCommand: 'NotificationConfiguration',
  GetObjectAclCommand: 'AccessControlPolicy',
  GetObjectTaggingCommand: 'Tagging',
  GetObjectRetentionCommand: 'Retention',
  GetObjectLegalHoldCommand: 'LegalHold',
  ListObjectVersionsCommand: 'ListVersionsResult',
  DescribeJobCommand: 'DescribeJobResult',
};

const ROOT = /^\uFEFF?\s*(?:<\?xml[^>]*\?>)?\s*<([A-Za-z][\w.-]*)/;

interface RawResponse {
  readonly statusCode: number;
  body: AsyncIterable<Uint8Array> | Uint8Array;
}

/**
 * Makes a client of S3 or S3 Control look at the root element before it reads an answer. Without this an empty body, or
 * the page of a proxy, with HTTP 200 reads as an empty element: "versioning was never enabled". Such an answer throws
 * `MalformedAnswerError`.
 */
export function guardAnswers<Client extends S3Client | S3ControlClient>(client: Client): Client {
  // The two stacks differ in the inputs they know, which the guard does not look at.
  (client.middlewareStack as Stack).use(GUARD);
  return client;
}

type Stack = S3Client['middlewareStack'];

const GUARD: Parameters<Stack['use']>[0] = {
  applyToStack: (stack) =>
    stack.add(
      (next, { commandName }) =>
        async (args) => {
          const result = await next(args);
          const root = typeof commandName === 'string' ? ROOTS[commandName] : undefined;
          if (root !== undefined) await checkRoot(result.response as RawResponse, root);
          return result;
        },
      { step: 'deserialize', priority: 'low', name: 'guardAnswers' },
    ),
};

async function checkRoot(response: RawResponse, root: string): Promise<void> {
  if (response.statusCode >= 300) return;
  const body = await collect(response.body);
  const [, found] = ROOT.exec(body.toString('utf8', 0, 1_024)) ?? [];
  if (found !== root) throw new MalformedAnswerError(`the answer is not a ${root}`);
  response.body = body;
}

async function collect(body: RawResponse['body']): Promise<Buffer> {
  if (body instanceof Uint8Array) return Buffer.from(body);
  const chunks: Uint8Array[] = [];
  for await (const chunk of body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
