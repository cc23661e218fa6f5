import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { incidentAlertSchema } from '../../../lambda/core/alerts/alert.schema';
import { ALERT_LIMITS, SLACK_LIMITS, SNS_LIMITS } from '../../../lambda/core/limits';
import { renderAmazonQ } from '../../../lambda/core/render/amazon-q';
import { toAsciiSubject } from '../../../lambda/core/render/ascii-subject';
import { renderEmail } from '../../../lambda/core/render/email';
import { renderHtml } from '../../../lambda/core/render/html';
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
  const LOOKED = [
    { check: 'role-trust', verdict: 'ruled-out' as const, evidence: [] },
    { check: 'destination-versioning', verdict: 'ruled-out' as const, evidence: [] },
    { check: 'source-kms-key', verdict: 'ruled-out' as const, evidence: [] },
    { check: 'destination-acl', verdict: 'ruled-out' as const, evidence: [] },
    { check: 'destination-account', verdict: 'inconclusive' as const, evidence: ['Nothing tells.'] },
  ];

  it('is one line for each outcome, sorted by side', () => {
    expect(toFlatBody(withDiagnosis({ findings: LOOKED }))).toContain(
      'Ruled out: role trust; at the source: KMS key; at the destination: versioning, ACL. Inconclusive: destination account (Nothing tells).',
    );
  });

  it('names the side once, when there is no other', () => {
    expect(toFlatBody(CONFIRMED)).toContain(
      'Ruled out at the destination: account, request payment, encryption types.',
    );
  });

  it('does not tell what stayed open where the cause is known', () => {
    const open = {
      check: 'object-lock',
      verdict: 'inconclusive' as const,
      evidence: ['Open: nobody can tell.'],
    };
    const diagnosis = { ...CONFIRMED.diagnosis, findings: [...CONFIRMED.diagnosis.findings, open] };
    expect(toBody({ ...CONFIRMED, diagnosis })).not.toContain('Inconclusive');
    expect(toBody({ ...CONFIRMED, diagnosis: { ...diagnosis, verdict: 'likely' } })).toContain(
      'Inconclusive',
    );
  });

  it('says what is missing once for all that it is missing for', () => {
    const notChecked = [
      { check: 'destination-versioning', because: 'access was denied', needs: ['s3:GetBucketVersioning'] },
      { check: 'destination-organization-policy', because: 'denied', needs: ['iam:SimulatePrincipalPolicy'] },
      { check: 'source-versioning', because: 'access was denied', needs: ['s3:GetBucketVersioning'] },
      { check: 'recent-changes', because: 'access was denied', needs: ['cloudtrail:LookupEvents'] },
      { check: 'role-trust', because: 'it was throttled.', needs: [] },
    ];
    expect(toFlatBody(withDiagnosis({ notChecked }))).toContain(
      'Could not check: destination versioning, source versioning (needs s3:GetBucketVersioning); SCPs (needs iam:SimulatePrincipalPolicy); recent changes (needs cloudtrail:LookupEvents); role trust (it was throttled).',
    );
  });

  it('names the place of a confirmed cause when the evidence does not', () => {
    const [first] = CONFIRMED.diagnosis.findings;
    if (first === undefined) throw new Error('there is a cause');
    const findings = [{ ...first, evidence: ['A deny applies.'] }];
    const body = toBody({ ...CONFIRMED, diagnosis: { ...CONFIRMED.diagnosis, findings } });
    expect(body).toContain('Found in arn:aws:s3:::media-dr, DenyOutsideVpc.');
    expect(toBody(CONFIRMED)).not.toContain('Found in');
  });
});

describe('several causes', () => {
  const cause = (title: string, ...evidence: readonly string[]) => ({
    check: 'role-trust',
    verdict: 'confirmed' as const,
    title,
    evidence: [...evidence],
  });
  const why = (verdict: 'confirmed' | 'benign', ...findings: readonly ReturnType<typeof cause>[]) => {
    const body = toFlatBody(withDiagnosis({ verdict, causes: [], findings: [...findings] }));
    return body.slice(body.indexOf(' Why '), body.indexOf(' Fix '));
  };

  it('are told one after the other, each with what proves it', () => {
    expect(why('confirmed', cause('It is shut', 'One.', 'Both.'), cause('It is gone', 'Both.'))).toContain(
      'Why 1. It is shut. One. 2. It is gone. Both.',
    );
  });

  it('do not take in what is wrong besides', () => {
    const aside = { check: 'x', verdict: 'confirmed' as const, evidence: ['Metrics are off.'] };
    const body = toFlatBody(
      withDiagnosis({ verdict: 'confirmed', findings: [cause('It is shut', 'One.'), aside] }),
    );
    expect(body).toContain('Why One. ');
    expect(body).toContain(' Metrics are off. ');
  });

  it('of what needs nobody are told as what was seen', () => {
    expect(why('benign', cause('It is gone', 'The version is gone.'))).toContain('The version is gone.');
  });
});

