import type { FixValues } from '../alerts/fill-fix';
import type { CheckContext } from '../checks/check';
import { readDestinationAccount, readDestinationRegion, readRule } from '../checks/replication-subject';
import { valueOf } from '../facts/fact';
import { parseRoleArn } from '../facts/role-arn';

/**
 * What was read of the names that the steps of the catalog leave open: the role, the accounts, the keys. These come
 * from AWS, not from an event. What nobody read stays open.
 */
export function toKnownValues(context: CheckContext): FixValues {
  const { subject, fact } = context;
  const roleArn = valueOf(fact('source-replication'))?.roleArn;
  const role = roleArn === undefined ? undefined : parseRoleArn(roleArn);
  const jobRole = valueOf(fact('batch-job'))?.roleArn;
  const values: Partial<Record<keyof FixValues, string | undefined>> = {
    sourceAccount: subject.sourceAccount ?? role?.account,
    destinationBucket: subject.destinationBucket ?? valueOf(readRule(context))?.destination.bucket,
    destinationRegion: valueOf(readDestinationRegion(context)),
    destinationAccount: valueOf(readDestinationAccount(context)),
    roleArn: role === undefined ? undefined : roleArn,
    roleName: role?.name,
    jobRoleName: jobRole === undefined ? undefined : parseRoleArn(jobRole)?.name,
    sourceKeyArn: valueOf(fact('source-key'))?.arn,
    destinationKeyArn: valueOf(fact('destination-key'))?.arn,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
