import { Metrics } from '@aws-lambda-powertools/metrics';
import { createPowertoolsObserver } from '../../lambda/adapters/powertools-observer';
import { respondToMessages } from '../../lambda/core/respond/respond-to-messages';
import { makeBody } from '../fixtures/make-event';
import { makeNotifier, makePorts } from '../unit/respond/recording-ports';

const SECRET_KEY = 'customers/jane-doe/passport.pdf';

/** Makes Powertools write its metrics to the global console, where a test can read them. */
process.env['POWERTOOLS_DEV'] = 'true';
// … which would otherwise turn them off.
process.env['POWERTOOLS_METRICS_DISABLED'] = 'false';

/** Runs a batch through the real Metrics utility and returns what was logged and which EMF lines were written. */
async function observe(bodies: readonly string[], notifiers = [makeNotifier('sns')]) {
  const logged: unknown[] = [];
  const written: Record<string, unknown>[] = [];
  jest.spyOn(console, 'log').mockImplementation((line: string) => {
    written.push(JSON.parse(line) as Record<string, unknown>);
  });
  const log = (...line: unknown[]): void => void logged.push(line);
  const observer = createPowertoolsObserver({
    logger: { info: log, warn: log, error: log },
    metrics: new Metrics({ namespace: 'N', serviceName: 's' }),
    primaryChannel: 'sns',
    now: () => new Date('2026-01-01T10:00:42.000Z'),
  });
  const messages = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
  await respondToMessages(messages, makePorts({ notifiers, observer }));
  observer.flush();
  return { logged: JSON.stringify(logged), written };
}

afterEach(() => {
  jest.restoreAllMocks();
});

function find(written: readonly Record<string, unknown>[], metric: string) {
  return written.filter((line) => metric in line);
}

test('failures are counted once per bucket and reason, not once per event', async () => {
  const { written } = await observe([
    makeBody(),
    makeBody({ key: 'b' }),
    makeBody({ failureReason: 'BrandNew' }),
  ]);
  expect(find(written, 'Failures')).toMatchObject([
    { Failures: 2, SourceBucket: 'media-prod', FailureReason: 'DstPutObjectNotPermitted', service: 's' },
    { Failures: 1, SourceBucket: 'media-prod', FailureReason: 'Unknown' },
  ]);
  expect(find(written, 'UnknownReasons')).toMatchObject([{ UnknownReasons: 1 }]);
});

test('time to alert runs from the first failure to the acceptance by the alert topic', async () => {
  const { written } = await observe([makeBody()], [makeNotifier('slack'), makeNotifier('sns')]);
  expect(find(written, 'TimeToAlert')).toMatchObject([{ TimeToAlert: 42_000 }]);
  expect(find(written, 'AlertsDelivered')).toHaveLength(2);
});

test('refused deliveries, unreadable, benign, foreign and time-control events each have their metric', async () => {
  const refuse = makeNotifier('slack', () => ({ ok: false, retryable: true, reason: '500' }));
  const { written } = await observe(
    [
      makeBody(),
      'nonsense',
      makeBody({ failureReason: 'SrcReplicationNotPending' }),
      makeBody({ kind: 'OperationNotTracked' }),
      '{"Service":"Amazon S3","Event":"s3:TestEvent"}',
    ],
    [refuse],
  );
  expect(find(written, 'DeliveryFailures')).toMatchObject([{ DeliveryFailures: 2, Channel: 'slack' }]);
  expect(find(written, 'UnreadableEvents')).toMatchObject([{ UnreadableEvents: 1 }]);
  expect(find(written, 'BenignFailures')).toMatchObject([{ BenignFailures: 1 }]);
  expect(find(written, 'ReplicationTimeEvents')).toMatchObject([{ Kind: 'OperationNotTracked' }]);
  expect(find(written, 'IgnoredEvents')).toMatchObject([{ IgnoredEvents: 1 }]);
});

test('no object key reaches a log line or a metric', async () => {
  const poison = JSON.stringify({
    Records: [{ eventSource: 'aws:s3', s3: { object: { key: SECRET_KEY } } }],
  });
  const { logged, written } = await observe([makeBody({ key: SECRET_KEY }), poison]);
  expect(logged).toContain('incident decided');
  expect(logged).toContain('unreadable event');
  expect(logged + JSON.stringify(written)).not.toContain('jane-doe');
});
