import type * as Sdk from '@aws-sdk/client-dynamodb';
import { StoreError, type StoreOperation } from './errors';
import type { AskForKeys, Item } from './get-all-items';

/** The SDK and a client of it, and the end of the time there is. */
export interface Connection {
  readonly sdk: typeof Sdk;
  readonly client: Sdk.DynamoDBClient;
  readonly abortSignal: AbortSignal;
}

export async function sendBatchGet(
  { sdk, client, abortSignal }: Connection,
  RequestItems: Sdk.BatchGetItemCommandInput['RequestItems'],
): ReturnType<AskForKeys> {
  const command = new sdk.BatchGetItemCommand({ RequestItems });
  const { Responses, UnprocessedKeys = {} } = await client.send(command, { abortSignal });
  return {
    items: Object.values(requirePart(Responses, 'BatchGetItem')).flat(),
    left: Object.values(UnprocessedKeys).flatMap(({ Keys = [] }) => Keys),
  };
}

/** Follows the pages until there are no more, or `isEnough` of what was found. */
export async function sendQuery(
  { sdk, client, abortSignal }: Connection,
  input: Sdk.QueryCommandInput,
  isEnough: (items: readonly Item[]) => boolean,
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let ExclusiveStartKey: Sdk.QueryCommandInput['ExclusiveStartKey'];
  do {
    const page = await client.send(new sdk.QueryCommand({ ...input, ExclusiveStartKey }), { abortSignal });
    found.push(...requirePart(page.Items, 'Query'));
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey !== undefined && !isEnough(found));
  return found;
}

/** `conflict`, with what is stored instead, where the condition of the input does not hold. */
export async function sendPut(
  { sdk, client, abortSignal }: Connection,
  input: Sdk.PutItemCommandInput,
): Promise<'written' | { readonly conflict: Item | undefined }> {
  const command = new sdk.PutItemCommand({
    ...input,
    ReturnConsumedCapacity: 'TOTAL',
    // Costs nothing, and tells whether the one who was first was an earlier attempt of this very request.
    ...(input.ConditionExpression !== undefined && { ReturnValuesOnConditionCheckFailure: 'ALL_OLD' }),
  });
  try {
    const answer = await client.send(command, { abortSignal });
    // An answer that names no cost is none of DynamoDB's, and nothing is known to be stored.
    requirePart(answer.ConsumedCapacity, 'PutItem');
    return 'written';
  } catch (error) {
    if (error instanceof sdk.ConditionalCheckFailedException) return { conflict: error.Item };
    throw error;
  }
}

/** Tells whether there was an item. */
export async function sendDelete(
  { sdk, client, abortSignal }: Connection,
  input: Sdk.DeleteItemCommandInput,
): Promise<boolean> {
  const command = new sdk.DeleteItemCommand({ ...input, ReturnValues: 'ALL_OLD' });
  const { Attributes } = await client.send(command, { abortSignal });
  return Attributes !== undefined;
}

/** A part that DynamoDB always sends: an answer without it is a page of a proxy, or half an answer. */
function requirePart<Part>(part: Part | undefined, operation: StoreOperation): Part {
  if (part !== undefined) return part;
  throw new StoreError({ operation, reason: 'the answer is none of DynamoDB', retryable: true });
}
