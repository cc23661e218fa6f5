import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { quoteForPosixShell } from '../../../lambda/core/render/posix-shell';
import { toVisibleText } from '../../../lambda/core/render/visible-text';

/** What bash makes of the line: its words, byte for byte. */
function split(line: string): readonly string[] {
  const output = execFileSync('bash', ['-c', `printf '%s\\0' ${line}`], { encoding: 'buffer' });
  return output.toString('utf8').split('\0').slice(0, -1);
}

test.each([
  ['plain words stay readable', ['aws', 's3api', 'get-bucket-policy', '--bucket', 'media-dr']],
  ['command substitution', ['$(rm -rf /)', '`id`', '${HOME}']],
  ['quotes', [`it's`, `"x"`, `\\`, `'`]],
  ['an empty word', ['', 'x']],
  ['line breaks and escapes', ['a\nrm -rf /\n', '\r\n', '\u001b[2J', '\u009b31m', 'tab\there']],
  ['text that hides or turns around', ['a\u202eb', '\u200b', '\u2028', 'x\u{e0001}y', '\u00ad']],
  ['text that is drawn as nothing', ['a\u3164b', '\u115f', 'x\ufe0f', 'x\u{e0100}', '\ufdd0']],
  ['emoji of several characters', ['\u{1f469}\u200d\u{1f4bb}', '\u2602\ufe0f']],
  ['globs, operators, comments', ['*', '?', '~', '#x', ';', '&&', '|', '>', '!']],
])('a shell reads back exactly: %s', (_what, args) => {
  const line = quoteForPosixShell(args);
  expect(split(line)).toEqual(args);
  // A channel shows the line with its own escapes; there must be nothing left for it to escape.
  expect(toVisibleText(line)).toBe(line);
});

test('safe words are not quoted', () => {
  expect(quoteForPosixShell(['arn:aws:s3:::media-dr/*', '--x=1'])).toBe(`'arn:aws:s3:::media-dr/*' --x=1`);
});

test('any words survive the shell', () => {
  const word = fc
    .string({ unit: 'binary', maxLength: 40 })
    .filter((text) => !text.includes('\0') && text.isWellFormed());
  fc.assert(
    fc.property(fc.array(word, { minLength: 1, maxLength: 20 }), (args) => {
      const line = quoteForPosixShell(args);
      expect(split(toVisibleText(line))).toEqual(args);
    }),
    { numRuns: 60 },
  );
});
