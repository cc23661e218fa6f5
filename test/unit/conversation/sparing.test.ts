import type { Investigation } from '../../../lambda/core/diagnosis/investigate';
import type { IncidentStore } from '../../../lambda/core/incidents/incident-store';
import { makeInvestigation } from '../../fixtures/make-incident';
import { ConversationWorld } from './conversation-world';
import { FatedProcess } from './fated-process';

const ROLE = { check: 'role-trust', subject: 'arn:aws:iam::111111111111:role/replication' };

/** The role of `media-prod` is confirmed broken, where somebody asks for `AssumeRoleNotPermitted`. */
function lookAtRole({ reason }: { reason: { row: { reason: string } } }): Investigation {
  return reason.row.reason === 'AssumeRoleNotPermitted'
    ? makeInvestigation({ cause: ROLE })
    : makeInvestigation();
}

describe('people are spared', () => {
  test('what a confirmed cause explains: one message, which names the others; the stream has all', async () => {
    const world = new ConversationWorld();
    world.look = lookAtRole;
    world.fail(2, { failureReason: 'AssumeRoleNotPermitted', ruleId: 'a' });
    world.fail(9, { failureReason: 'DstPutObjectNotPermitted', ruleId: 'b' });
    await world.respond();
    const [lead, ...others] = world.alertsOn('slack');
    expect(others).toEqual([]);
    expect(lead).toMatchObject({
      related: { because: 'same-cause', total: 1, incidents: [{ ruleId: 'b' }] },
    });
    expect(world.alertsOn('sns')).toHaveLength(2);
    expect((await world.incidents()).get('media-prod/b')).toMatchObject({
      lead: { because: 'inhibited' },
      outbox: [],
    });
  });

  test('incidents with the same confirmed subject: the first speaks for those that come later', async () => {
    const world = new ConversationWorld();
    world.look = () => makeInvestigation({ cause: ROLE });
    world.fail(1, { ruleId: 'first' });
    await world.respond();
    world.advance(60);
    world.fail(1, { ruleId: 'second' });
    await world.respond();
    expect(world.alertsOn('slack').map(({ replication }) => replication.ruleId)).toEqual(['first']);
    expect(world.alertsOn('sns')).toHaveLength(2);
  });

  test('thirty openings in one batch: one overview that leads with the most severe', async () => {
    const world = new ConversationWorld();
    for (let rule = 0; rule < 29; rule += 1) world.fail(1, { ruleId: `rule-${rule}` });
    world.fail(1, { ruleId: 'worst', failureReason: 'AssumeRoleNotPermitted' });
    await world.respond();
    const [overview, ...others] = world.alertsOn('slack');
    expect(others).toEqual([]);
    expect(overview).toMatchObject({
      replication: { ruleId: 'worst' },
      related: { because: 'many-at-once', total: 29 },
    });
    expect(world.alertsOn('sns')).toHaveLength(30);
    await world.sweepFor(5);
    expect(world.alertsOn('slack')).toHaveLength(1);
  });

  test('silenced incidents: counted, in the stream with that status, and told when the silence has ended', async () => {
    const world = new ConversationWorld();
    await world.store.writeSilence({
      id: 's-1',
      matchers: { sourceBucket: 'media-prod' },
      createdAt: '2026-01-01T10:00:00.000Z',
      until: '2026-01-01T10:20:00.000Z',
      by: 'ana',
      comment: 'moving house',
    });
    world.fail(3);
    await world.respond();
    expect(world.alertsOn('slack')).toEqual([]);
    expect(world.alertsOn('sns')).toMatchObject([{ incident: { status: 'silenced', failures: 3 } }]);
    world.advance(19 * 60);
    world.fail(1);
    await world.respond();
    await world.sweepFor(5);
    expect(world.taken('slack')).toEqual(['opened silence-ended media-prod × 4']);
    expect(world.alertsOn('slack')).toMatchObject([{ incident: { status: 'open' } }]);
  });

  test('as long as whoever speaks for them lasts, whether or not it could be written in this round', async () => {
    const world = new ConversationWorld();
    world.look = lookAtRole;
    world.fail(2, { failureReason: 'AssumeRoleNotPermitted', ruleId: 'a' });
    world.fail(9, { failureReason: 'DstPutObjectNotPermitted', ruleId: 'b' });
    await world.respond();
    world.setDown('sns', true);
    world.advance(400);
    world.fail(20, { failureReason: 'DstPutObjectNotPermitted', ruleId: 'b' });
    await world.respond();
    world.setDown('sns', false);
    world.advance(120);
    const store: IncidentStore = {
      ...world.store,
      write: (incident) =>
        incident.key.ruleId === 'a' ? Promise.reject(new Error('no answer')) : world.store.write(incident),
    };
    await world.sweep(new FatedProcess(), world.ports(new FatedProcess(), { store }));
    expect(world.alertsOn('sns').map(({ type }) => type)).toEqual(['opened', 'opened', 'grew']);
    expect((await world.incidents()).get('media-prod/b')).toMatchObject({ lead: { because: 'inhibited' } });
    expect(world.alertsOn('slack')).toHaveLength(1);
  });

  test('an unread list of who is active lets each speak for itself', async () => {
    const world = new ConversationWorld();
    world.look = () => makeInvestigation({ cause: ROLE });
    world.fail(1, { ruleId: 'first' });
    await world.respond();
    world.advance(60);
    world.fail(1, { ruleId: 'second' });
    await world.respond(new FatedProcess({ call: 'store.listActive', fate: 'fails' }));
    expect(world.alertsOn('slack')).toHaveLength(2);
    expect(world.observed.filter((line) => line.startsWith('leads failed'))).toHaveLength(1);
  });
});
