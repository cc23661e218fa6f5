import {
  conditionKeysOf,
  correctConditions,
  exemptRole,
  findStatement,
  replaceDeadRoles,
  withStatements,
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
  test('keeps everything that is not a statement', () => {
    expect(withStatements(DOCUMENT, [SECOND])).toEqual({ ...DOCUMENT, Statement: [SECOND] });
  });

  test('keeps a document that came as text', () => {
    expect(withStatements(JSON.stringify(DOCUMENT), [])).toEqual({ ...DOCUMENT, Statement: [] });
  });

  test('is a whole document where there was none', () => {
    expect(withStatements(undefined, [SECOND])).toEqual({ Version: '2012-10-17', Statement: [SECOND] });
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

  test('changes nothing where the role is spared already', () => {
    const statement = { ...FIRST, Condition: { ArnNotLike: { 'aws:PrincipalArn': ['x', ROLE] } } };
    expect(exemptRole(statement, ROLE)).toBe(statement);
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

describe('replaceDeadRoles', () => {
  const DEAD = 'AROAOLDOLDOLDOLDOLD01';
  const withPrincipals = (AWS: unknown) => ({ Effect: 'Allow', Principal: { AWS } });

  test.each([
    [DEAD, ROLE],
    [[DEAD, 'AROAOLDOLDOLDOLDOLD02'], ROLE],
    [[DEAD, ROLE], ROLE],
    [
      ['arn:aws:iam::1:root', DEAD],
      ['arn:aws:iam::1:root', ROLE],
    ],
  ])('%j becomes %j', (named, wanted) => {
    expect(replaceDeadRoles(withPrincipals(named), ROLE)).toEqual(withPrincipals(wanted));
  });

  test.each([
    ['a living role', withPrincipals(ROLE)],
    ['a deleted user', withPrincipals('AIDAOLDOLDOLDOLDOLD01')],
    ['everybody', { Effect: 'Allow', Principal: '*' }],
    ['nobody', { Effect: 'Allow' }],
  ])('leaves %s alone', (_, statement) => {
    expect(replaceDeadRoles(statement, ROLE)).toBeUndefined();
  });
});

test('conditionKeysOf names each key of each operator', () => {
  const Condition = { Bool: { a: 'true' }, Null: { b: 'true', c: 'true' }, Odd: 3 };
  expect(conditionKeysOf({ Condition })).toEqual(['a', 'b', 'c']);
});
