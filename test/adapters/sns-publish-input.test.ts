import fc from 'fast-check';
import { toPublishInput } from '../../lambda/adapters/sns-publish-input';
import type { Alert, IncidentAlert } from '../../lambda/core/alerts/alert.schema';
import { SNS_LIMITS } from '../../lambda/core/limits';
import { isAlertDocument, makeIncidentAlert, makeUnreadableAlert } from '../contract/alert-fixture';

const TOPIC_ARN = 'arn:aws:sns:eu-west-1:111111111111:alerts';

interface Texts {
  readonly default: string;
  readonly email: string;
  readonly sms: string;
}

function publish(alert: Alert) {
  const input = toPublishInput(alert, TOPIC_ARN);
  const texts = JSON.parse(input.Message) as Texts;
  const document = JSON.parse(texts.default) as Alert;
  const values = Object.fromEntries(
    Object.entries(input.MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
  );
  const attributeBytes = Object.entries(values).map(([name, value]) =>
    Buffer.byteLength(`${name}String${value}`),
  );
  const bytes = attributeBytes.reduce((sum, size) => sum + size, Buffer.byteLength(input.Message));
  return { input, texts, document, values, bytes };
}

/** An alert of `characters` in every text and as many items as a later diagnosis could bring. */
function makeHugeAlert(unit: string, length: number, items: number): IncidentAlert {
  const text = unit
    .repeat(Math.ceil(length / unit.length))
    .slice(0, length)
    .toWellFormed();
  const list = <T>(make: (index: number) => T, most = items): T[] =>
    Array.from({ length: Math.min(items, most) }, (_, i) => make(i));
  const alert = makeIncidentAlert();
  return makeIncidentAlert({
    incident: {
      ...alert.incident,
      failureReason: text,
      operations: Object.fromEntries(list((i) => [`${i}${text}`, i])),
      prefixes: list((i) => ({ prefix: `${i}${text}`, failures: i }), 5),
      objects: list((i) => ({ key: `${i}${text}`, versionId: text, operation: text }), 10),
    },
    replication: {
      source: { bucket: text, region: text },
      destination: { bucket: text },
      ruleId: text,
      roleArn: text,
    },
    diagnosis: {
      ...alert.diagnosis,
      title: text,
      meaning: text,
      causes: list(() => text),
      cause: { check: text, subject: text, statement: text },
      findings: list(() => ({ check: text, verdict: 'ruled-out', evidence: list(() => text, 10) })),
      notChecked: list(() => ({ check: text, because: text, needs: list(() => text, 10) })),
      changes: list(() => ({ time: '2026-01-01T09:52:00.000Z', event: text, by: text, eventId: text })),
    },
    fix: list(() => ({ text, command: text, policy: { Statement: [text] } })),
    retry: { class: 'fix-first', note: text },
    links: {
      runbook: `https://runbooks.example.com/${'r'.repeat(length)}`,
      source: `https://example.com/${'s'.repeat(length)}`,
    },
  });
}

describe('toPublishInput', () => {
  test('writes three texts: every protocol of machines falls back to the document', () => {
    const { texts, document } = publish(makeIncidentAlert());
    expect(Object.keys(texts)).toEqual(['default', 'email', 'sms']);
    expect(document).toEqual(makeIncidentAlert());
  });

  test('names what filter policies select by', () => {
    expect(publish(makeIncidentAlert()).values).toEqual({
      schema: 's3-replication-alert/1',
      type: 'opened',
      severity: 'high',
      failureReason: 'DstPutObjectNotPermitted',
      sourceBucket: 'media-prod',
      destinationBucket: 'media-dr',
      verdict: 'likely',
    });
  });

  test('leaves out attributes that do not apply: SNS refuses a message with an empty one', () => {
    expect(Object.keys(publish(makeUnreadableAlert()).values)).toEqual(['schema', 'type', 'severity']);
    const { incident, replication } = makeIncidentAlert();
    const alert = makeIncidentAlert({
      incident: { ...incident, failureReason: ' \n' },
      replication: { ...replication, destination: null },
    });
    expect(Object.keys(publish(alert).values)).toEqual([
      'schema',
      'type',
      'severity',
      'sourceBucket',
      'verdict',
    ]);
  });

  test('writes attribute values on one line, without what SNS refuses', () => {
    const { incident } = makeIncidentAlert();
    const failureReason = 'Dst\u0000Put\r\nObject\ufffe\u001b[31m';
    const { values } = publish(makeIncidentAlert({ incident: { ...incident, failureReason } }));
    expect(values['failureReason']).toBe('Dst\ufffdPut  Object\ufffd\ufffd[31m');
  });

  test('escapes in the document what raw delivery to SQS would refuse, and changes nothing for its reader', () => {
    const key = 'a\u0000\u001f\ufffe\uffffb';
    const { incident } = makeIncidentAlert();
    const alert = makeIncidentAlert({ incident: { ...incident, objects: [{ key }] } });
    const { texts, document } = publish(alert);
    expect(texts.default).toMatch(/^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]+$/u);
    expect(document).toEqual(alert);
  });

  test('leaves out samples, then prefixes, then causes, and says so in the e-mail', () => {
    const { incident, diagnosis } = makeIncidentAlert();
    const objects = Array.from({ length: 10 }, (_, i) => ({ key: `${i}${'"'.repeat(8_000)}` }));
    const big = publish(makeIncidentAlert({ incident: { ...incident, objects } }));
    expect(big.document).toMatchObject({
      incident: { objects: [objects[0]] },
      diagnosis: { causes: diagnosis.causes },
    });
    expect(big.texts.email).toContain('Left out to fit one message: +9 more sample objects.');

    const prefixes = Array.from({ length: 5 }, (_, i) => ({
      prefix: `${i}${'"'.repeat(20_000)}`,
      failures: 1,
    }));
    const bigger = publish(makeIncidentAlert({ incident: { ...incident, objects, prefixes } }));
    expect(bigger.texts.email).toContain('+9 more sample objects, +4 more prefixes.');
    expect(bigger.document).toMatchObject({ diagnosis: { causes: diagnosis.causes } });
  });

  test('never cuts a command short: a command is whole or absent', () => {
    const alert = makeHugeAlert('"', 3_000, 20);
    const { document } = publish(alert);
    const commands = (document as IncidentAlert).fix.flatMap(({ command }) => command ?? []);
    for (const command of commands) expect(command).toBe(alert.fix[0]?.command);
  });

  test.each(['"', '\\', '\u0000', '\u001b', '\u009b', '🎬', '映', '\u202e', '<!channel>', '\ud83c'])(
    'fits an alert that is full of %j',
    (unit) => {
      const { bytes, document, input } = publish(makeHugeAlert(unit, 5_000, 20));
      expect(bytes).toBeLessThanOrEqual(SNS_LIMITS.messageBytes);
      expect(isAlertDocument(document)).toBe(true);
      expect(input.Subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,98}$/);
    },
  );

  test('fits any alert: valid JSON, a valid document, UTF-8, no empty attribute', () => {
    const unit = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 8 }),
      fc.constantFrom('"', '\\', '\u0000', '\n'),
    );
    const alerts = fc.tuple(unit, fc.nat(4_000), fc.nat(20)).map((parts) => makeHugeAlert(...parts));
    fc.assert(
      fc.property(alerts, (alert) => {
        const { bytes, document, input, texts, values } = publish(alert);
        expect(bytes).toBeLessThanOrEqual(SNS_LIMITS.messageBytes);
        expect(isAlertDocument(document)).toBe(true);
        expect([input.Message, texts.email, texts.sms].every((text) => text.isWellFormed())).toBe(true);
        expect(Object.values(values)).not.toContain('');
        expect(input.Subject).toMatch(/^[\x21-\x7e][\x20-\x7e]{0,98}$/);
      }),
      { numRuns: 25 },
    );
  });

  test('fits an unreadable alert of any content', () => {
    const alert = makeUnreadableAlert();
    const sample = {
      code: '\u0000'.repeat(255),
      path: '"'.repeat(255),
      got: '\\'.repeat(20_000),
      allowed: '🎬'.repeat(9_000),
      excerpt: '\u001b'.repeat(256),
    };
    const samples = Array.from({ length: 10 }, () => sample);
    const { bytes, document, texts } = publish({ ...alert, unreadable: { count: 99, samples } });
    expect(bytes).toBeLessThanOrEqual(SNS_LIMITS.messageBytes);
    expect(isAlertDocument(document)).toBe(true);
    expect(texts.email).toContain('+9 more samples');
  });
});
