import assert from 'node:assert/strict';
import { CreateTableCommand, DynamoDBClient, PutItemCommand, ScanCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoIncidentStore } from '../../../lambda/adapters/incident-store/dynamo-incident-store';
import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import { KEPT_SECONDS, TABLE } from '../../../lambda/core/incidents/table-layout';
import { LOOKED, makeIncident, makeKey } from '../../contract/incident-fixture';
import { INCIDENT_STORE_CONTRACT } from '../../contract/incident-store-contract';
import type { Check } from '../check';
import type { World } from '../world';

type Place = Pick<World, 'proxy' | 'account' | 'region'>;

/** The contract of the incident store, kept by the table as it was by the store in memory; each rule on a table of its own. */
const contractChecks = INCIDENT_STORE_CONTRACT.map((rule): Check<Place> => ({
  name: `incident table: ${rule.name}`,
  run: (place) => withTable(place, ({ store }) => rule.run(store)),
}));

export const storeChecks: readonly Check<Place>[] = [
  ...contractChecks,
  {
    name: 'incident table: an incident that is too large for an item is stored without its policies, and otherwise whole',
    run: (place) =>
      withTable(place, async ({ store }) => {
        const large = makeIncident({ looked: makeLargeLook() });
        assert.equal(await store.write(large), 'written');
        const stored = (await store.read([large.id])).found.get(large.id);
        assert.equal(stored?.looked?.investigation.fix.length, 20);
        assert.deepEqual({ ...stored, looked: undefined }, { ...large, version: 1, looked: undefined });
      }),
  },
  {
    name: 'incident table: an item that was edited by hand is told, and hides no other',
    run: (place) =>
      withTable(place, async ({ store, client, tableName }) => {
        const [good, edited] = [makeIncident(), makeIncident({ key: makeKey('edited') })];
        for (const incident of [good, edited]) await store.write(incident);
        const [item] =
          (await client.send(new ScanCommand({ TableName: tableName }))).Items?.filter(
            ({ pk }) => pk?.S === `incident#${edited.id}`,
          ) ?? [];
        const Item = { ...item, incident: { S: '{"id": "oops"' } };
        await client.send(new PutItemCommand({ TableName: tableName, Item }));
        for (const { found, unreadable } of [await store.listActive(), await store.list(10)]) {
          assert.deepEqual(
            found.map(({ id }) => id),
            [good.id],
          );
          assert.deepEqual(
            unreadable.map(({ id }) => id),
            [edited.id],
          );
        }
      }),
  },
  {
    name: 'incident table: receipts, silences and closed incidents have a time to live, open incidents have none',
    run: (place) =>
      withTable(place, async ({ store, client, tableName }) => {
        const at = '2026-01-01T10:00:00.000Z';
        const seconds = Date.parse(at) / 1_000;
        await store.write(makeIncident());
        await store.write(makeIncident({ key: makeKey('closed'), state: 'resolved', stateSince: at }));
        await store.writeReceipt({ batchId: 'b1', at, messageIds: ['m1'] });
        await store.writeSilence({
          ...{ id: 's1', matchers: { sourceBucket: 'media-prod' }, by: 'on-call', comment: '' },
          ...{ createdAt: at, until: at },
        });
        const { Items = [] } = await client.send(new ScanCommand({ TableName: tableName }));
        const expiries = Items.map((item) => Number(item[TABLE.timeToLive]?.N ?? 0) - seconds);
        const expected = [KEPT_SECONDS.receipt, KEPT_SECONDS.silence, KEPT_SECONDS.closedIncident, -seconds];
        assert.deepEqual(expiries.toSorted(), expected.toSorted());
      }),
  },
];

interface TableInUse {
  readonly store: IncidentStore;
  readonly client: DynamoDBClient;
  readonly tableName: string;
}

let tables = 0;

/** A new table, as `lib/incident-table.ts` makes it as far as the store can tell. */
async function withTable(place: Place, work: (table: TableInUse) => Promise<void>): Promise<void> {
  const clientConfig = {
    endpoint: place.proxy.url,
    region: place.region,
    credentials: { accessKeyId: place.account, secretAccessKey: 'test' },
  };
  const client = new DynamoDBClient(clientConfig);
  tables += 1;
  const tableName = `incidents-${tables}`;
  const { index } = TABLE;
  const names = [TABLE.partitionKey, TABLE.sortKey, index.partitionKey, index.sortKey];
  await client.send(
    new CreateTableCommand({
      TableName: tableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: toKeySchema(TABLE),
      GlobalSecondaryIndexes: [
        {
          IndexName: index.name,
          KeySchema: toKeySchema(index),
          Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: [...index.projected] },
        },
      ],
    }),
  );
  try {
    await work({ store: createDynamoIncidentStore({ tableName, clientConfig }), client, tableName });
  } finally {
    client.destroy();
  }
}

function toKeySchema(keys: { readonly partitionKey: string; readonly sortKey: string }) {
  return [
    { AttributeName: keys.partitionKey, KeyType: 'HASH' as const },
    { AttributeName: keys.sortKey, KeyType: 'RANGE' as const },
  ];
}

/** Twenty steps, each with a policy of the largest size that a bucket policy may have, and its difference. */
function makeLargeLook(): typeof LOOKED {
  const [step] = LOOKED.investigation.fix;
  assert.ok(step);
  const policy = { Version: '2012-10-17', Statement: [{ Sid: 'x'.repeat(20_480) }] };
  const fix = Array.from({ length: 20 }, () => ({ ...step, policy, diff: ['+ '.repeat(5_000)] }));
  return { ...LOOKED, investigation: { ...LOOKED.investigation, fix } };
}
