import { Arn, ArnFormat, Token, type Stack } from 'aws-cdk-lib';
import type { AccountRole, ReplicationFailureResponderProps } from './replication-failure-responder-props';

/** What is wrong with `accountRoles`: in itself, and for this stack. */
export function checkAccountRoles(
  { account: home, region }: Pick<Stack, 'account' | 'region'>,
  { accountRoles = [], checks }: ReplicationFailureResponderProps,
): readonly string[] {
  if (accountRoles.length === 0) return [];
  const problems: string[] = [];
  if (checks === 'off') problems.push('accountRoles: got some, allowed none while checks is "off"');
  if (Token.isUnresolved(home) || Token.isUnresolved(region)) {
    problems.push(
      'accountRoles: got a stack without env, allowed one with account and Region: other accounts trust the role of the ' +
        'function by its ARN, which is made of both',
    );
  }
  return [
    ...problems,
    ...accountRoles.flatMap((role, index) => checkRole(role, { index, accountRoles, home })),
  ];
}

function checkRole(
  { account, roleArn }: AccountRole,
  { index, accountRoles, home }: { index: number; accountRoles: readonly AccountRole[]; home: string },
): readonly string[] {
  const name = `accountRoles[${index}]`;
  const problems: string[] = [];
  if (account === home) {
    problems.push(`${name}.account: got ${account}, allowed another account than that of the stack`);
  }
  if (accountRoles.findIndex((other) => other.account === account) < index) {
    problems.push(`${name}.account: got ${account} twice, allowed each account once`);
  }
  if (!Token.isUnresolved(roleArn) && Arn.split(roleArn, ArnFormat.SLASH_RESOURCE_NAME).account !== account) {
    problems.push(`${name}.roleArn: got ${roleArn}, allowed a role of account ${account}`);
  }
  return problems;
}
