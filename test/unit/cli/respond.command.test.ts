import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { toNotification, toSnsEnvelope, toSqsEvent } from '../../../cli/demo/failure-notification';
import { INPUT_LIMIT_BYTES } from '../../../cli/respond/event-input';
import { alertSchema } from '../../../lambda/core/alerts/alert.schema';
import { NOW, runFake } from './fake-io';

const FAILURE = {
  time: new Date('2026-01-01T09:59:00.000Z'),
  region: 'eu-west-1',
  sourceBucket: 'media-prod',
  destinationBucket: 'media-dr',
  ruleId: 'all-media',
  key: 'video/a b.mp4',
  sizeBytes: 1_000,
  failureReason: 'DstPutObjectNotPermitted',
  serial: 1,
};

const FAILURE_BODY = JSON.stringify(toNotification(FAILURE));
const BENIGN_BODY = JSON.stringify(toNotification({ ...FAILURE, failureReason: 'SrcReplicationNotPending' }));

interface PrintedAlert {
  readonly type: string;
  readonly diagnosis?: { readonly verdict: string };
  readonly incident?: { readonly failures: number };
}

async function respond(stdin: string | Buffer, ...args: readonly string[]) {
  const run = await runFake(['respond', '--event', '-', ...args], { stdin });
  return { ...run, alerts: () => JSON.parse(run.stdout) as readonly PrintedAlert[] };
}

