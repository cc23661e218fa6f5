import { type ConfigProblem, renderGot } from './config-problem';
import { type Loose, toList, toLoose } from './loose';

/** What `accountRoles` contradicts, in itself and elsewhere in the configuration. */
export function findAccountRoleConflicts(config: Loose): readonly ConfigProblem[] {
  const roles = toList(config['accountRoles']).map(toLoose);
  if (roles.length === 0) return [];
  return [
    ...findUselessRoles(config),
    ...findUnknownPlaces(config),
    ...roles.flatMap((role, index) => findRoleConflicts(role, { index, roles, config })),
    ...findDisputedBuckets(roles, config),
  ];
}

function findUselessRoles({ checks, accountRoles }: Loose): readonly ConfigProblem[] {
  if (checks !== 'off') return [];
  return [
    {
      path: 'accountRoles',
      got: renderGot(accountRoles),
      allowed: 'nothing while checks is "off"',
      hint: 'nothing is looked at then',
    },
  ];
}

/** The name of the function's role has the Region in it, its ARN the account; the other account deploys with neither. */
function findUnknownPlaces(config: Loose): readonly ConfigProblem[] {
  const hint = "the other accounts trust the function's role by its ARN, which is made of account and Region";
  const problems: ConfigProblem[] = [];
  if (config['account'] === undefined) {
    problems.push({
      path: 'account',
      got: 'nothing',
      allowed: "the responder's own account, when accountRoles is set",
      example: '"111111111111"',
      hint,
    });
  }
  const buckets = toList(config['sourceBuckets']).map(toLoose);
  if (config['region'] === undefined && buckets.some(({ region }) => region === undefined)) {
    problems.push({
      path: 'region',
      got: 'nothing',
      allowed: 'the Region of every source bucket, here or at the bucket, when accountRoles is set',
      example: '"eu-west-1"',
      hint,
    });
  }
  return problems;
}

function findRoleConflicts(
  { account, roleArn }: Loose,
  { index, roles, config }: { index: number; roles: readonly Loose[]; config: Loose },
): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  if (account === undefined) return problems;
  const at = { path: `accountRoles[${index}].account`, got: renderGot(account) };
  if (account === config['account']) {
    problems.push({
      ...at,
      allowed: "another account than the responder's own",
      hint: 'there the function looks with its own role',
    });
  }
  const first = roles.findIndex((other) => other['account'] === account);
  if (first < index) {
    problems.push({ ...at, allowed: 'each account once', hint: `it is accountRoles[${first}] already` });
  }
  if (typeof roleArn === 'string' && roleArn.startsWith('arn:') && roleArn.split(':')[4] !== account) {
    problems.push({
      path: `accountRoles[${index}].roleArn`,
      got: renderGot(roleArn),
      allowed: `the ARN of a role in ${renderGot(account)}`,
    });
  }
  return problems;
}

/** A bucket has one owner, and that of a source bucket is in `sourceBuckets`. */
function findDisputedBuckets(roles: readonly Loose[], config: Loose): readonly ConfigProblem[] {
  const owners = new Map<unknown, { account: unknown; where: string }>();
  for (const [index, raw] of toList(config['sourceBuckets']).entries()) {
    const { name, account = config['account'] } = toLoose(raw);
    if (account !== undefined) owners.set(name, { account, where: `sourceBuckets[${index}]` });
  }
  return roles.flatMap(({ account, buckets }, index) =>
    toList(buckets).flatMap((bucket, at) => {
      const owner = owners.get(bucket);
      if (owner === undefined) owners.set(bucket, { account, where: `accountRoles[${index}]` });
      if (owner === undefined || owner.account === account) return [];
      return [
        {
          path: `accountRoles[${index}].buckets[${at}]`,
          got: renderGot(bucket),
          allowed: 'a bucket of that account',
          hint: `${owner.where} says that it belongs to ${renderGot(owner.account)}`,
        },
      ];
    }),
  );
}
