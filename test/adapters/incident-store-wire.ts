import { createDynamoIncidentStore } from '../../lambda/adapters/incident-store/dynamo-incident-store';
import { toIncidentItem } from '../../lambda/adapters/incident-store/incident-item';
import type { Incident } from '../../lambda/core/incidents/incident';
import type { IncidentStore } from '../../lambda/core/incidents/incident-store';
import type { HttpAnswer, RecordedRequest, WireServer } from '../contract/wire-server';

export const TABLE_NAME = 'incidents';

/** The store with the real SDK client, speaking to a server on loopback. One attempt, unless a test is about retries. */
export function openStore(
  server: Pick<WireServer, 'origin'>,
  options: { readonly timeoutMs?: number; readonly maxAttempts?: number } = {},
): IncidentStore {
  const { timeoutMs, maxAttempts = 1 } = options;
  return createDynamoIncidentStore({
    tableName: TABLE_NAME,
    ...(timeoutMs !== undefined && { timeoutMs }),
    clientConfig: {
      endpoint: server.origin,
      region: 'eu-west-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' },
      maxAttempts,
    },
  });
}

/** An answer of DynamoDB. */
export function answer(body: unknown, status = 200): HttpAnswer {
  return {
    status,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  };
}

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html */
export function refuse(
  type: string,
  { status = 400, ...rest }: { readonly status?: number; readonly Item?: unknown } = {},
): HttpAnswer {
  const namespace = 'com.amazonaws.dynamodb.v20120810';
  return answer(
    { __type: `${namespace}#${type}`, message: 'A message of AWS with sk-secret.', ...rest },
    status,
  );
}

export const WRITTEN = answer({ ConsumedCapacity: { TableName: TABLE_NAME, CapacityUnits: 3 } });

/** `PutItem`, `Query`, … and its input. */
export function readCall({ headers, body }: RecordedRequest): {
  readonly operation: string;
  readonly input: Record<string, never>;
} {
  const target = String(headers['x-amz-target']);
  return { operation: target.replace('DynamoDB_20120810.', ''), input: JSON.parse(body) as never };
}

/** An incident as its item travels. */
export function wireItem(incident: Incident, changes: object = {}): object {
  return { ...toIncidentItem(incident, 'w-1'), ...changes };
}
