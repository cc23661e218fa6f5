import { alertSchema, type IncidentAlert } from '../../../lambda/core/alerts/alert.schema';
import { READ_LIMITS } from '../../../lambda/core/facts/read-budget';
import { quoteForPosixShell } from '../../../lambda/core/render/posix-shell';
import { investigateCase } from './investigate-case';
import { isMendable, mendWorld } from './mend-world';
import { type FiledReasonCase, readReasonCases } from './reason-case';
import { readCalls } from './shell-words';
import { readWorlds } from './world';

const worlds = readWorlds();
const cases = readReasonCases();

/** What a check says that there were no reads left for; its own list in a case, since no permission would help. */
const OUT_OF_READS = 'the budget of reads for one diagnosis was used up';

describe.each([...new Set(cases.map(({ reason }) => reason))])('%s', (reason) => {
  const own = cases.filter((each) => each.reason === reason);
  const table = own.map((each): [string, FiledReasonCase] => [each.reasonCase.name, each]);

  test.each(table)('%s', async (_, filed) => {
    const { expect: wanted } = filed.reasonCase;
    const { match, alert, unanswered } = await investigateCase(filed, worlds);
    expect(match.row.reason).toBe(reason);
    expect(unanswered).toEqual([]);
    expect(toTold(alert)).toEqual({
      verdict: wanted.verdict,
      owner: wanted.owner,
      title: wanted.title ?? match.row.title,
      cause: wanted.cause,
      why: wanted.why,
      findings: wanted.findings,
      notChecked: wanted.notChecked,
      outOfReads: wanted.outOfReads,
      changes: wanted.changes,
    });
    for (const [check, parts = []] of Object.entries(wanted.evidence)) {
      for (const part of parts) expect(toEvidence(alert, check).join('\n')).toContain(part);
    }
    const fix = alert.fix.map(toText).join('\n');
    for (const part of wanted.fix) expect(fix).toContain(part);
    for (const part of wanted.notInFix) expect(fix).not.toContain(part);
  });

  test.each(table)('makes an alert within its limits: %s', async (_, filed) => {
    const { alert, reads, depth } = await investigateCase(filed, worlds);
    expect(alertSchema.parse(alert)).toEqual(alert);
    expect(reads).toBeLessThanOrEqual(READ_LIMITS.reads);
    expect(depth).toBeLessThanOrEqual(READ_LIMITS.depth);
    expect(JSON.stringify(alert)).not.toContain('the check itself failed');
  });

  test.each(table)('has commands that a shell takes as one call of the AWS CLI: %s', async (_, filed) => {
    const { alert } = await investigateCase(filed, worlds);
    const commands = toCommands(alert);
    expect(readCalls(commands).map(quoteForPosixShell)).toEqual(commands);
  });

  test.each(table)('leaves nothing to fill in when the cause is confirmed: %s', async (_, filed) => {
    const { alert } = await investigateCase(filed, worlds);
    const commands = toCommands(alert).join('\n');
    if (alert.diagnosis.verdict === 'confirmed') expect(commands).not.toMatch(/<\w+>|\{\w+\}/);
    else expect(commands).not.toMatch(/\{\w+\}/);
  });
});

/** A fix of commands alone; the rest needs a person: an editor, a management account, a choice. */
const mendable = cases.filter(({ reasonCase: { expect: wanted } }) =>
  isMendable(wanted.fix.filter((part) => part.startsWith('aws ')).map((command) => command.split(' '))),
);

test('most confirmed causes have a fix that can be tried', () => {
  const confirmed = cases.filter(({ reasonCase }) => reasonCase.expect.verdict === 'confirmed');
  expect(mendable.length).toBeGreaterThan(confirmed.length / 2);
});

test.each(
  mendable.map((filed): [string, FiledReasonCase] => [`${filed.reason}: ${filed.reasonCase.name}`, filed]),
)('nothing is confirmed any more once the commands of the fix are pasted: %s', async (_, filed) => {
  const { reasonCase } = filed;
  const { alert } = await investigateCase(filed, worlds);
  const calls = readCalls(toCommands(alert));
  expect(isMendable(calls)).toBe(true);
  const mended = { ...reasonCase, world: mendWorld(reasonCase.world, calls, worlds) };
  const { alert: after } = await investigateCase({ ...filed, reasonCase: mended }, worlds);
  expect(after.diagnosis.findings.filter(({ verdict }) => verdict === 'confirmed')).toEqual([]);
});

function toCommands({ fix }: IncidentAlert): readonly string[] {
  return fix.flatMap(({ command }) => command ?? []);
}

function toTold({ diagnosis }: IncidentAlert) {
  const { verdict, owner, title, cause, findings, notChecked, changes } = diagnosis;
  const named = (wanted: string): readonly string[] =>
    findings.filter((finding) => finding.verdict === wanted).map(({ check }) => check);
  const [unread, unasked] = [
    notChecked.filter(({ because }) => because !== OUT_OF_READS),
    notChecked.filter(({ because }) => because === OUT_OF_READS),
  ];
  return {
    verdict,
    owner,
    title,
    cause: cause && toCause(cause),
    why: findings.find(({ check }) => check === cause?.check)?.evidence ?? [],
    findings: {
      confirmed: named('confirmed'),
      inconclusive: named('inconclusive'),
      'ruled-out': named('ruled-out'),
      'not-applicable': named('not-applicable'),
    },
    notChecked: Object.fromEntries(unread.map(({ check, needs }) => [check, needs])),
    outOfReads: unasked.map(({ check }) => check),
    changes: changes.map(({ event }) => event),
  };
}

/** Without what the alert may tell beside it one day. */
function toCause({ check, subject, statement }: NonNullable<IncidentAlert['diagnosis']['cause']>) {
  return { check, subject, ...(statement !== undefined && { statement }) };
}

function toEvidence({ diagnosis }: IncidentAlert, check: string): readonly string[] {
  return diagnosis.findings.find((finding) => finding.check === check)?.evidence ?? [];
}

function toText({ text, command = '', policy }: IncidentAlert['fix'][number]): string {
  return [text, command, policy === undefined ? '' : JSON.stringify(policy)].join('\n');
}
