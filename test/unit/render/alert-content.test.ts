import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { incidentAlertSchema } from '../../../lambda/core/alerts/alert.schema';
import { SLACK_LIMITS, SNS_LIMITS } from '../../../lambda/core/limits';
import { renderAmazonQ } from '../../../lambda/core/render/amazon-q';
import { toAsciiSubject } from '../../../lambda/core/render/ascii-subject';
import { renderEmail } from '../../../lambda/core/render/email';
import { renderSlack } from '../../../lambda/core/render/slack';
import { renderSms } from '../../../lambda/core/render/sms';

const LIKELY = readGolden('opened-likely');
const CONFIRMED = readGolden('opened-confirmed');

describe('the headline', () => {
  it.each([
    ['opened', 'Replication failing: '],
    ['grew', 'Replication still failing: '],
    ['changed', 'New diagnosis: '],
    ['reminder', 'Replication still failing: '],
    ['resolved', 'Resolved: '],
    ['reopened', 'Replication failing again: '],
    ['recovery', 'Recovering failed objects: '],
  ] as const)('of an alert that is %s begins with %s', (type, opening) => {
    expect(toLines({ ...LIKELY, type })[0]).toBe(`${opening}media-prod (us-east-1) → media-dr`);
  });

  it('of a benign failure says that there is nothing to do', () => {
    expect(toLines(withDiagnosis({ verdict: 'benign' }))[0]).toMatch(/^Nothing to do: /);
  });

  it('names a Region that both buckets share once', () => {
    const replication = { ...LIKELY.replication, destination: { bucket: 'media-dr', region: 'us-east-1' } };
    expect(toLines({ ...LIKELY, replication })[0]).toBe(
      'Replication failing: media-prod → media-dr (us-east-1)',
    );
  });
});

describe('the verdict', () => {
  it('is a statement only when it was verified', () => {
    expect(toBody(CONFIRMED)).toContain('denies S3 the write. Verified at 10:01 UTC.');
    expect(toBody(LIKELY)).not.toContain('Verified');
  });

  it('is what S3 reports when the catalog alone knows, and its causes are called likely', () => {
    const body = toBody(LIKELY);
    expect(body).toContain('S3 reports DstPutObjectNotPermitted: S3 may not write the replica.');
    expect(body).toContain('Likely causes, not verified, likeliest first:');
  });

  it('of a reason nobody knows says that we do not know it', () => {
    expect(toBody(withDiagnosis({ verdict: 'unknown' }))).toContain(
      'S3 reports DstPutObjectNotPermitted, a reason we do not know.',
    );
  });

  it('without a reason says that S3 gave none', () => {
    expect(toBody(withIncident({ failureReason: null }))).toContain('\nS3 gave no reason.\n');
  });
});

describe('the impact', () => {
  it('of one object tells when, and no prefix', () => {
    const impact = toLines(withIncident({ failures: 1, sizeBytes: 1_000, operations: { OBJECT_PUT: 1 } }))[3];
    expect(impact).toBe('1 object version, 1 kB at 09:59 UTC · rule all-media');
  });

  it('tells how fast it goes on, once a minute has passed', () => {
    expect(toBody(withIncident({ failures: 4_800, lastSeen: '2026-01-15T10:01:11.000Z' }))).toContain(
      'still failing, 3,200 a minute',
    );
  });

  it('tells of the last failure when that is a while ago', () => {
    const alert = {
      ...withIncident({ lastSeen: '2026-01-15T10:11:00.000Z' }),
      time: '2026-01-15T12:00:00.000Z',
    };
    expect(toBody(alert)).toContain('last failure 10:11 UTC');
  });

  it.each([
    [[{ prefix: 'a/', failures: 4_500 }], 'all under a/'],
    [[{ prefix: '', failures: 4_500 }], 'all at the top level'],
    [[{ prefix: 'a/', failures: 2_250 }], 'mostly under a/ (50%)'],
    [[{ prefix: 'a/', failures: 4_499 }], 'mostly under a/ (99%)'],
    [
      [
        { prefix: 'a/', failures: 2_000 },
        { prefix: '', failures: 1_000 },
        { prefix: 'c/', failures: 10 },
        { prefix: 'd/', failures: 1 },
      ],
      'under a/ (44%), top level (22%), c/ (<1%) +1 more',
    ],
  ])('names where most of it is: %j', (prefixes, told) => {
    expect(toBody(withIncident({ prefixes })).replaceAll('\n', ' ')).toContain(told);
  });

  it('says that an incident is silenced', () => {
    expect(toBody(withIncident({ status: 'silenced' }))).toMatch(/ ·\s+silenced\n/);
  });
});

