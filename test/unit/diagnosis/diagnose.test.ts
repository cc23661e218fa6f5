import { incidentAlertSchema } from '../../../lambda/core/alerts/alert.schema';
import { findReason } from '../../../lambda/core/catalog/find-reason';
import type { FixOwner } from '../../../lambda/core/catalog/reason-row';
import type { Check, CheckContext, Judgement, Remedy } from '../../../lambda/core/checks/check';
import { CHECKS_OF_REASON } from '../../../lambda/core/checks/check-ids-of-reason';
import { findChecks } from '../../../lambda/core/checks/checks-of-reason';
import { confirmed, notApplicable, ruledOut, undecided } from '../../../lambda/core/checks/judgement';
import { diagnose } from '../../../lambda/core/diagnosis/diagnose';
import { known, unreadable } from '../../../lambda/core/facts/fact';
import { denied, readCheckCases, toContext, toFacts } from '../checks/check-case';

const BARE: CheckContext = {
  subject: { partition: 'aws', sourceBucket: 'media-prod', sourceRegion: 'us-east-1' },
  reason: 'DstPutObjectNotPermitted',
  fact: () => unreadable('dependency', 'it was not looked for'),
};

const DENIED: Judgement = {
  verdict: 'inconclusive',
  evidence: [],
  because: 'access was denied',
  needs: ['s3:X'],
};

function check(id: string, judgement: Judgement | Error, isAside = false): Check {
  return {
    id,
    level: 'config',
    looksAt: 'a thing of the test',
    facts: [],
    ...(isAside && { isAside: true as const }),
    judge: () => {
      if (judgement instanceof Error) throw judgement;
      return judgement;
    },
  };
}

function broken(owner: FixOwner, fix: readonly Remedy[] = [], subject = 'arn:aws:s3:::media-dr'): Judgement {
  return confirmed(`Something of ${owner} is broken.`, { title: `It is ${owner}`, subject, owner }, fix);
}

function run(checks: readonly Check[], reason: string | undefined = 'DstPutObjectNotPermitted') {
  return diagnose({ ...findReason(reason), context: BARE, checks, values: {} });
}

describe('the verdict', () => {
  const wrong = broken('destination-account');
  const gone = broken('nobody');
  const right = ruledOut('It is as it should be.');

  test.each([
    ['likely without any check', 'DstPutObjectNotPermitted', [], 'likely'],
    ['likely when all is ruled out', 'DstPutObjectNotPermitted', [right], 'likely'],
    ['likely when nobody could look', 'DstPutObjectNotPermitted', [DENIED], 'likely'],
    ['confirmed when one thing is', 'DstPutObjectNotPermitted', [DENIED, wrong], 'confirmed'],
    ['unknown for a reason nobody knows', 'BrandNew', [right, DENIED], 'unknown'],
    ['unknown without a reason', undefined, [], 'unknown'],
    ['confirmed for an unknown reason whose cause is seen', 'BrandNew', [wrong], 'confirmed'],
    ['benign when the version is gone indeed', 'SrcVersionNotFound', [gone], 'benign'],
    ['benign when nobody could look', 'SrcVersionNotFound', [DENIED], 'benign'],
    ['no longer benign when the version is there', 'SrcVersionNotFound', [right], 'likely'],
    ['no longer benign when something is broken', 'SrcVersionNotFound', [gone, wrong], 'confirmed'],
    ['confirmed when nothing is left of a failure that matters', 'DstVersionNotFound', [gone], 'confirmed'],
  ] as const)('is %s', (...[, reason, judgements, verdict]) => {
    const checks = judgements.map((judgement, at) => check(`check-${at}`, judgement));
    const input = { ...findReason(reason), context: BARE, checks, values: {} };
    expect(diagnose(input).diagnosis.verdict).toBe(verdict);
  });

  test('does not hang on an aside, which is told all the same', () => {
    const { diagnosis, fix } = run([check('replication-metrics', wrong, true)]);
    expect(diagnosis).toMatchObject({ verdict: 'likely', findings: [{ verdict: 'confirmed' }] });
    expect(diagnosis.cause).toBeUndefined();
    expect(fix.length).toBeGreaterThan(1);
  });
});

