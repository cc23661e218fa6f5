import {
  addStatement,
  conditionKeysOf,
  correctConditions,
  exemptRole,
  findStatement,
  replaceStatement,
} from '../../../../lambda/core/checks/access/edit-policy';

const ROLE = 'arn:aws:iam::111111111111:role/media-replication';
const FIRST = { Sid: 'First', Effect: 'Deny', Action: 's3:*' };
const SECOND = { Effect: 'Allow', Action: 's3:Get*' };
const DOCUMENT = { Version: '2012-10-17', Id: 'policy', Statement: [FIRST, SECOND] };

describe('findStatement', () => {
  test.each([
    ['First', 0],
    ['#1', 1],
  ])('finds %s by the name that the evaluator gives', (name, at) => {
    expect(findStatement(DOCUMENT, name)).toEqual({ at, statement: DOCUMENT.Statement[at] });
  });

  test('finds the only statement of a policy that has no list', () => {
    expect(findStatement({ Statement: SECOND }, '#0')).toEqual({ at: 0, statement: SECOND });
  });

  test('finds a Sid that the evaluator has cut short', () => {
    const statement = { ...FIRST, Sid: 'a'.repeat(300) };
    const [name] = [findStatement({ Statement: [statement] }, `${'a'.repeat(127)}…`)];
    expect(name?.statement).toBe(statement);
  });

  test('does not guess between two statements of one Sid', () => {
    expect(findStatement({ Statement: [FIRST, FIRST] }, 'First')).toBeUndefined();
  });

  test.each([undefined, null, 'text', [], { Statement: null }, { Statement: [null, 3] }])(
    'finds nothing in %j',
    (document) => {
      expect(findStatement(document, '#0')).toBeUndefined();
    },
  );
});

describe('a changed document', () => {
  test('keeps everything that is not about the change', () => {
    expect(addStatement(DOCUMENT, { Effect: 'Allow' })).toEqual({
      ...DOCUMENT,
      Statement: [FIRST, SECOND, { Effect: 'Allow' }],
    });
    expect(replaceStatement(DOCUMENT, 0, SECOND)).toEqual({ ...DOCUMENT, Statement: [SECOND, SECOND] });
  });

  test('keeps a document that came as text', () => {
    expect(addStatement(JSON.stringify(DOCUMENT), FIRST)).toEqual({
      ...DOCUMENT,
      Statement: [FIRST, SECOND, FIRST],
    });
  });

  test('is a whole document where there was none', () => {
    expect(addStatement(undefined, SECOND)).toEqual({ Version: '2012-10-17', Statement: [SECOND] });
  });

  test('leaves the document that was read as it was', () => {
    const before = JSON.stringify(DOCUMENT);
    addStatement(DOCUMENT, SECOND);
    exemptRole(FIRST, ROLE);
    expect(JSON.stringify(DOCUMENT)).toBe(before);
  });
});

describe('exemptRole', () => {
  test('adds the exemption to a statement without conditions', () => {
    expect(exemptRole(FIRST, ROLE)).toEqual({
      ...FIRST,
      Condition: { ArnNotLike: { 'aws:PrincipalArn': ROLE } },
    });
  });

  test('adds the role to those that are spared already, however the key is written', () => {
    const statement = {
      ...FIRST,
      Condition: { ArnNotLike: { 'AWS:principalarn': 'arn:aws:iam::1:role/a' } },
    };
    expect(exemptRole(statement, ROLE)['Condition']).toEqual({
      ArnNotLike: { 'AWS:principalarn': ['arn:aws:iam::1:role/a', ROLE] },
    });
  });

  test('leaves other conditions alone', () => {
    const Condition = {
      StringNotEquals: { 'aws:SourceVpce': 'vpce-1' },
      ArnNotLike: { 'aws:SourceArn': 'x' },
    };
    expect(exemptRole({ ...FIRST, Condition }, ROLE)['Condition']).toEqual({
      StringNotEquals: { 'aws:SourceVpce': 'vpce-1' },
      ArnNotLike: { 'aws:SourceArn': 'x', 'aws:PrincipalArn': ROLE },
    });
  });
});

describe('correctConditions', () => {
  const right = { 'aws:SourceAccount': '111111111111' };
  const withAccount = (Effect: string, value: unknown) => ({
    Effect,
    Condition: { StringEquals: { 'aws:sourceaccount': value, other: 'x' } },
  });
  const accountOf = (statement: ReturnType<typeof correctConditions>) => statement?.['Condition'];

  test.each([
    ['Allow', '2', '111111111111'],
    ['Allow', ['2'], ['2', '111111111111']],
    ['Deny', '2', ['2', '111111111111']],
  ])('%s with %j becomes %j', (effect, found, wanted) => {
    expect(accountOf(correctConditions(withAccount(effect, found), right))).toEqual({
      StringEquals: { 'aws:sourceaccount': wanted, other: 'x' },
    });
  });

  test.each([
    ['a value that is right', withAccount('Allow', '111111111111')],
    ['another key', { Effect: 'Allow', Condition: { StringEquals: { other: 'x' } } }],
    ['no condition', { Effect: 'Allow' }],
    ['a malformed condition', { Effect: 'Allow', Condition: { StringEquals: 'x' } }],
  ])('has nothing to correct about %s', (_, statement) => {
    expect(correctConditions(statement, right)).toBeUndefined();
  });
});

test('conditionKeysOf names each key of each operator', () => {
  const Condition = { Bool: { a: 'true' }, Null: { b: 'true', c: 'true' }, Odd: 3 };
  expect(conditionKeysOf({ Condition })).toEqual(['a', 'b', 'c']);
});
