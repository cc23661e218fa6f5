import { parseArn, toAccountPrincipal } from '../../../lambda/core/policy/arn';
import { toCaller } from '../../../lambda/core/policy/caller';
import { toDeletedKind } from '../../../lambda/core/policy/principal-id';

test.each([
  { arn: 'arn:aws:iam::111111111111:role/a', kind: 'role', roleName: 'a' },
  { arn: 'arn:aws:iam::111111111111:role/service-role/a', kind: 'role', roleName: 'a' },
  { arn: 'arn:aws:sts::111111111111:assumed-role/a/s', kind: 'session', roleName: 'a', sessionName: 's' },
  { arn: 'arn:aws:iam::111111111111:user/team/maria', kind: 'user' },
  { arn: 'arn:aws:iam::111111111111:root', kind: 'root' },
  { arn: 'arn:aws:sts::111111111111:federated-user/maria', kind: 'federated-user' },
  { arn: 'arn:aws:sts::111111111111:assumed-role/a', kind: 'other' },
  { arn: 'arn:aws:iam::111111111111:group/admins', kind: 'other' },
  { arn: 'arn:aws:s3:::bucket', kind: 'other' },
  { arn: 'somebody', kind: 'other' },
])('$arn is of the kind $kind', ({ arn, kind, roleName, sessionName }) => {
  expect(toCaller({ arn, account: '111111111111' })).toMatchObject({ kind, roleName, sessionName });
});

test.each(['', 'arn', 'arn:aws', 'arn:aws:s3', 'arn:aws:s3:', 'arn:aws:s3::', 'urn:aws:s3:::b'])(
  '%p is no ARN',
  (text) => {
    expect(parseArn(text)).toBeUndefined();
  },
);

test('the resource of an ARN keeps its colons', () => {
  expect(parseArn('arn:aws:logs:eu-west-1:1:log-group:a:*')?.resource).toBe('log-group:a:*');
});

test('only twelve digits or a root ARN name an account', () => {
  expect(toAccountPrincipal('111111111111')).toEqual({ account: '111111111111' });
  expect(toAccountPrincipal('arn:aws-cn:iam::111111111111:root')).toEqual({
    account: '111111111111',
    partition: 'aws-cn',
  });
  expect(toAccountPrincipal('11111111111')).toBeUndefined();
  expect(toAccountPrincipal('arn:aws:s3:::root')).toBeUndefined();
});

test.each([
  ['AROA4KJY2TU23Y7NK62MV', 'role'],
  ['AIDACKCEVSQ6C2EXAMPLE', 'user'],
  ['AGPACKCEVSQ6C2EXAMPLE', 'user group'],
  ['AIPACKCEVSQ6C2EXAMPLE', 'instance profile'],
  ['AKIAIOSFODNN7EXAMPLE', undefined],
  ['AROA', undefined],
  ['aroa4kjy2tu23y7nk62mv', undefined],
])('%s is the id of a %s', (text, kind) => {
  expect(toDeletedKind(text)).toBe(kind);
});