describe('the cause', () => {
  const remedy = (text: string): Remedy => ({ text, command: ['aws', 's3api', 'x', '--bucket', "a'b"] });
  const first = broken('source-account', [remedy('Do this.')], 'arn:first');
  const second = broken('destination-account', [remedy('Do that.'), remedy('Do this.')], 'arn:second');

  test('is the first that is confirmed, in likely order', () => {
    const { diagnosis } = run([check('a', ruledOut('Fine.')), check('b', first), check('c', second)]);
    expect(diagnosis.cause).toEqual({ check: 'b', subject: 'arn:first' });
    expect(diagnosis.causes).toEqual([]);
  });

  test('is what the title says, where it is a cause of something that has to be mended', () => {
    expect(run([check('b', first), check('c', second)]).diagnosis.title).toBe('It is source-account');
    const gone = run([check('a', broken('nobody'))], 'SrcVersionNotFound').diagnosis;
    expect(gone.title).toBe(findReason('SrcVersionNotFound').row.title);
  });

  test('says of each of several what is wrong and whose hands it needs, and nothing of that of an aside', () => {
    const { findings } = run([
      check('b', first),
      check('c', second),
      check('d', broken('source-account'), true),
    ]).diagnosis;
    expect(findings.map(({ title, owner }) => [title, owner])).toEqual([
      ['It is source-account', 'source-account'],
      ['It is destination-account', 'destination-account'],
      [undefined, undefined],
    ]);
  });

  test('needs the hands of whoever owns a policy that has to change with it', () => {
    const place = { kind: 'bucket', arn: 'arn:aws:s3:::media-dr', bucket: 'media-dr' } as const;
    const edits = [{ kind: 'add', statement: { Effect: 'Allow' }, text: 'allow it' }] as const;
    const change = { place, document: undefined, edits, owner: 'destination-account' } as const;
    const { diagnosis, fix } = run([check('a', broken('source-account', [{ change }]))]);
    expect(diagnosis.owner).toBe('either-account');
    expect(fix.map(({ owner }) => owner)).toEqual(['destination-account', 'destination-account']);
    expect(fix[1]?.diff).toEqual(['+ {', '+   "Effect": "Allow"', '+ }']);
  });

  test('has the others beside it, with all of their remedies, each once', () => {
    const { diagnosis, fix } = run([check('b', first), check('c', second)]);
    const confirmedOnes = diagnosis.findings.filter(({ verdict }) => verdict === 'confirmed');
    expect(confirmedOnes.map((finding) => finding.check)).toEqual(['b', 'c']);
    expect(fix.map(({ text }) => text)).toEqual(['Do this.', 'Do that.']);
    expect(fix[0]?.command).toBe("aws s3api x --bucket 'a'\\''b'");
  });

  test.each([
    [[first], 'source-account'],
    [[first, second], 'either-account'],
    [[first, broken('nobody')], 'source-account'],
    [[], 'either-account'],
  ] as const)('says whose hands are needed (%#)', (judgements, owner) => {
    const checks = judgements.map((judgement, at) => check(`check-${at}`, judgement));
    expect(run(checks).diagnosis.owner).toBe(owner);
  });

  test('keeps the statement within the policy that it names', () => {
    const cause = {
      title: 'It says no',
      subject: 'arn:x',
      statement: 'DenyAll',
      owner: 'source-account',
    } as const;
    expect(run([check('a', confirmed('It says no.', cause, []))]).diagnosis.cause).toEqual({
      check: 'a',
      subject: 'arn:x',
      statement: 'DenyAll',
    });
  });
});

describe('what was looked at', () => {
  test('is told with what is confirmed first, then what is open, what is ruled out, what does not matter', () => {
    const { diagnosis } = run([
      check('na', notApplicable('the rule names no key')),
      check('out', ruledOut('Fine.')),
      check('open', undecided('several fit', 'There are two.')),
      check('yes', broken('nobody')),
    ]);
    expect(diagnosis.findings.map((finding) => finding.check)).toEqual(['yes', 'open', 'out', 'na']);
    expect(diagnosis.findings[3]?.evidence).toEqual(['The rule names no key.']);
    expect(diagnosis.notChecked).toEqual([]);
  });

  test('is apart from where nobody could look, which names the missing permission', () => {
    const { diagnosis } = run([check('shut', DENIED), check('blank', undecided('nothing tells'))]);
    expect(diagnosis.findings).toEqual([]);
    expect(diagnosis.notChecked).toEqual([
      { check: 'shut', because: 'access was denied', needs: ['s3:X'] },
      { check: 'blank', because: 'nothing tells', needs: [] },
    ]);
  });

  test('keeps what was seen before a read was refused', () => {
    const { diagnosis } = run([check('half', { ...DENIED, evidence: ['It is a Requester Pays bucket.'] })]);
    expect(diagnosis.findings).toMatchObject([{ check: 'half', verdict: 'inconclusive' }]);
    expect(diagnosis.notChecked).toMatchObject([{ check: 'half', needs: ['s3:X'] }]);
  });

  test('says of what was seen and proves nothing why it proves nothing', () => {
    const { diagnosis } = run([check('seen', undecided('nobody knows whose it is', 'It is there.'))]);
    expect(diagnosis.findings).toMatchObject([
      { verdict: 'inconclusive', evidence: ['It is there.', 'Open: nobody knows whose it is.'] },
    ]);
    expect(diagnosis.notChecked).toEqual([]);
  });

  test('has a check that throws as an inconclusive one, with the kind of error and nothing of its text', () => {
    const odd = Object.assign(new Error('x'), { name: 'a <b>' });
    const { diagnosis } = run([
      check('bad', new TypeError('secret key')),
      check('odd', odd),
      check('ok', ruledOut('Fine.')),
    ]);
    expect(diagnosis.findings.map(({ evidence }) => evidence.join(' '))).toEqual([
      'The check came to no result. Open: the check itself failed with TypeError.',
      'The check came to no result. Open: the check itself failed with something unknown.',
      'Fine.',
    ]);
    expect(JSON.stringify(diagnosis)).not.toMatch(/secret|<b>/);
  });

  test('is bounded, whatever a rule id or a key holds', () => {
    const endless = 'x'.repeat(100_000);
    const { diagnosis } = run([
      check(
        'a',
        confirmed(endless, { title: 'Endless', subject: endless, statement: endless, owner: 'nobody' }, [
          { text: endless },
        ]),
      ),
      check('b', { ...DENIED, because: endless }),
      check('c', notApplicable(endless)),
    ]);
    expect(JSON.stringify(diagnosis).length).toBeLessThan(15_000);
  });
});