describe('what was looked at', () => {
  it('is one line for each outcome', () => {
    const body = toBody(CONFIRMED);
    expect(body).toContain('\n  Ruled out: role trust, role policy, destination versioning.\n');
    expect(body).toContain(
      '\n  Could not check: service control policies (needs iam:SimulatePrincipalPolicy).\n',
    );
  });

  it('names the place of a confirmed cause when the evidence does not', () => {
    const findings = [{ check: 'x', verdict: 'confirmed' as const, evidence: ['A deny applies.'] }];
    const body = toBody(withDiagnosis({ ...CONFIRMED.diagnosis, findings }));
    expect(body).toContain('Found in arn:aws:s3:::media-dr, DenyOutsideVpc.');
    expect(toBody(CONFIRMED)).not.toContain('Found in');
  });
});

describe('the fix', () => {
  it('shows a command whole, on one line, in every channel that shows it', () => {
    const command = LIKELY.fix[0]?.command ?? '';
    expect(toLines(LIKELY).map((line) => line.trim())).toContain(command);
    expect(JSON.stringify(renderSlack(LIKELY))).toContain(`\`\`\`\\n${command}\\n\`\`\``);
    expect(renderAmazonQ(LIKELY).content.nextSteps[0]).toContain(`\`${command}\``);
  });

  it('says where a command is that is too long, and shows no part of it', () => {
    const command = `aws ${'x'.repeat(5_000)}`;
    const alert = { ...LIKELY, fix: [{ text: 'Run it.', command }] };
    for (const shown of [
      toBody(alert),
      JSON.stringify(renderSlack(alert)),
      JSON.stringify(renderAmazonQ(alert)),
    ]) {
      expect(shown).toContain('fix[0].command');
      expect(shown).not.toContain('xxx');
    }
  });

  it('in Slack, shows no command that would end its own code block', () => {
    const alert = { ...LIKELY, fix: [{ text: 'Run it.', command: "aws s3 ls 'a```b'" }] };
    expect(JSON.stringify(renderSlack(alert))).toContain('`fix[0].command`');
    expect(toBody(alert)).toContain("aws s3 ls 'a```b'");
  });
});

describe('a fix of twenty steps', () => {
  const fix = Array.from({ length: 20 }, (_, index) => ({ text: `Step ${index}.` }));

  it('tells in every channel how many steps it does not show', () => {
    expect(toBody({ ...LIKELY, fix })).toContain('+5 more in the alert document (fix)');
    expect(renderAmazonQ({ ...LIKELY, fix }).content.nextSteps).toContain('+12 more in the alert document');
    expect(JSON.stringify(renderSlack({ ...LIKELY, fix }))).toContain(
      '+13 more in the alert document (`fix`)',
    );
  });

  it('of which Slack shows fewer when commands are long', () => {
    const long = fix.map((step) => ({ ...step, command: 'x'.repeat(900) }));
    const posted = JSON.stringify(renderSlack({ ...LIKELY, fix: long }));
    expect(posted).toMatch(/\+\d+ more in the alert document \(`fix`\)/);
    expect(posted).toContain('xxx');
  });
});

describe('a resolved alert', () => {
  const resolved = readGolden('resolved');

  it('tells since when it is quiet and what is left to do, and no fix', () => {
    const body = toBody(resolved);
    expect(body).toContain('No failure since 10:34 UTC.');
    expect(body).toContain('09:59 to 10:34 UTC');
    expect(body).toContain('stay failed until they are retried');
    expect(body).not.toContain('\nFix');
  });
});

