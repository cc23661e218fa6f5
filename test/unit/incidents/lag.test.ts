import { parseBody } from '../../../lambda/core/events/parse-body';
import type { ReplicationEvent } from '../../../lambda/core/events/replication-event';
import { applyLag } from '../../../lambda/core/incidents/apply-lag';
import type { Applied } from '../../../lambda/core/incidents/apply-failures';
import { isLagEvent, type LagGroup, LagGrouping, toLagKey } from '../../../lambda/core/incidents/group-lag';
import type { Incident } from '../../../lambda/core/incidents/incident';
import { sweepIncident } from '../../../lambda/core/incidents/sweep-incident';
import { toIncidentId } from '../../../lambda/core/incidents/incident-key';
import { readEventFixture } from '../../fixtures/event-fixtures';
import { at, makeContext, makeTold } from '../../fixtures/make-incident';
import { makeEvent } from '../../fixtures/make-event';

const KINDS = {
  missed: 'OperationMissedThreshold',
  arrived: 'OperationReplicatedAfterThreshold',
  untracked: 'OperationNotTracked',
} as const;

type Kind = keyof typeof KINDS;

function makeLag(kind: Kind, changes: Partial<ReplicationEvent> = {}): ReplicationEvent {
  const { failureReason: _none, ...event } = makeEvent({ kind: KINDS[kind], ...changes });
  return event;
}

function group(events: readonly ReplicationEvent[]): readonly LagGroup[] {
  const grouping = new LagGrouping();
  events.forEach((event, index) => isLagEvent(event) && grouping.add(event, index));
  return grouping.groups();
}

/** Applies batches one after another, a minute apart; each is a list of kinds. */
function applyAll(batches: readonly (readonly Kind[])[], changes: Partial<ReplicationEvent> = {}): Applied[] {
  const applied: Applied[] = [];
  let incident: Incident | undefined;
  for (const [index, kinds] of batches.entries()) {
    const [only] = group(kinds.map((kind) => makeLag(kind, { eventTime: at(index), ...changes })));
    if (only === undefined) throw new Error('no events');
    const context = makeContext({ now: at(index), by: `batch-${index}` });
    const next = applyLag(incident, only, context);
    applied.push(next);
    incident = next.incident && settle(next.incident);
  }
  return applied;
}

/** As if every message had left. */
function settle(incident: Incident): Incident {
  const says = incident.outbox.at(-1)?.says;
  return says === undefined ? incident : { ...incident, told: says, streamed: says, outbox: [] };
}

function decisions(applied: readonly Applied[]): readonly string[] {
  return applied.map(({ decision }) => (decision.notify ? decision.type : decision.because));
}

test.each(['missed-threshold.json', 'replicated-after-threshold.json', 'not-tracked.json'])(
  'what S3 sends in %s is grouped by rule, under one key',
  (file) => {
    const { events } = parseBody(readEventFixture(file));
    const [only, ...others] = group(events);
    expect(others).toEqual([]);
    expect(only!.missed + only!.arrived + only!.notTracked).toBe(1);
    expect(only?.key.failureReason).toBe('OperationMissedThreshold');
    expect(only?.incidentId).toBe(toIncidentId(toLagKey(events[0]!)));
  },
);

test('events of a rule are counted by kind; sizes, prefixes and samples are of those that are late', () => {
  const groups = group([
    makeLag('missed', { key: 'a/1', eventTime: at(2), threshold: '15' }),
    makeLag('arrived', { key: 'a/2', eventTime: at(9), threshold: '15', replicationTime: '1042' }),
    makeLag('untracked', { key: 'a/3', eventTime: at(1) }),
    makeLag('missed', { key: 'a/4', eventTime: at(3), replicationTime: '7' }),
    makeLag('missed', { ruleId: 'other' }),
    makeEvent(),
  ]);
  expect(groups).toHaveLength(2);
  expect(groups[0]).toMatchObject({
    missed: 2,
    arrived: 1,
    notTracked: 1,
    sizeBytes: 200,
    firstSeen: at(1),
    lastSeen: at(9),
    samples: [{ key: 'a/1' }, { key: 'a/4' }],
    messages: [0, 1, 2, 3],
    threshold: '15',
    replicationTime: '1042',
  });
});