describe('without a confirmed cause', () => {
  test('the fix is that of the catalog, with the names that were read', () => {
    const configuration = known({ roleArn: 'arn:aws:iam::111111111111:role/service-role/media', rules: [] });
    const context: CheckContext = {
      ...BARE,
      fact: (id: string) => (id === 'source-replication' ? configuration : unreadable('budget', 'no time')),
    };
    const { fix } = diagnose({
      ...findReason('AssumeRoleNotPermitted'),
      context,
      checks: [],
      values: { sourceBucket: 'media-prod', roleName: 'not-this-one' },
    });
    const commands = fix.map(({ command }) => command).join('\n');
    expect(commands).toContain('--role-name media');
    expect(commands).not.toContain('<roleName>');
  });

  test('the catalog says which causes there may be', () => {
    const { row } = findReason('DstPutObjectNotPermitted');
    expect(run([]).diagnosis).toMatchObject({ causes: row.causes, owner: row.owner, title: row.title });
  });
});

describe('every case of every check', () => {
  const part = incidentAlertSchema.pick({ diagnosis: true, fix: true });
  const cases = readCheckCases().map((filed): [string, typeof filed] => [
    `${filed.check}: ${filed.checkCase.name}`,
    filed,
  ]);

  test.each(cases)('fits the alert document: %s', (_, { checkCase }) => {
    const context = toContext(checkCase, toFacts(checkCase));
    const checks = findChecks(checkCase.reason, 'objects');
    const diagnosis = diagnose({ ...findReason(checkCase.reason), context, checks, values: {} });
    expect(part.parse(diagnosis)).toEqual(diagnosis);
    expect(JSON.stringify(diagnosis)).not.toContain('the check itself failed');
  });
});

describe('every reason that something can be looked at for', () => {
  const reasons = Object.keys(CHECKS_OF_REASON).filter((reason) => findChecks(reason, 'objects').length > 0);

  /** The reasons that the catalog has no row for are asked for by a name that it cannot have, or by none. */
  const toMatch = (reason: string) =>
    findReason(reason === 'Absent' ? undefined : reason === 'Unknown' ? 'BrandNewReason' : reason);

  test.each(reasons)('%s tells what is missing when nobody may look, and confirms nothing', (reason) => {
    const context: CheckContext = {
      ...BARE,
      subject: { ...BARE.subject, object: { key: 'a', versionId: 'v' }, jobId: 'job-1' },
      reason,
      fact: denied,
    };
    const match = toMatch(reason);
    const { diagnosis, fix } = diagnose({
      ...match,
      context,
      checks: findChecks(reason, 'objects'),
      values: {},
    });
    expect(diagnosis.verdict).toBe(
      match.row.benign ? 'benign' : ['Unknown', 'Absent'].includes(reason) ? 'unknown' : 'likely',
    );
    expect(diagnosis.findings.filter(({ verdict }) => /confirmed|ruled-out/.test(verdict))).toEqual([]);
    expect(diagnosis.notChecked.flatMap(({ needs }) => needs).length).toBeGreaterThan(0);
    expect(fix).toHaveLength(match.row.fix.length);
  });

  test.each(reasons)('%s has a world in which looking confirms one of its causes', (reason) => {
    const checks = findChecks(reason, 'objects');
    const worlds = readCheckCases().filter(
      ({ check: id, checkCase }) =>
        checkCase.expect.verdict === 'confirmed' && checks.some((one) => one.id === id && !one.isAside),
    );
    const subjects = worlds.map(({ checkCase }) => {
      const context = { ...toContext(checkCase, toFacts(checkCase)), reason };
      return diagnose({ ...toMatch(reason), context, checks, values: {} }).diagnosis.cause?.subject;
    });
    expect(subjects.filter((subject) => subject !== undefined)).not.toEqual([]);
  });
});
