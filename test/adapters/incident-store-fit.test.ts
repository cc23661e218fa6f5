import { fitIncident, INCIDENT_JSON_BYTES } from '../../lambda/adapters/incident-store/fit-incident';
import { toIncidentItem } from '../../lambda/adapters/incident-store/incident-item';
import type { Incident } from '../../lambda/core/incidents/incident';
import { LOOKED, makeIncident, WAITING } from '../contract/incident-fixture';

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html */
const ITEM_BYTES = 400 * 1_024;

/** A bucket policy may have 20 KB. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucket-policies.html */
const POLICY_BYTES = 20 * 1_024;

type Look = NonNullable<Incident['looked']>;
type FixStep = Look['investigation']['fix'][number];

function look(fix: readonly FixStep[], findings = LOOKED.investigation.diagnosis.findings): Look {
  const { investigation } = LOOKED;
  return {
    ...LOOKED,
    investigation: { ...investigation, diagnosis: { ...investigation.diagnosis, findings }, fix: [...fix] },
  };
}

const step = (policyBytes: number, diffBytes: number): FixStep => ({
  text: 'Put this policy.',
  command: 'aws s3api put-bucket-policy',
  policy: { Sid: 'p'.repeat(policyBytes) },
  diff: ['d'.repeat(diffBytes)],
});

function manyNames(count: number, bytes: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, at) => [`${String(at).padStart(6, '0')}${'é'.repeat(bytes / 2)}`, at]),
  );
}

/** As DynamoDB measures it: names and values in UTF-8; numbers are shorter than this says. */
function itemBytes(incident: Incident): number {
  return Object.entries(toIncidentItem(incident, 'x'.repeat(36))).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value.S ?? value.N ?? ''),
    0,
  );
}

describe('an incident that has to fit into an item', () => {
  test('is stored as it is where it fits: four policies of the largest size do', () => {
    const incident = makeIncident({
      looked: look(Array.from({ length: 4 }, () => step(POLICY_BYTES, POLICY_BYTES))),
    });
    expect(fitIncident(incident).incident).toBe(incident);
  });

  test('loses whole policies first, says so where they stood, and keeps what they change', () => {
    const bare: FixStep = { text: 'Wait.' };
    const incident = makeIncident({
      looked: look([...Array.from({ length: 15 }, () => step(POLICY_BYTES, 10_000)), bare]),
    });
    const { fix } = fitIncident(incident).incident.looked?.investigation ?? { fix: [] };
    expect(fix).toHaveLength(16);
    expect(fix[0]).toEqual({
      text: 'Put this policy. (The policy was too large to keep.)',
      command: 'aws s3api put-bucket-policy',
      diff: ['d'.repeat(10_000)],
    });
    expect(fix[15]).toEqual(bare);
  });

  test.each<readonly [string, Partial<Incident>, (fitting: Incident) => unknown, unknown]>([
    [
      'differences next',
      { looked: look(Array.from({ length: 3 }, () => step(0, 200_000))) },
      ({ looked }) => looked?.investigation.fix.map(({ diff }) => diff),
      [undefined, undefined, undefined],
    ],
    [
      'then the evidence of what was not the cause',
      {
        looked: look(
          [],
          [
            { check: 'a', verdict: 'confirmed', evidence: ['yes'] },
            { check: 'b', verdict: 'ruled-out', evidence: ['n'.repeat(500_000)] },
          ],
        ),
      },
      ({ looked }) => looked?.investigation.diagnosis.findings.map(({ evidence }) => evidence),
      [['yes'], []],
    ],
    [
      'then all findings but twenty',
      {
        looked: look(
          [],
          Array.from({ length: 100 }, (_, at) => ({
            ...{ check: `c${at}`, verdict: 'confirmed' as const },
            evidence: ['y'.repeat(5_000)],
          })),
        ),
      },
      ({ looked }) => looked?.investigation.diagnosis.findings.length,
      20,
    ],
    [
      'then all that looking found',
      { looked: look([{ text: 't'.repeat(500_000) }]) },
      ({ looked }) => looked,
      undefined,
    ],
    [
      'then prefixes, the rarest first',
      { prefixes: manyNames(2_000, 1_000) },
      ({ prefixes }) => Object.values(prefixes),
      Array.from({ length: 20 }, (_, at) => 1_999 - at),
    ],
    [
      'then samples',
      { samples: Array.from({ length: 10 }, () => ({ key: '\u0000'.repeat(10_000) })) },
      ({ samples }) => samples,
      [],
    ],
    [
      'then operations, the rarest first',
      { operations: manyNames(2_000, 1_000) },
      ({ operations }) => Object.values(operations).length,
      20,
    ],
  ])('%s', (...[, changes, read, expected]) => {
    const incident = makeIncident(changes);
    const { incident: fitting } = fitIncident(incident);
    expect(read(fitting)).toEqual(expected);
    expect(itemBytes(incident)).toBeLessThanOrEqual(ITEM_BYTES);
  });

  test('keeps the counts, the state, what has to be said and the batches, however much there is besides', () => {
    const incident = makeIncident({
      failures: 1_000_000,
      looked: look(Array.from({ length: 50 }, () => step(POLICY_BYTES, POLICY_BYTES))),
      prefixes: manyNames(2_000, 1_000),
      operations: manyNames(2_000, 1_000),
      samples: Array.from({ length: 10 }, () => ({ key: '\u0000'.repeat(10_000) })),
      outbox: WAITING,
      appliedBatches: Array.from({ length: 1_000 }, (_, at) => ({
        ...{ id: `0123456789abcdef-${at}`, at: '2026-01-01T10:00:00.000Z' },
      })),
    });
    const { looked: _looked, prefixes, operations, samples, ...kept } = incident;
    expect(fitIncident(incident).incident).toMatchObject(kept);
    expect(fitIncident(incident)).toEqual(fitIncident(structuredClone(incident)));
    expect(itemBytes(incident)).toBeLessThanOrEqual(ITEM_BYTES);
    expect([prefixes, operations, samples].map((names) => Object.keys(names).length)).toEqual([
      2_000, 2_000, 10,
    ]);
  });

  test('is refused with its size and what to do, when even the least of it does not fit', () => {
    const incident = makeIncident({ lead: { id: 'x'.repeat(INCIDENT_JSON_BYTES), because: 'linked' } });
    expect(() => fitIncident(incident)).toThrow(
      /^the incident table: PutItem failed: incident [0-9a-f]{16} has \d+ bytes, allowed are 405504\. Delete its item/,
    );
  });
});