describe('what changed', () => {
  const told = (change: Partial<IncidentAlert['diagnosis']['changes'][number]>) =>
    toFlatBody(
      withDiagnosis({
        changes: [
          { time: '2026-01-15T09:52:41.000Z', event: 'PutBucketPolicy', by: 'x', eventId: 'e-1', ...change },
        ],
      }),
    );

  it.each([
    ['arn:aws:sts::222222222222:assumed-role/deploy-role/ci', 'deploy-role/ci'],
    ['arn:aws-cn:iam::222222222222:user/ops/alice', 'user/ops/alice'],
    ['arn:aws:iam::222222222222:root', 'root'],
    ['arn:aws:sts::222222222222:federated-user/bob', 'arn:aws:sts::222222222222:federated-user/bob'],
    ['cloudformation.amazonaws.com', 'cloudformation.amazonaws.com'],
  ])('was changed by %s, called %s', (by, name) => {
    expect(told({ by, on: 'media-dr' })).toContain(
      `09:52 UTC PutBucketPolicy on media-dr by ${name} (event e-1), 7 minutes before the first failure.`,
    );
  });

  it('says so when it was refused, and nothing of a place that is not known', () => {
    expect(told({ error: 'AccessDenied' })).toContain(
      'PutBucketPolicy by x (event e-1) failed with AccessDenied, 7 minutes',
    );
  });
});

describe('the text for the owner of the other account', () => {
  it('stands whole in an e-mail, last before the links', () => {
    const lines = toLines(CONFIRMED);
    const from = lines.indexOf('To send to the owner of account 222222222222') + 1;
    const handover = (CONFIRMED.handover ?? '').split('\n');
    expect(lines.slice(from, from + handover.length)).toEqual(
      handover.map((line) => (line === '' ? '' : `  ${line}`)),
    );
    expect(lines[from + handover.length + 1]).toMatch(/^Runbook /);
  });

  it('is pointed to where there is no room for it', () => {
    for (const shown of [
      JSON.stringify(renderSlack(CONFIRMED)),
      renderAmazonQ(CONFIRMED).content.description,
    ]) {
      expect(shown).toContain('The text is `handover` of the alert document, and in the e-mail.');
      expect(shown).not.toContain('Hello');
    }
  });

  it('has no name in its title', () => {
    const destination = { bucket: '<!here>', account: '*x*' };
    const alert = { ...CONFIRMED, replication: { ...CONFIRMED.replication, destination } };
    expect(toLines(alert)).toContain('To send to the owner of the destination bucket');
  });
});

describe('a step for one account beside a step for the other', () => {
  const fix = [
    { text: 'Do this.', owner: 'source-account' as const },
    { text: 'Do that.', owner: 'destination-account' as const },
  ];
  const shown = (source?: string, destination?: string) =>
    toFlatBody({
      ...LIKELY,
      fix,
      replication: {
        ...LIKELY.replication,
        source: { bucket: 'media-prod', account: source },
        destination: { bucket: 'media-dr', account: destination },
      },
    });

  it('says which is whose', () => {
    expect(shown('111111111111', '222222222222')).toContain(
      'Fix (in both accounts) 1. Do this. (in source account 111111111111) 2. Do that. (in destination account 222222222222)',
    );
    expect(shown()).toContain('2. Do that. (in the account that owns media-dr)');
  });

  it('is no such thing where both buckets are in one account', () => {
    expect(shown('111111111111', '111111111111')).toContain(
      'Fix (in account 111111111111) 1. Do this. 2. Do that.',
    );
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

  it('shows what changes in a policy, not the whole of it', () => {
    const [, step] = CONFIRMED.fix;
    const [added] = (step?.diff ?? []).filter((line) => line.startsWith('+'));
    expect(added).toContain('"ArnNotLike"');
    expect(toBody(CONFIRMED)).toContain(added);
    expect(JSON.stringify(renderSlack(CONFIRMED))).toContain(JSON.stringify(added).slice(1, -1));
    expect(renderHtml(CONFIRMED)).toContain('<ins>+ ');
    expect(toBody(CONFIRMED)).not.toContain('"Version": ');
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
      handover: endless.slice(0, ALERT_LIMITS.handoverCharacters),
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
      'S3 replication failing: media-prod -> media-dr. 12,431 failed since 10:00 UTC. The destination bucket policy denies S3 the write.',
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

/** Without the line breaks and indents. */
function toFlatBody(alert: IncidentAlert): string {
  return toBody(alert).replace(/\s+/g, ' ');
}

function toLines(alert: IncidentAlert): readonly string[] {
  return toBody(alert).split('\n');
}