test('an object that misses the threshold opens a lag incident, its arrival ends it with the delay in the words of S3', () => {
  const applied = applyAll([['missed', 'missed'], ['arrived'], ['arrived']], {
    threshold: 'PT15M',
    replicationTime: 'PT17M2S',
  });
  expect(decisions(applied)).toEqual(['opened', 'within-group-interval', 'resolved']);
  expect(applied.map(({ moved }) => moved)).toEqual([undefined, undefined, 'caught-up']);
  expect(applied[2]?.incident).toMatchObject({
    kind: 'lag',
    state: 'resolved',
    failures: 2,
    lag: { missed: 2, arrived: 2, notTracked: 0, threshold: 'PT15M', replicationTime: 'PT17M2S' },
    resolution: {
      at: at(2),
      proof:
        '2 of 2 objects arrived after the threshold. S3 says: replication time `PT17M2S`, threshold `PT15M`.',
    },
  });
});

test('what is late and arrives within one batch needs nobody', () => {
  expect(decisions(applyAll([['missed', 'arrived']]))).toEqual(['never-told']);
});

test('an arrival that comes before its miss is kept until that comes', () => {
  const applied = applyAll([['arrived'], ['missed']]);
  expect(decisions(applied)).toEqual(['never-told', 'never-told']);
  expect(applied[1]?.incident).toMatchObject({ state: 'resolved', lag: { missed: 1, arrived: 1 } });
  const late = applyAll([['arrived'], ['missed', 'missed']]);
  expect(decisions(late)).toEqual(['never-told', 'opened']);
  expect(late[1]?.incident).toMatchObject({ state: 'open', lag: { missed: 2, arrived: 1 }, failures: 2 });
});

test('that S3 no longer tracks an object is no news where nothing is late', () => {
  const [applied] = applyAll([['untracked']]);
  expect(applied).toEqual({
    incident: undefined,
    decision: { notify: false, rule: 'not-tracked', because: 'not-tracked' },
  });
});

test('that S3 no longer tracks an object is not taken for an arrival, and is told apart at the end', () => {
  const applied = applyAll([
    ['missed', 'missed'],
    ['arrived', 'untracked'],
  ]);
  expect(applied[1]?.incident).toMatchObject({ state: 'open', lag: { notTracked: 1 } });
  const sweepAt = (minutes: number) =>
    sweepIncident(settle(applied[1]!.incident!), makeContext({ now: at(minutes), by: 'sweep' })).incident;
  expect(sweepAt(30).state).toBe('open');
  expect(sweepAt(31).resolution?.proof).toBe(
    '1 of 2 objects arrived after the threshold. S3 no longer tracks 1 object: whether they arrived is not known.',
  );
});

test('what S3 says nothing about for a day is given up, and the proof does not claim more', () => {
  const [applied] = applyAll([['missed', 'missed']]);
  const open = settle(applied!.incident!);
  const sweepAt = (minutes: number) => sweepIncident(open, makeContext({ now: at(minutes), by: 'sweep' }));
  expect(sweepAt(24 * 60 - 1).incident.state).toBe('open');
  const { incident, decision } = sweepAt(24 * 60);
  expect(decision).toMatchObject({ notify: true, type: 'resolved' });
  expect(incident.resolution?.proof).toBe(
    'S3 has told nothing about 2 objects for 24 hours. That is no proof of arrival: look at the replication status of the objects.',
  );
});

test('a rule that is late again is reopened, and what came too early counts there', () => {
  const applied = applyAll([['missed'], ['arrived'], ['arrived'], ['missed', 'missed']]);
  expect(decisions(applied)).toEqual(['opened', 'resolved', 'nothing-new', 'reopened']);
  expect(applied[3]?.moved).toBe('failing-again');
  expect(applied[3]?.incident).toMatchObject({ episode: 2, lag: { missed: 2, arrived: 1 } });
});

test('a lag incident is reminded of like any other', () => {
  const [applied] = applyAll([['missed']]);
  const open = { ...settle(applied!.incident!), told: makeTold({ failures: 1 }) };
  expect(sweepIncident(open, makeContext({ now: at(240), by: 'sweep' })).decision).toMatchObject({
    why: 'reminder',
  });
});

test('a batch of lag is counted once, however often it is applied', () => {
  const [only] = group([makeLag('missed')]);
  const { incident } = applyLag(undefined, only!, makeContext());
  expect(applyLag(incident, only!, makeContext()).incident).toBe(incident);
});
