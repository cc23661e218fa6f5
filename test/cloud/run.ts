import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChecks, type Tally } from './check';
import { createAmendments } from './local-aws/amendments/amendments';
import { createAwsClients } from './local-aws/aws-clients';
import { createCdk } from './local-aws/cdk';
import { createCloudFormationApi } from './local-aws/cloudformation-api';
import { cleanUpOnSignals, createCleanup, type Cleanup } from './local-aws/cleanup';
import { startEmulator } from './local-aws/emulator';
import { createLambdaApi } from './local-aws/lambda-api';
import { findFreePort } from './local-aws/loopback-server';
import { preparePython } from './local-aws/python-environment';
import { startRecordingProxy } from './local-aws/recording-proxy';
import { startSlackReceiver } from './local-aws/slack-receiver';
import { ACCOUNT, REGION, writeResponderConfigs } from './responder-config';
import { alertChecks } from './scenarios/alerts.checks';
import { blindChecks } from './scenarios/blind.checks';
import { deployChecks } from './scenarios/deploy.checks';
import { diagnosisChecks, mendedChecks } from './scenarios/diagnosis.checks';
import { destroyChecks } from './scenarios/destroy.checks';
import { fixtureChecks } from './scenarios/fixtures.checks';
import { outageChecks } from './scenarios/outage.checks';
import { wholeRunChecks } from './scenarios/whole-run.checks';
import { poisonChecks } from './scenarios/poison.checks';
import { storeChecks } from './scenarios/store.checks';
import { stormChecks } from './scenarios/storm.checks';
import { updateChecks } from './scenarios/update.checks';
import { worldChecks } from './scenarios/worlds.checks';
import { createSourceBuckets } from './source-buckets';
import { recoverFromFailure, type World } from './world';
import { createDeployedWorlds } from './worlds/deployed.worlds';
import { openWorkshop } from './worlds/workshop';

/**
 * `npm run test:cloud`: the real app, deployed with the real CDK CLI into an AWS emulator on this machine; failure
 * events in, alerts out. Prints a line for each check and a last line `N passed, N failed`; exit code 1 when one
 * failed. docs/testing.md tells what the emulator does differently from AWS.
 */
const CHECKS = [
  ...storeChecks,
  ...worldChecks,
  ...blindChecks,
  ...deployChecks,
  ...diagnosisChecks,
  ...alertChecks,
  ...poisonChecks,
  ...fixtureChecks,
  ...stormChecks,
  ...outageChecks,
  ...mendedChecks,
  ...wholeRunChecks,
  ...updateChecks,
  ...destroyChecks,
];

const CACHE_DIRECTORY = join(__dirname, '..', '..', '.cache', 'cloud-test');
/** The emulator's and the functions' output of the last run, kept for reading after a failure. */
const LAST_LOG = join(CACHE_DIRECTORY, 'last-run.log');
const LOG_TAIL_LINES = 80;
const LOG_LINE_CHARACTERS = 500;

async function main(cleanup: Cleanup): Promise<Tally> {
  mkdirSync(CACHE_DIRECTORY, { recursive: true });
  const directory = mkdtempSync(join(tmpdir(), 'replication-responder-cloud-test-'));
  cleanup.later(() => rmSync(directory, { recursive: true, force: true, maxRetries: 3 }));
  const logFile = join(directory, 'local-aws.log');
  cleanup.later(() => {
    if (existsSync(logFile)) copyFileSync(logFile, LAST_LOG);
  });
  const tally = await runChecks(
    CHECKS,
    await createWorld({ directory, logFile, cleanup }),
    recoverFromFailure,
  );
  if (tally.failed > 0) printLogTail(logFile);
  return tally;
}

async function createWorld(run: { directory: string; logFile: string; cleanup: Cleanup }): Promise<World> {
  const { directory, logFile, cleanup } = run;
  const slack = await startSlackReceiver();
  cleanup.later(slack.stop);
  const amendments = createAmendments(ACCOUNT);
  const proxy = await startRecordingProxy(amendments.all);
  cleanup.later(proxy.stop);
  const emulator = await startEmulator({
    python: await preparePython(CACHE_DIRECTORY, cleanup),
    port: await findFreePort(),
    advertisedPort: proxy.port,
    directory,
    logFile,
    // The functions inherit this; so the stack that is deployed is the real one, without a door for tests.
    environment: { SLACK_ALLOWED_ORIGIN: slack.origin },
  });
  cleanup.later(emulator.stop);
  proxy.forwardTo(emulator.url);

  const place = { endpoint: proxy.url, account: ACCOUNT, region: REGION };
  const clients = createAwsClients(place);
  cleanup.later(clients.destroy);
  const sources = await createSourceBuckets(clients, place);
  const configs = await writeResponderConfigs({ clients, sources, slackOrigin: slack.origin, directory });
  const workshop = await openWorkshop({ endpoint: proxy.url, directory, cleanup, ...amendments });
  return {
    account: ACCOUNT,
    region: REGION,
    clients,
    lambda: createLambdaApi(place),
    cloudFormation: createCloudFormationApi(place),
    cdk: createCdk({ endpointUrl: proxy.url, account: ACCOUNT, region: REGION, directory, cleanup }),
    proxy,
    slack,
    emulatorUrl: emulator.url,
    logFile,
    directory,
    sources,
    configs,
    workshop,
    deployedWorlds: await createDeployedWorlds(workshop.administrators, place),
  };
}

function printLogTail(logFile: string): void {
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  console.log(`\nThe last lines of the emulator and the functions (all of them: ${LAST_LOG}):`);
  for (const line of lines.slice(-LOG_TAIL_LINES)) console.log(`    ${line.slice(0, LOG_LINE_CHARACTERS)}`);
}

const cleanup = createCleanup();
cleanUpOnSignals(cleanup);
main(cleanup)
  .finally(() => cleanup.run())
  .then(({ passed, failed }) => {
    console.log(`\n${passed} passed, ${failed} failed`);
    process.exitCode = failed === 0 ? 0 : 1;
  })
  .catch((error: unknown) => {
    console.error(error);
    console.log('\n0 passed, 1 failed');
    process.exitCode = 1;
  });
