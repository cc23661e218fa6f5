import { findNearestReasons } from '../../../cli/explain.command';
import { ABSENT_REASON, UNKNOWN_REASON } from '../../../lambda/core/catalog/fallback.reasons';
import { REASONS } from '../../../lambda/core/catalog/reasons';
import { runFake } from './fake-io';

describe('explain', () => {
  it('prints every row of the catalog as one pure JSON array', async () => {
    const { code, stdout, stderr } = await runFake(['explain', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual(JSON.parse(JSON.stringify(REASONS)));
    expect(stderr).toBe('');
  });

  it('prints the table with every reason and its title', async () => {
    const { code, stdout } = await runFake(['explain']);
    const words = stdout.replace(/\s+/g, ' ');
    expect(code).toBe(0);
    for (const { reason, title } of REASONS) {
      expect(words).toContain(reason);
      for (const word of title.split(' ')) expect(words).toContain(word);
    }
  });

  it.each(REASONS.map(({ reason }) => reason))(
    'explains %s with its causes, fix and source',
    async (reason) => {
      const row = REASONS.find((one) => one.reason === reason);
      const { code, stdout } = await runFake(['explain', reason]);
      const words = stdout.replace(/\s+/g, ' ');
      expect(code).toBe(0);
      expect(words).toContain(row?.meaning);
      for (const cause of row?.causes ?? []) expect(words).toContain(cause);
      for (const { action } of row?.permissions ?? []) expect(words).toContain(action);
      expect(words).toContain(row?.source);
      expect(words).toContain(row?.retry.note);
      expect(stdout).not.toMatch(/\{[a-z][A-Za-z]*\}/);
    },
  );

  it('prints one row as one JSON object', async () => {
    const { code, stdout } = await runFake(['explain', 'AssumeRoleNotPermitted', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ reason: 'AssumeRoleNotPermitted', severity: 'critical' });
  });

  it('finds a reason by its former spelling and in any letter case', async () => {
    const alias = await runFake(['explain', 'DstMultipartPartUploadNotPermitted', '--json']);
    const folded = await runFake(['explain', 'assumerolenotpermitted', '--json']);
    expect(JSON.parse(alias.stdout)).toMatchObject({ reason: 'DstMultipartUploadNotPermitted' });
    expect(JSON.parse(folded.stdout)).toMatchObject({ reason: 'AssumeRoleNotPermitted' });
    expect([alias.code, folded.code]).toEqual([0, 0]);
  });

  it('explains the fallback entry for an unknown reason, suggests the nearest and ends with 2', async () => {
    const { code, stdout, stderr } = await runFake(['explain', 'AssumeRoleNotPermited']);
    expect(code).toBe(2);
    expect(stderr).toBe(
      'error: unknown reason "AssumeRoleNotPermited"; did you mean AssumeRoleNotPermitted?\n',
    );
    expect(stdout).toContain(UNKNOWN_REASON.title);
  });

  it('gives the fallback entry as JSON too, with the refusal on stderr only', async () => {
    const { code, stdout, stderr } = await runFake(['explain', 'Nonsense', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ reason: 'Unknown' });
    expect(stderr).toContain('unknown reason "Nonsense"');
  });

  it.each([
    ['Unknown', UNKNOWN_REASON],
    ['absent', ABSENT_REASON],
  ])('explains the fallback entry %s when asked for it', async (name, row) => {
    const { code, stdout } = await runFake(['explain', name, '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ reason: row.reason });
  });

  it('shows control characters of a hostile reason instead of printing them', async () => {
    const { stderr } = await runFake(['explain', '\u001b[31mX\r\n']);
    expect(stderr).toContain('\\u001b[31mX');
    expect(stderr).not.toContain('\u001b');
  });

  it('colours on a terminal, and not with NO_COLOR, on a dumb terminal or into a pipe', async () => {
    const args = ['explain', 'AssumeRoleNotPermitted'];
    const colored = await runFake(args, { isTTY: true });
    const plain = [
      await runFake(args, { isTTY: true, env: { NO_COLOR: '1' } }),
      await runFake(args, { isTTY: true, env: { TERM: 'dumb' } }),
      await runFake(args),
    ];
    expect(colored.stdout).toContain('\u001b[1mAssumeRoleNotPermitted\u001b[22m');
    for (const { stdout } of plain) expect(stdout).not.toContain('\u001b');
  });

  it.each([40, 80, 120])('keeps the table within %i columns', async (columns) => {
    const { stdout } = await runFake(['explain'], { isTTY: true, columns, env: { NO_COLOR: '1' } });
    const reasons = new Set(REASONS.map(({ reason }) => reason));
    const tooLong = stdout.split('\n').filter((line) => line.length > columns);
    // The first column is as wide as the longest name, which may be cut by nobody.
    expect(tooLong.filter((line) => !reasons.has(line.trim().split(/\s+/)[0] ?? ''))).toEqual([]);
    if (columns >= 80) expect(tooLong).toEqual([]);
  });
});

describe('findNearestReasons', () => {
  it('puts the nearest name first', () => {
    expect(findNearestReasons('DstPutObjectNotPermited')[0]).toBe('DstPutObjectNotPermitted');
  });

  it('finds names by a part of them', () => {
    expect(findNearestReasons('assumerole')).toEqual(['AssumeRoleNotPermitted']);
  });

  it('suggests nothing when nothing is alike', () => {
    expect(findNearestReasons('xyzzy')).toEqual([]);
    expect(findNearestReasons('')).toEqual([]);
  });

  it('suggests at most three, however long the text', () => {
    expect(findNearestReasons('NotPermitted').length).toBeLessThanOrEqual(3);
    expect(findNearestReasons('N'.repeat(1_000_000))).toEqual([]);
  });
});
