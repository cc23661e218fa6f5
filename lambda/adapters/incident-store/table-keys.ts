import { TABLE } from '../../core/incidents/table-layout';
import type { Item } from './get-all-items';
import type { Query } from './table-calls';

/** The primary key of an item. */
export function toKey(partition: string, sort: string): Item {
  return { [TABLE.partitionKey]: { S: partition }, [TABLE.sortKey]: { S: sort } };
}

/** The attribute by which DynamoDB deletes the item some time after `seconds` from `time` on. */
export function toExpiry(time: string, seconds: number): Item {
  return { [TABLE.timeToLive]: { N: String(Math.ceil(Date.parse(time) / 1_000) + seconds) } };
}

/** Everything under one partition key, from a sort key on; consistent. */
export function toPartitionQuery(partition: string, from?: string): Query {
  return {
    KeyConditionExpression: from === undefined ? '#key = :key' : '#key = :key AND #sort >= :from',
    ExpressionAttributeNames: {
      '#key': TABLE.partitionKey,
      ...(from !== undefined && { '#sort': TABLE.sortKey }),
    },
    ExpressionAttributeValues: {
      ':key': { S: partition },
      ...(from !== undefined && { ':from': { S: from } }),
    },
    ConsistentRead: true,
  };
}
