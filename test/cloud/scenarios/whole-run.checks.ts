import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createAlertValidator } from '../alert-validator';
import { SLACK_SECRETS, STACK_NAME } from '../responder-config';
import { readShownMetrics, readWrittenMetrics } from '../written-metrics';
import { deploymentOf, type CloudCheck, type World } from '../world';

/** What must hold over everything that happened so far. */
export const wholeRunChecks: readonly CloudCheck[] = [
  {
    name: 'every alert document that came out is valid against the published schema',
    run: (world) => {
      const { received } = deploymentOf(world).inbox;
      assert.ok(received.length > 0);
      const validate = createAlertValidator();
      for (const { alert } of received) validate(alert);
      return Promise.resolve();
    },
  },
  {
    name: 'the function changed nothing: beside reads it called Publish, SendMessage and AssumeRole',
    run: (world) => {
      const calls = functionCalls(world).filter(({ action }) => !READ.test(action));
      const actions = new Set(calls.map(({ service, action }) => `${service}:${action}`));
      assert.deepEqual([...actions].sort(), ['sns:Publish', 'sqs:SendMessage', 'sts:AssumeRole']);
      return Promise.resolve();
    },
  },
  {
    name: 'the role of the function was never denied what it needs to tell',
    run: (world) => {
      const told = functionCalls(world).filter(({ action }) =>
        /^(Publish|SendMessage|GetSecretValue)$/.test(action),
      );
      assert.deepEqual(
        told.filter(({ status }) => status === 400 || status === 403),
        [],
      );
      return Promise.resolve();
    },
  },
  {
    name: 'every metric of ours that an alarm or the dashboard shows is one that the function wrote, dimension by dimension',
    run: (world) => {
      const shown = readShownMetrics(templateFile(world));
      const written = readWrittenMetrics(world.logFile);
      assert.ok(shown.size > 0);
      assert.deepEqual(
        [...shown].filter((shape) => !written.has(shape)),
        [],
      );
      return Promise.resolve();
    },
  },
  {
    name: 'the queue refuses a message that does not come over TLS',
    run: async (world) => {
      const { queueUrl } = deploymentOf(world);
      const client = new SQSClient({
        endpoint: world.emulatorUrl,
        useQueueUrlAsEndpoint: false,
        region: world.region,
        credentials: { accessKeyId: world.account, secretAccessKey: 'test' },
      });
      const send = client.send(new SendMessageCommand({ QueueUrl: queueUrl, MessageBody: '{}' }));
      await assert.rejects(send, { name: 'AccessDenied' });
      client.destroy();
    },
  },
  {
    name: 'neither the template nor the logs nor an alert holds the Slack webhook or token',
    run: (world) => {
      const texts = [
        readFileSync(world.logFile, 'utf8'),
        readFileSync(templateFile(world), 'utf8'),
        JSON.stringify(deploymentOf(world).inbox.received),
      ];
      for (const secret of Object.values(SLACK_SECRETS)) {
        assert.ok(
          texts.every((text) => !text.includes(secret)),
          'a secret was written down',
        );
      }
      return Promise.resolve();
    },
  },
  {
    name: 'the logs of the function hold no object key',
    run: (world) => {
      const lines = readFileSync(world.logFile, 'utf8').split('\n');
      const written = lines.filter((line) => line.startsWith('{"level"'));
      assert.ok(written.length > 0, 'the function logged nothing');
      assert.deepEqual(
        written.filter((line) => /clip\.mp4|video\/2026/.test(line)),
        [],
      );
      return Promise.resolve();
    },
  },
];

/** REST services are called by method, the others by an action whose name says what it does. */
const READ = /^((GET|HEAD) \/|(Get|List|Describe|Lookup|Simulate)[A-Z])/;

function templateFile(world: World): string {
  return join(world.directory, 'cdk.out', `${STACK_NAME}.template.json`);
}

/** Calls made with a role since the deployment; the test itself calls with the account's own key. */
function functionCalls(world: World): World['proxy']['calls'] {
  const { callsBefore } = deploymentOf(world);
  return world.proxy.calls.slice(callsBefore).filter(({ accessKeyId }) => accessKeyId.startsWith('ASIA'));
}
