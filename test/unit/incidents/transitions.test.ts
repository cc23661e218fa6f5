import { acknowledge, closeByHand, release } from '../../../lambda/core/incidents/act-on-incident';
import type { IncidentState } from '../../../lambda/core/incidents/incident';
import { transition, type TransitionId, TRANSITIONS } from '../../../lambda/core/incidents/transitions';
import { at, makeContext, makeIncident, makeTold } from '../../fixtures/make-incident';

const STATES: readonly IncidentState[] = ['open', 'acknowledged', 'recovering', 'resolved'];

const EVERY = TRANSITIONS.flatMap(({ id, from, to }) =>
  STATES.map((state) => ({ id, state, to, isAllowed: (from as readonly IncidentState[]).includes(state) })),
);

test.each(EVERY)('$id from $state: allowed is $isAllowed', ({ id, state, to, isAllowed }) => {
  const moved = transition(makeIncident({ state }), id, at(7));
  expect(moved.ok).toBe(isAllowed);
  if (moved.ok) expect(moved.incident).toEqual(makeIncident({ state: to, stateSince: at(7) }));
  else expect(moved.refusal).toMatchObject({ got: state, allowed: expect.not.arrayContaining([state]) });
});

test('the list is what it is: every way from one state to another, by whom', () => {
  expect(TRANSITIONS.map(({ id, from, to, by }) => `${from.join('|')} → ${to}: ${id} (${by})`)).toEqual([
    'open → acknowledged: acknowledged (person)',
    'acknowledged → open: released (person)',
    'open|acknowledged → recovering: cause-gone (sweep)',
    'recovering → open: cause-back (sweep)',
    'recovering → open: failing-despite (events)',
    'open|acknowledged|recovering → resolved: quiet (sweep)',
    'open|acknowledged → resolved: caught-up (events)',
    'open|acknowledged|recovering → resolved: closed (person)',
    'resolved → open: failing-again (events)',
  ]);
});

test('what is refused says what, why, what is allowed and what to do', () => {
  const incident = makeIncident({ state: 'resolved', id: '7f3a' });
  expect(acknowledge(incident, { by: 'ana', at: at(1) })).toEqual({
    ok: false,
    refusal: {
      what: 'incident 7f3a cannot become acknowledged (acknowledged)',
      got: 'resolved',
      allowed: ['open'],
      fix: 'It is over: there is nothing to do until it fails again.',
    },
  });
});

test('acknowledging notes who, when and what they say; releasing takes it back', () => {
  const acted = acknowledge(makeIncident(), { by: 'ana', at: at(1), comment: 'on it' });
  if (!acted.ok) throw new Error('refused');
  expect(acted.incident).toMatchObject({
    state: 'acknowledged',
    acknowledgement: { by: 'ana', at: at(1), comment: 'on it' },
  });
  const released = release(acted.incident, { by: 'ana', at: at(2) });
  expect(released).toEqual({ ok: true, incident: makeIncident({ stateSince: at(2) }) });
});

test('closing by hand tells whoever heard of it that nothing was checked', () => {
  const incident = makeIncident({ told: makeTold() });
  const acted = closeByHand(
    incident,
    { by: 'ana', at: at(3), comment: 'drill' },
    makeContext({ now: at(3) }),
  );
  if (!acted.ok) throw new Error('refused');
  expect(acted.decision).toMatchObject({ notify: true, type: 'resolved', why: 'resolved' });
  expect(acted.incident.resolution).toEqual({
    at: at(3),
    by: 'ana',
    proof: 'Closed by hand: drill. Nothing was checked.',
  });
});

test.each(['recovering', 'resolved'] as const)('what is %s is not released or acknowledged', (state) => {
  for (const act of [acknowledge, release])
    expect(act(makeIncident({ state }), { by: 'a', at: at(1) }).ok).toBe(false);
});

test('a resolved incident cannot be closed again', () => {
  const acted = closeByHand(makeIncident({ state: 'resolved' }), { by: 'ana', at: at(1) }, makeContext());
  expect(acted.ok).toBe(false);
});

test('every transition is named once', () => {
  const ids: readonly TransitionId[] = TRANSITIONS.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
});
