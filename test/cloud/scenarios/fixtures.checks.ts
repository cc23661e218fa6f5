import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { waitFor } from '../local-aws/waiting';
import { countMessages, waitUntilHandled } from '../observations';
import { deploymentOf, sendToQueue, type CloudCheck, type World } from '../world';

const FIXTURES = join(__dirname, '..', '..', 'fixtures', 'events');

interface Fixture {
  readonly file: string;
  readonly expected: {
    readonly events: readonly {
      readonly kind: string;
      readonly sourceBucket: string;
      readonly failureReason?: string;
    }[];
    readonly problems: readonly unknown[];
  };
}

/** Every event fixture that SQS can carry, through the deployed stack; the manifest says what each holds. */
export const fixtureChecks: readonly CloudCheck[] = [
  {
    name: 'every event fixture on the queue ends as an alert, as a dead letter or as nothing, as its manifest says',
    run: async (world) => {
      const { inbox, deadLetterQueueUrl } = deploymentOf(world);
      const fixtures = readFixtures();
      const deadLettersBefore = await countMessages(world, deadLetterQueueUrl);
      const alertsBefore = inbox.received.length;
      await sendToQueue(
        world,
        fixtures.map(({ file }) => readFileSync(join(FIXTURES, file), 'utf8')),
      );
      await waitUntilHandled(world);

      const problems = fixtures.flatMap(({ expected }) => expected.problems).length;
      assert.equal((await countMessages(world, deadLetterQueueUrl)) - deadLettersBefore, problems);
      const expected = expectedFailures(fixtures);
      await waitFor(
        `alerts about ${[...expected].join(', ')}`,
        async () => {
          await inbox.countAfterSettling('any');
          const alerted = alertedFailures(world, alertsBefore);
          return [...expected].every((failure) => alerted.has(failure)) ? true : undefined;
        },
        { timeoutSeconds: 25 },
      );
      assert.deepEqual([...alertedFailures(world, alertsBefore)].sort(), [...expected].sort());
    },
  },
];

/** All but the events of Lambda, which are no message bodies, and what SQS refuses: nothing, and binary. */
function readFixtures(): readonly Fixture[] {
  const { fixtures } = JSON.parse(readFileSync(join(FIXTURES, 'manifest.json'), 'utf8')) as {
    fixtures: readonly Fixture[];
  };
  return fixtures.filter(
    ({ file }) => !file.endsWith('-lambda-event.json') && !file.endsWith('.bin') && file !== 'empty.txt',
  );
}

function expectedFailures(fixtures: readonly Fixture[]): ReadonlySet<string> {
  const failures = fixtures
    .flatMap(({ expected }) => expected.events)
    .filter(({ kind }) => kind === 'OperationFailedReplication');
  return new Set(
    failures.map(({ sourceBucket, failureReason }) => `${sourceBucket} ${failureReason ?? 'no reason'}`),
  );
}

function alertedFailures(world: World, since: number): ReadonlySet<string> {
  const alerts = deploymentOf(world).inbox.received.slice(since);
  return new Set(
    alerts.flatMap(({ alert }) =>
      alert.type === 'unreadable'
        ? []
        : [`${alert.replication.source.bucket} ${alert.incident.failureReason ?? 'no reason'}`],
    ),
  );
}
