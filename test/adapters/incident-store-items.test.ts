import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import type { Item } from '../../lambda/adapters/incident-store/get-all-items';
import { parseIncidentItem, toIncidentItem } from '../../lambda/adapters/incident-store/incident-item';
import { findInReceipts, toReceiptItem } from '../../lambda/adapters/incident-store/receipt-item';
import { parseSilenceItem, toSilenceItem } from '../../lambda/adapters/incident-store/silence-item';
import { makeIncident, makeKey, WAITING } from '../contract/incident-fixture';

const text = fc.string({ unit: 'binary' });

/** Items as somebody might leave them who edits a table by hand. */
const attribute = fc.oneof(
  text.map((S) => ({ S })),
  fc.jsonValue().map((value) => ({ S: JSON.stringify(value) })),
  fc.integer().map((N) => ({ N: String(N) })),
  fc.uint8Array().map((B) => ({ B })),
);
const anyItem = fc.record(
  {
    pk: attribute,
    sk: attribute,
    layout: fc.constantFrom({ N: '1' }, { N: '2' }, { N: 'one' }, { S: '1' }),
    version: attribute,
    incident: attribute,
    silence: attribute,
    messages: attribute,
  },
  { requiredKeys: [] },
);

describe('the items of the incident table', () => {
  const at = '2026-01-01T10:00:00.000Z';
  const inSeconds = (seconds: number) => ({ N: String(Date.parse(at) / 1_000 + seconds) });

  test.each<readonly [string, Item, AttributeValue | undefined]>([
    ['an open incident stays', toIncidentItem(makeIncident({ stateSince: at }), 'w'), undefined],
    [
      'one that is resolved and has something to say stays',
      toIncidentItem(makeIncident({ state: 'resolved', stateSince: at, outbox: WAITING }), 'w'),
      undefined,
    ],
    [
      'a closed one goes a year after it was resolved',
      toIncidentItem(makeIncident({ state: 'resolved', stateSince: at }), 'w'),
      inSeconds(365 * 86_400),
    ],
    [
      'a receipt goes when its messages cannot come back any more',
      toReceiptItem({ batchId: 'b1', at, messageIds: ['m1'] }),
      inSeconds(3_600),
    ],
    [
      'a silence goes a month after its end',
      toSilenceItem({ id: 's1', matchers: {}, createdAt: at, until: at, by: 'on-call', comment: '' }),
      inSeconds(30 * 86_400),
    ],
  ])('%s', (_name, item, expiresAt) => {
    expect(item['expiresAt']).toEqual(expiresAt);
  });

  test('any incident comes back as it was, whatever the names in it', () => {
    fc.assert(
      fc.property(text, fc.dictionary(text, fc.nat()), fc.array(text), (ruleId, prefixes, keys) => {
        const samples = keys.map((key) => ({ key }));
        const incident = makeIncident({ key: makeKey(ruleId), version: 1, prefixes, samples });
        // As the wire brings it: DynamoDB has strings and no prototypes.
        const item = structuredClone(toIncidentItem(incident, 'w-1'));
        expect(parseIncidentItem(item)).toEqual({ incident });
      }),
    );
  });

  test('nothing that is stored makes reading throw, and what is wrong is one line of visible text', () => {
    fc.assert(
      fc.property(anyItem, (item) => {
        for (const parsed of [parseIncidentItem(item), parseSilenceItem(item)]) {
          expect(parsed).toEqual({
            id: expect.any(String) as string,
            because: expect.stringMatching(/^(incident|silence) [^\p{Cc}]{1,700}$/u) as string,
          });
        }
        expect(findInReceipts(['m1'], [item]).size).toBe(0);
      }),
      { numRuns: 500 },
    );
  });

  test('a receipt finds every message that it was written with and no other', () => {
    const ids = fc.uniqueArray(text, { maxLength: 50 });
    fc.assert(
      fc.property(ids, fc.array(text), (had, others) => {
        const found = findInReceipts(
          [...had, ...others],
          [toReceiptItem({ batchId: 'b#1', at, messageIds: had })],
        );
        expect([...found.keys()].toSorted()).toEqual(had.toSorted());
        expect([...found.values()].every(([batchId]) => batchId === 'b#1')).toBe(true);
      }),
    );
  });
});
