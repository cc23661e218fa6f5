import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type IncidentAlert, incidentAlertSchema } from '../../../lambda/core/alerts/alert.schema';
import { toHandover } from '../../../lambda/core/alerts/to-handover';
import { ALERT_LIMITS } from '../../../lambda/core/limits';
import { incidentAlert } from '../../property/alert-arbitrary';

const GOLDEN = join(__dirname, '../../golden/opened-confirmed/alert.json');
const CONFIRMED = incidentAlertSchema.parse(JSON.parse(readFileSync(GOLDEN, 'utf8')));

const [READ, PUT] = CONFIRMED.fix;

function withAccounts(source: string | undefined, destination: string | undefined): IncidentAlert {
  const { replication } = CONFIRMED;
  return {
    ...CONFIRMED,
    replication: {
      ...replication,
      source: { bucket: 'media-prod', account: source },
      destination: { bucket: 'media-dr', account: destination },
    },
  };
}

describe('the owner of the destination account', () => {
  test('reads who asks, what fails, why, and what to do, with everything to paste', () => {
    const told = toHandover(CONFIRMED) ?? '';
    for (const part of [
      'media-prod (us-east-1, account 111111111111)',
      'media-dr (eu-west-1, account 222222222222)',
      'arn:aws:iam::111111111111:role/media-replication',
      'Since 2026-01-01 10:00 UTC, 12,431 operations have failed. S3 reports DstPutObjectNotPermitted.',
      'Why, as we saw it at 2026-01-01 10:01 UTC:\nStatement DenyOutsideVpc',
      '+   "ArnNotLike"',
      READ?.command,
      PUT?.command,
      'shows that it works',
    ])
      expect(told).toContain(part);
  });

  test('is asked for the steps that are for that account only', () => {
    const own = { text: 'Do this at home.', owner: 'source-account' as const };
    const told = toHandover({ ...CONFIRMED, fix: [own, { text: 'Do that.', owner: 'destination-account' }] });
    expect(told).toContain('Please make this change:\n\nDo that.');
    expect(told).not.toContain('at home');
  });

  test.each([
    ['another account', '111111111111', '222222222222', true],
    ['an account that nobody named', '111111111111', undefined, true],
    ['the account of the source', '111111111111', '111111111111', false],
  ])('is written to when it is %s', (...[, source, destination, isWritten]) => {
    expect(toHandover(withAccounts(source, destination)) !== undefined).toBe(isWritten);
  });

  test.each<readonly [string, Partial<IncidentAlert>]>([
    ['nothing is proved', { diagnosis: { ...CONFIRMED.diagnosis, verdict: 'likely' } }],
    ['it works again', { type: 'resolved' }],
    ['the cause is with the source', { fix: [{ text: 'Do it.', owner: 'source-account' }] }],
    ['nobody knows whose hands it needs', { fix: [{ text: 'Do it.' }] }],
    ['there is no destination', { replication: { ...CONFIRMED.replication, destination: null } }],
  ])('is left alone when %s', (_, changes) => {
    expect(toHandover({ ...CONFIRMED, ...changes })).toBeUndefined();
  });
});

describe('a text that would be too long', () => {
  const step = (command: string, diff: string[] = []) => ({
    text: 'Change it.',
    command,
    diff,
    owner: 'destination-account' as const,
  });

  test('loses what a step changes before its command', () => {
    const told = toHandover({ ...CONFIRMED, fix: [step('aws x', ['+ y'.repeat(3_000)])] });
    expect(told).toContain('Change it.\n\naws x');
    expect(told).not.toContain('+ y');
  });

  test('says how many steps it leaves out, and shows no half of one', () => {
    const long = `aws ${'x'.repeat(5_900)}`;
    const told = toHandover({ ...CONFIRMED, fix: [step('aws a'), step(long), step('aws b')] }) ?? '';
    expect(told).toContain('1. Change it.\n\naws a');
    expect(told).toContain('(2 steps are too long for this text: ask us, and we send the whole of it.)');
    expect(told).not.toContain('xxx');
  });
});

test('whatever an alert holds, the text is within its limit and hides nothing', () => {
  fc.assert(
    fc.property(incidentAlert, fc.boolean(), (alert, isConfirmed) => {
      const { diagnosis } = alert;
      const told = toHandover({
        ...alert,
        diagnosis: isConfirmed ? { ...diagnosis, verdict: 'confirmed' } : diagnosis,
        fix: alert.fix.map((step) => ({ ...step, owner: 'destination-account' as const })),
      });
      if (told === undefined) return;
      expect(told.length).toBeLessThanOrEqual(ALERT_LIMITS.handoverCharacters);
      expect(told).not.toMatch(/(?!\n|\u200d|\ufe0f)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    }),
    { numRuns: 200 },
  );
});
