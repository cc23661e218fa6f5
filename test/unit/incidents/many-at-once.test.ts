import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { makeEvent } from '../../fixtures/make-event';
import { type Defect, IncidentWorld, type Sent } from './incident-world';

const START = '2026-01-01T10:00:00.000Z';

/** One failure of each of so many rules, between buckets of their own. */
function makeFailures(world: IncidentWorld, rules: readonly number[]): readonly ReplicationEvent[] {
  return rules.map((rule) =>
    makeEvent({
      eventTime: world.now,
      ruleId: `rule-${rule}`,
      sourceBucket: `source-${rule}`,
      destinationBucket: `destination-${rule}`,
    }),
  );
}

function range(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function onSlack(world: IncidentWorld): readonly Sent[] {
  return world.sent.filter(({ channels }) => channels.includes('slack'));
}

function describeSent({ entry, incident, related }: Sent): string {
  const others = related === undefined ? '' : ` and ${related.total} others (${related.because})`;
  return `${entry.type} ${incident.key.ruleId}${others}`;
}

/** Sweeps for so many minutes, with one failure of each of these rules in between. */
function pass(world: IncidentWorld, minutes: number, rules: readonly number[] = []): void {
  for (let minute = 0; minute < minutes; minute += 5) {
    world.advance(300);
    if (rules.length > 0) world.batch(makeFailures(world, rules));
    world.sweep();
  }
}

test('thirty incidents in one batch are one message on Slack, thirty in the stream', () => {
  const world = new IncidentWorld(START);
  world.batch(makeFailures(world, range(30)));
  expect(onSlack(world)).toHaveLength(1);
  expect(world.sent.filter(({ channels }) => channels.includes('sns'))).toHaveLength(30);
  expect(onSlack(world)[0]?.entry.says).toMatchObject({ why: 'first-failure', related: 29 });
  pass(world, 60);
  expect(onSlack(world).map(describeSent).slice(1)).toEqual([
    `resolved ${onSlack(world)[0]?.incident.key.ruleId} and 29 others (many-at-once)`,
  ]);
});

test('when the lead of the overview is over and the others go on, one of them speaks for the rest', () => {
  const world = new IncidentWorld(START);
  world.batch(makeFailures(world, range(30)));
  const first = onSlack(world)[0]?.incident;
  const others = range(30).filter((rule) => `rule-${rule}` !== first?.key.ruleId);
  pass(world, 40, others);
  const said = onSlack(world).map(describeSent).slice(1);
  expect(said[0]).toBe(`resolved ${first?.key.ruleId} and 29 others (many-at-once)`);
  expect(said).toHaveLength(2);
  expect(said[1]).toMatch(/^opened rule-\d+ and 28 others \(many-at-once\)$/);
});

test('the lead of a handful is over: each of the others speaks for itself, once it fails again', () => {
  const world = new IncidentWorld(START);
  const defect: Defect = {
    check: 'destination-write-permission',
    subject: 'arn:aws:iam::111111111111:role/replication',
    title: 'The role may not write',
    evidence: '',
    breaks: () => true,
  };
  world.break(defect);
  world.batch(makeFailures(world, range(3)));
  expect(onSlack(world)).toHaveLength(1);
  const lead = onSlack(world)[0]?.incident.key.ruleId;
  world.mend(defect.check);
  pass(
    world,
    40,
    [0, 1, 2].filter((rule) => `rule-${rule}` !== lead),
  );
  const said = onSlack(world).map(({ entry, incident }) => `${incident.key.ruleId}: ${entry.says.why}`);
  const others = ['rule-0', 'rule-1', 'rule-2'].filter((rule) => rule !== lead);
  expect(said).toEqual([
    `${lead}: first-failure`,
    `${lead}: cause-gone`,
    ...others.map((rule) => `${rule}: on-its-own`),
    `${lead}: resolved`,
  ]);
});
