import { createAwsInvestigator } from '../../lambda/adapters/facts/aws-investigator';
import type { CheckLevel } from '../../lambda/core/checks/check';
import type { InvestigateWave } from '../../lambda/core/diagnosis/investigate-wave';
import { findAwsIdentity } from './aws-identity';
import type { LookingOptions } from './looking-options';

/**
 * Looks into AWS as far as the options and the credentials at hand allow; `undefined` when it is not to look at all.
 * Credentials are looked for with the first failure. Without any there is nothing to look with: `tell` says so, once,
 * and the catalog speaks alone.
 */
export function createInvestigator(
  options: LookingOptions,
  tell: (line: string) => void,
): InvestigateWave | undefined {
  const { checks } = options;
  if (checks === false) return undefined;
  let found: Promise<InvestigateWave | undefined> | undefined;
  return async (suspects) => {
    found ??= findInvestigator({ ...options, checks }, tell);
    const investigate = await found;
    return investigate?.(suspects) ?? new Map();
  };
}

async function findInvestigator(
  { checks, accountRole, bucketAccount }: LookingOptions & { readonly checks: CheckLevel },
  tell: (line: string) => void,
): Promise<InvestigateWave | undefined> {
  const identity = await findAwsIdentity();
  if ('problem' in identity) {
    tell(`note: ${identity.problem}: diagnosed from the catalog alone`);
    return undefined;
  }
  return createAwsInvestigator({
    level: checks,
    homeAccount: identity.account,
    region: identity.region,
    ...(accountRole && { accountRoles: accountRole }),
    ...(bucketAccount && { bucketAccounts: bucketAccount }),
  });
}
