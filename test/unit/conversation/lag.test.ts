import { makeBody, makeEvent } from '../../fixtures/make-event';
import { ConversationWorld } from './conversation-world';
import { FatedProcess } from './fated-process';

describe('events of Replication Time Control', () => {
  test('open a lag incident that says so, and close it with the delay that S3 told', async () => {
    const world = new ConversationWorld();
    world.send(makeLag('OperationMissedThreshold', { threshold: '15' }));
    await world.respond();
    expect(world.alertsOn('sns')).toMatchObject([
      {
        type: 'opened',
        severity: 'medium',
        summary: expect.stringMatching(/^Replication late: media-prod → media-dr: /) as unknown,
        incident: {
          failureReason: 'OperationMissedThreshold',
          failures: 1,
          lag: { missed: 1, threshold: '15' },
        },
        diagnosis: { verdict: 'likely', findings: [] },
        retry: { class: 'never' },
      },
    ]);
    expect(world.alertsOn('sns')[0]?.links).not.toHaveProperty('runbook');
    world.advance(600);
    world.send(makeLag('OperationReplicatedAfterThreshold', { replicationTime: '1042' }));
    await world.respond();
    expect(world.alertsOn('slack').at(-1)).toMatchObject({
      type: 'resolved',
      summary: expect.stringMatching(/^Resolved: /) as unknown,
      incident: { resolution: { proof: expect.stringContaining('`1042`') as unknown } },
    });
  });

  test('are not looked at: nothing is broken that a check could find', async () => {
    const world = new ConversationWorld();
    world.send(makeLag('OperationMissedThreshold'));
    const process = new FatedProcess();
    await world.respond(process);
    expect(process.calls).toContain('slack.deliver');
    expect(process.calls).not.toContain('investigate');
  });

  test('that tell of an arrival before its miss wake nobody', async () => {
    const world = new ConversationWorld();
    world.send(makeLag('OperationReplicatedAfterThreshold'));
    expect(await world.respond()).toMatchObject({ failedMessageIds: [] });
    expect(world.given).toEqual([]);
  });

  test('beside failures of the same rule are incidents of their own', async () => {
    const world = new ConversationWorld();
    world.send(makeLag('OperationMissedThreshold'));
    world.fail(2);
    await world.respond();
    expect(world.alertsOn('sns').map(({ incident }) => [incident.failureReason, incident.failures])).toEqual([
      ['DstPutObjectNotPermitted', 2],
      ['OperationMissedThreshold', 1],
    ]);
  });

  test('that are redelivered are counted once', async () => {
    const world = new ConversationWorld();
    const id = world.send(makeLag('OperationMissedThreshold'));
    await world.respond(new FatedProcess(), { messages: world.receive([id]), isAnswerLost: true });
    world.send(makeLag('OperationMissedThreshold', {}, 'video/2026/other.mp4'));
    world.advance(360);
    await world.respond();
    expect(await world.only()).toMatchObject({ failures: 2, lag: { missed: 2 } });
  });
});

test('a message with a late object and a failure without a reason counts one of each, redelivered or not', async () => {
  const world = new ConversationWorld();
  const failure = makeBody({ eventTime: world.now }).replace(/,"failureReason":"\w+"/, '');
  const counted = world.send(failure);
  await world.respond(new FatedProcess(), { messages: world.receive([counted]), isAnswerLost: true });
  const records = [makeLag('OperationMissedThreshold'), failure].flatMap(
    (body) => (JSON.parse(body) as { Records: unknown[] }).Records,
  );
  world.send(JSON.stringify({ Records: records }));
  world.advance(360);
  await world.respond();
  const { found } = await world.store.list(9);
  expect(found.map(({ kind, failures }) => [kind, failures]).sort()).toEqual([
    ['failure', 2],
    ['lag', 1],
  ]);
});

function makeLag(
  kind: 'OperationMissedThreshold' | 'OperationReplicatedAfterThreshold',
  data: Readonly<Record<string, string>> = {},
  key = makeEvent().key,
): string {
  const body = JSON.parse(makeBody({ kind, key })) as { Records: { replicationEventData: object }[] };
  const [record] = body.Records;
  if (record === undefined) throw new Error('no record');
  const { failureReason: _none, ...known } = record.replicationEventData as { failureReason?: string };
  return JSON.stringify({ Records: [{ ...record, replicationEventData: { ...known, ...data } }] });
}