describe('a Slack message that is too long', () => {
  const causes = Array.from({ length: 5 }, (_, index) => `${index}: ${'A cause in many words. '.repeat(40)}`);
  const policy = { Statement: Array.from({ length: 20 }, (_, index) => ({ Sid: `Statement${index}` })) };

  /** Messages that grow by a step of the fix at a time; what is left in each. */
  const left = Array.from({ length: 40 }, (_, index) => {
    const command = `aws ${'y'.repeat(index * 50)}`;
    const fix = Array.from({ length: 4 }, () => ({ text: 'Run it.', command, policy }));
    const posted = JSON.stringify(renderSlack({ ...withDiagnosis({ causes }), fix }).blocks);
    return {
      characters: posted.length,
      samples: posted.includes('*Objects*'),
      causes: posted.includes('2. 1: A cause'),
      policies: posted.includes('Statement19'),
      commands: posted.split(command).length - 1,
      more: posted.includes('+4 more'),
    };
  });

  it('stays within the limit', () => {
    for (const { characters } of left) expect(characters).toBeLessThanOrEqual(SLACK_LIMITS.totalCharacters);
  });

  it('loses its samples first, then candidate causes, then policies, each only when it must', () => {
    const states = left.map(({ samples, causes: some, policies }) =>
      [samples, some, policies].map(Number).join(''),
    );
    expect([...new Set(states)]).toEqual(['111', '011', '001', '000']);
  });

  it('says how many causes it left out, and keeps every command', () => {
    for (const { causes: some, more, commands } of left) {
      expect(more).toBe(!some);
      expect(commands).toBe(4);
    }
  });
});

describe('the body of an e-mail', () => {
  it('leaves most of an SNS message to the alert document, even when every text is as long as can be', () => {
    const endless = '漢"'.repeat(3_000);
    const policy = { [endless]: endless };
    const fix = Array.from({ length: 20 }, () => ({ text: endless, command: "'".repeat(3_900), policy }));
    const findings = Array.from({ length: 30 }, () => ({
      check: endless,
      verdict: 'inconclusive' as const,
      evidence: Array.from({ length: 30 }, () => endless),
    }));
    const notChecked = Array.from({ length: 30 }, () => ({ check: endless, because: endless, needs: [] }));
    const objects = Array.from({ length: 10 }, () => ({ key: endless, versionId: endless }));
    const causes = Array.from({ length: 30 }, () => endless);
    const longest = {
      ...withDiagnosis({ title: endless, meaning: endless, causes, findings, notChecked }),
      incident: { ...LIKELY.incident, objects, failureReason: endless },
      fix,
      retry: { class: 'never' as const, note: endless },
    };
    const bytes = Buffer.byteLength(JSON.stringify(toBody(longest)));
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(SNS_LIMITS.messageBytes * 0.75);
  });
});

describe('the subject of an e-mail', () => {
  it('adds what happened when it fits whole', () => {
    expect(renderEmail(LIKELY).subject).toBe(
      '[critical] Replication failing: media-prod -> media-dr: S3 may not write the replica',
    );
    expect(renderEmail(withDiagnosis({ title: 'x'.repeat(60) })).subject).toBe(
      '[critical] Replication failing: media-prod -> media-dr',
    );
  });

  it.each([
    ['Größe → „neu“ 漢…', 'Grosse', 'Gro?e -> ?neu" ?...'],
    ['a\r\nBcc: x', '', 'a Bcc: x'],
    ['   x   ', '', 'x'],
  ])('is ASCII on one line: %j', (text, _meant, subject) => {
    expect(toAsciiSubject(text, 99)).toBe(subject);
  });

  it('marks where it was cut', () => {
    expect(toAsciiSubject('abcdefgh', 6)).toBe('abc...');
  });
});

describe('a text message', () => {
  it('holds only sentences that fit whole', () => {
    const message = renderSms(CONFIRMED);
    expect(message).toBe(
      'S3 replication failing: media-prod -> media-dr. 12,431 failed since 09:59 UTC. The destination bucket policy denies S3 the write.',
    );
    expect(message.length + ' Incident 7f3a91c204de.'.length).toBeGreaterThan(140);
  });
});

describe('an Amazon Q notification', () => {
  it('threads all alerts of one incident', () => {
    const threads = [LIKELY, { ...LIKELY, id: 'other', type: 'grew' as const }].map(
      (alert) => renderAmazonQ(alert).metadata.threadId,
    );
    expect(new Set(threads)).toEqual(new Set([LIKELY.incident.id]));
  });
});

function readGolden(name: string): IncidentAlert {
  const path = join(__dirname, '../../golden', name, 'alert.json');
  return incidentAlertSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
}

function withIncident(changes: Partial<IncidentAlert['incident']>): IncidentAlert {
  return { ...LIKELY, incident: { ...LIKELY.incident, ...changes } };
}

function withDiagnosis(changes: Partial<IncidentAlert['diagnosis']>): IncidentAlert {
  return { ...LIKELY, diagnosis: { ...LIKELY.diagnosis, ...changes } };
}

function toBody(alert: IncidentAlert): string {
  return renderEmail(alert).body;
}

function toLines(alert: IncidentAlert): readonly string[] {
  return toBody(alert).split('\n');
}