describe('respond', () => {
  it.each([
    ['a bare S3 notification', FAILURE_BODY],
    ['an SNS envelope', JSON.stringify(toSnsEnvelope(FAILURE_BODY, FAILURE.time))],
    ['an SQS Lambda event', JSON.stringify(toSqsEvent([FAILURE_BODY]))],
    [
      'an SQS Lambda event around an SNS envelope',
      JSON.stringify(toSqsEvent([JSON.stringify(toSnsEnvelope(FAILURE_BODY, FAILURE.time))])),
    ],
    ['a notification that an editor began with a byte order mark', `\ufeff${FAILURE_BODY}`],
  ])('makes one schema-valid alert of %s', async (_name, stdin) => {
    const { code, alerts, stderr } = await respond(stdin, '--json');
    expect(code).toBe(0);
    expect(stderr).toBe('');
    expect(alerts()).toHaveLength(1);
    expect(alertSchema.parse(alerts()[0])).toMatchObject({
      type: 'opened',
      time: NOW.toISOString(),
      incident: { failureReason: 'DstPutObjectNotPermitted', objects: [{ key: 'video/a b.mp4' }] },
      diagnosis: { verdict: 'likely' },
    });
  });

  it('makes one alert per incident, and counts its failures', async () => {
    const bodies = [
      FAILURE_BODY,
      FAILURE_BODY,
      JSON.stringify(toNotification({ ...FAILURE, ruleId: 'other' })),
    ];
    const { alerts } = await respond(JSON.stringify(toSqsEvent(bodies)), '--json');
    expect(alerts().map(({ incident }) => incident?.failures)).toEqual([2, 1]);
  });

  it('prints a failure that needs nobody, with the verdict benign', async () => {
    const { code, alerts } = await respond(BENIGN_BODY, '--json');
    expect(code).toBe(0);
    expect(alerts()).toMatchObject([{ type: 'opened', why: 'asked', diagnosis: { verdict: 'benign' } }]);
    expect(alertSchema.safeParse(alerts()[0]).success).toBe(true);
  });

  it('accepts --no-checks, which changes nothing yet', async () => {
    expect((await respond(FAILURE_BODY, '--json', '--no-checks')).stdout).toBe(
      (await respond(FAILURE_BODY, '--json')).stdout,
    );
  });

  it('ends with 1 when a part of the input could not be read, and still tells the rest', async () => {
    const { code, alerts } = await respond(JSON.stringify(toSqsEvent([FAILURE_BODY, 'not JSON'])), '--json');
    expect(code).toBe(1);
    expect(
      alerts()
        .map(({ type }) => type)
        .sort(),
    ).toEqual(['opened', 'unreadable']);
  });

  it.each([
    ['text that is no JSON', 'hello', 'stdin is not JSON'],
    ['truncated JSON', FAILURE_BODY.slice(0, 200), 'stdin is not JSON (at character'],
    ['nothing', '', 'stdin is empty'],
    ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00, 0x1b]), 'stdin is not JSON'],
  ])('ends with 2 for %s, with the unreadable alert for a program', async (_name, stdin, message) => {
    const { code, alerts, stderr } = await respond(stdin, '--json');
    expect(code).toBe(2);
    expect(stderr).toContain(message);
    expect(alerts()).toMatchObject([{ type: 'unreadable' }]);
    expect(alertSchema.safeParse(alerts()[0]).success).toBe(true);
  });

  it('tells a person once, on stderr, that the input cannot be used', async () => {
    expect(await respond('hello')).toMatchObject({ code: 2, stdout: '' });
  });

  it('reads no more than 6 MiB, and says so', async () => {
    const { code, alerts, stderr } = await respond(Buffer.alloc(INPUT_LIMIT_BYTES + 1, '['), '--json');
    expect(code).toBe(2);
    expect(stderr).toContain('stdin has more than 6 MiB');
    expect(alertSchema.parse(alerts()[0])).toMatchObject({
      unreadable: { samples: [{ code: 'too-large' }] },
    });
  });

  it('says why there is no alert', async () => {
    const testEvent = JSON.stringify({ Service: 'Amazon S3', Event: 's3:TestEvent', Bucket: 'media-prod' });
    const { code, stdout, stderr } = await respond(testEvent, '--json');
    expect([code, JSON.parse(stdout)]).toEqual([0, []]);
    expect(stderr).toBe('No replication failure in it: 1 S3 test event.\n');
  });

  it('prints text, e-mail and HTML for people', async () => {
    const text = await respond(FAILURE_BODY);
    const email = await respond(FAILURE_BODY, '--format', 'email');
    const html = await respond(FAILURE_BODY, '--format', 'html');
    expect(text.stdout).toContain('media-prod (eu-west-1) → media-dr');
    expect(email.stdout).toMatch(/^Subject: .*media-prod.*\n\n/);
    expect(html.stdout).toMatch(/^<!doctype html>/i);
  });

  it('prints what would be posted to Slack and to Amazon Q as arrays', async () => {
    const slack = JSON.parse((await respond(FAILURE_BODY, '--format', 'slack')).stdout) as unknown;
    const amazonQ = JSON.parse((await respond(FAILURE_BODY, '--format', 'amazon-q')).stdout) as unknown;
    expect(slack).toMatchObject([{ text: expect.any(String), blocks: expect.any(Array) }]);
    expect(amazonQ).toMatchObject([{ version: '1.0', source: 'custom' }]);
  });

  it('lets --json go with a format that is JSON, and with no other', async () => {
    expect((await respond(FAILURE_BODY, '--json', '--format', 'slack')).stdout).toBe(
      (await respond(FAILURE_BODY, '--format', 'slack')).stdout,
    );
    const { code, stderr } = await respond(FAILURE_BODY, '--json', '--format', 'html');
    expect(code).toBe(2);
    expect(stderr).toContain('--json and --format html contradict each other');
  });

  describe('with files', () => {
    const folder = mkdtempSync(join(tmpdir(), 'respond-'));
    afterAll(() => rmSync(folder, { recursive: true }));

    it('reads a file', async () => {
      const file = join(folder, 'event.json');
      writeFileSync(file, FAILURE_BODY);
      const { code, stdout } = await runFake(['respond', '--event', file, '--json']);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toHaveLength(1);
    });

    it.each([
      ['a file that is not there', join(folder, 'none.json'), 'does not exist'],
      ['a directory', folder, 'is a directory, not a file'],
    ])('ends with 2 for %s', async (_name, path, message) => {
      const { code, stdout, stderr } = await runFake(['respond', '--event', path]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toBe(`error: ${path} ${message}\n`);
    });
  });
});
