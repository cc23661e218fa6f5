import fc from 'fast-check';
import { diffLines } from '../../../lambda/core/diagnosis/diff-lines';
import { diffPolicies } from '../../../lambda/core/diagnosis/diff-policies';

const diff = (before: readonly string[], after: readonly string[]) => diffLines([{ before, after }]);

describe('the difference between two documents', () => {
  test.each([
    ['nothing when they are the same', 'abc', 'abc', []],
    ['every line when one is new', '', 'ab', ['+ a', '+ b']],
    ['every line when one is gone', 'ab', '', ['- a', '- b']],
    ['a line added between others', 'ac', 'abc', ['  a', '+ b', '  c']],
    ['a line that takes the place of another', 'abc', 'axc', ['  a', '- b', '+ x', '  c']],
    [
      'three unchanged lines on each side',
      'abcdefgh',
      'abcdXefgh',
      ['  b', '  c', '  d', '+ X', '  e', '  f', '  g'],
    ],
    [
      'changes that are far apart, with a mark of what is between them',
      'abcdefghij',
      'XabcdefghijY',
      ['+ X', '  a', '  b', '  c', '  …', '  h', '  i', '  j', '+ Y'],
    ],
    [
      'changes that are near each other as one',
      'abcdef',
      'XabcdefY',
      ['+ X', '  a', '  b', '  c', '  d', '  e', '  f', '+ Y'],
    ],
  ])('is %s', (...[, before, after, wanted]) => {
    expect(diff([...before], [...after])).toEqual(wanted);
  });

  test('leaves out a comma that a line gains because another follows it', () => {
    expect(diff(['{', '  "a": 1', '}'], ['{', '  "a": 1,', '  "b": 2', '}'])).toEqual([
      '  {',
      '    "a": 1,',
      '+   "b": 2',
      '  }',
    ]);
  });

  test('leaves out brackets that close what is not shown', () => {
    const before = ['{', '  "a": {', '    "b": 1,', '    "c": 2,', '    "d": 3', '  }', '}'];
    const after = before.with(4, '    "d": 4');
    expect(diff(before, after)).toEqual(
      ['  "a": {', '    "b": 1,', '    "c": 2,', '-   "d": 3', '+   "d": 4', '  }'].map((line, at) =>
        at === 0 || at === 5 ? `  ${line.trim()}` : line,
      ),
    );
  });

  test('loses the indent that all of its lines have', () => {
    expect(diff(['    a', '      b'], ['    a', '      c'])).toEqual(['  a', '-   b', '+   c']);
  });

  test('tells a middle that is too long to compare as replaced', () => {
    const [before, after] = ['a', 'b'].map((word) =>
      Array.from({ length: 1_500 }, (_, at) => `${word}${at}`),
    );
    const told = diff(before ?? [], [...(after ?? []).slice(0, 700), 'a7', ...(after ?? []).slice(700)]);
    expect(told).toHaveLength(3_001);
    expect(told[1_499]).toBe('- a1499');
    expect(told[1_500]).toBe('+ b0');
  });
});

test('what is marked as added and removed is the whole difference', () => {
  const list = fc.array(fc.constantFrom('a', 'b', 'c', '  d'), { maxLength: 12 });
  fc.assert(
    fc.property(list, list, (before, after) => {
      const told = diff(before, after);
      const count = (all: readonly string[], line: string) => all.filter((one) => one.trim() === line).length;
      for (const line of ['a', 'b', 'c', 'd']) {
        const added = told.filter((one) => one.startsWith('+') && one.slice(1).trim() === line).length;
        const removed = told.filter((one) => one.startsWith('-') && one.slice(1).trim() === line).length;
        expect(added - removed).toBe(count(after, line) - count(before, line));
      }
    }),
  );
});

describe('the difference between two policies', () => {
  const first = { Sid: 'First', Effect: 'Deny', Action: 's3:*', Resource: '*' };
  const second = { Sid: 'Second', Effect: 'Allow', Action: 's3:Get*', Resource: '*' };
  const policy = (...statements: readonly object[]) => ({ Version: '2012-10-17', Statement: statements });

  test('has a new statement whole, even beside one that changes', () => {
    const changed = { ...first, Condition: { Bool: { 'aws:SecureTransport': 'false' } } };
    expect(diffPolicies(policy(first), policy(changed, second))).toEqual([
      '    "Effect": "Deny",',
      '    "Action": "s3:*",',
      '    "Resource": "*",',
      '+   "Condition": {',
      '+     "Bool": { "aws:SecureTransport": "false" }',
      '+   }',
      '  },',
      '+ {',
      '+   "Sid": "Second",',
      '+   "Effect": "Allow",',
      '+   "Action": "s3:Get*",',
      '+   "Resource": "*"',
      '+ }',
    ]);
  });

  test('has the statements of a policy that is new', () => {
    expect(diffPolicies(undefined, policy(second))).toHaveLength(6);
    expect(diffPolicies(undefined, policy(second)).every((line) => line.startsWith('+ '))).toBe(true);
  });

  test.each([{}, { Statement: [] }, { Statement: ['odd'] }, []])(
    'is told of odd documents such as %j too',
    (odd) => {
      expect(diffPolicies(odd, policy(second)).join('\n')).toContain('+ ');
    },
  );
});
