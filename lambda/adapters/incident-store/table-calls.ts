import type { DynamoDBClientConfig, QueryCommandInput } from '@aws-sdk/client-dynamodb';
import { withinTimeout } from '../within-timeout';
import type { StoreOperation } from './errors';
import { type AskForKeys, getAllItems, type Item } from './get-all-items';
import { type Connection, sendBatchGet, sendDelete, sendPut, sendQuery } from './table-requests';
import { toStoreError } from './to-store-error';

/** Where the table is, and the part of the SDK client's configuration that a caller may want to set. */
export interface TableOptions {
  readonly tableName: string;
  /** For one call with all its pages and repetitions, the SDK's retries included. Default 10,000. */
  readonly timeoutMs?: number;
  readonly clientConfig?: Pick<DynamoDBClientConfig, 'region' | 'endpoint' | 'credentials' | 'maxAttempts'>;
}

/** The few calls of DynamoDB that the store is made of. Each throws `StoreError`, and ends in time. */
export interface TableCalls {
  /** The items with these keys, in no order; those without an item are left out. */
  get(keys: readonly Item[], options: { readonly consistent: boolean }): Promise<readonly Item[]>;
  /** Every item that a query finds, page by page, until `isEnough` says so. */
  query(input: Query, isEnough?: (items: readonly Item[]) => boolean): Promise<readonly Item[]>;
  /** `conflict`, with what is stored instead, where the condition does not hold. */
  put(item: Item, condition?: Condition): Promise<'written' | { readonly conflict: Item | undefined }>;
  /** Tells whether there was an item. */
  remove(key: Item): Promise<boolean>;
}

export type Query = Omit<QueryCommandInput, 'TableName'>;

export interface Condition {
  readonly expression: string;
  readonly names: Readonly<Record<string, string>>;
  readonly values?: Item;
}

/** Of one request, so that a connection that died while the function was frozen does not use up the whole time. */
const REQUEST_TIMEOUT_MS = 3_000;
const CONNECTION_TIMEOUT_MS = 1_000;
const DEFAULT_TIMEOUT_MS = 10_000;
const MAX_ATTEMPTS = 4;

/** Calls one table. The SDK is loaded with the first call. */
export function createTableCalls(options: TableOptions): TableCalls {
  const { tableName: TableName, timeoutMs = DEFAULT_TIMEOUT_MS, clientConfig } = options;
  let opened: ReturnType<typeof open> | undefined;

  async function call<Result>(
    operation: StoreOperation,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result> {
    try {
      const { sdk, client } = await (opened ??= open(clientConfig));
      return await withinTimeout(timeoutMs, (abortSignal) => work({ sdk, client, abortSignal }));
    } catch (error) {
      throw toStoreError(error, operation);
    }
  }

  return {
    get: (keys, { consistent: ConsistentRead }) =>
      call('BatchGetItem', (connection) => {
        const ask: AskForKeys = (Keys) => sendBatchGet(connection, { [TableName]: { Keys, ConsistentRead } });
        return getAllItems(keys, ask, connection.abortSignal);
      }),
    query: (input, isEnough = () => false) =>
      call('Query', (connection) => sendQuery(connection, { TableName, ...input }, isEnough)),
    put: (item, condition) =>
      call('PutItem', (connection) =>
        sendPut(connection, { TableName, Item: { ...item }, ...(condition && toInput(condition)) }),
      ),
    remove: (key) =>
      call('DeleteItem', (connection) => sendDelete(connection, { TableName, Key: { ...key } })),
  };
}

async function open(config: TableOptions['clientConfig']): Promise<Pick<Connection, 'sdk' | 'client'>> {
  const sdk = await import('@aws-sdk/client-dynamodb');
  const client = new sdk.DynamoDBClient({
    maxAttempts: MAX_ATTEMPTS,
    requestHandler: {
      connectionTimeout: CONNECTION_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      throwOnRequestTimeout: true,
    },
    ...config,
  });
  return { sdk, client };
}

function toInput({ expression, names, values }: Condition) {
  return {
    ConditionExpression: expression,
    ExpressionAttributeNames: { ...names },
    ...(values && { ExpressionAttributeValues: { ...values } }),
  };
}
