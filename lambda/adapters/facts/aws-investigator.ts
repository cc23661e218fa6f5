import type { CheckLevel } from '../../core/checks/check';
import { createInvestigateWave, type InvestigateWave } from '../../core/diagnosis/investigate-wave';
import { SYSTEM_TIMERS } from '../system-timers';
import { type AccountRole, createAccountAccess } from './account-access';
import { createAwsFactSource } from './aws-fact-source';
import type { FactClientOptions } from './fact-clients';

export interface AwsInvestigatorOptions extends Pick<
  FactClientOptions,
  'credentials' | 'endpoint' | 's3ControlEndpoint'
> {
  readonly level: CheckLevel;
  /** The account of the responder's own credentials. */
  readonly homeAccount?: string;
  /** Roles to look into other accounts with, by account number. */
  readonly accountRoles?: Readonly<Record<string, AccountRole>>;
  /** Owner by bucket name, where no rule names it. */
  readonly bucketAccounts?: Readonly<Record<string, string>>;
  /** Region of the STS endpoint that roles are assumed at. */
  readonly region: string;
}

/** Looks for causes in AWS, with the responder's own credentials and the roles that other accounts made for it. */
export function createAwsInvestigator(options: AwsInvestigatorOptions): InvestigateWave {
  const { level, homeAccount, accountRoles = {}, bucketAccounts, region, ...access } = options;
  const home = homeAccount !== undefined && { homeAccount };
  return createInvestigateWave({
    source: createAwsFactSource({
      ...access,
      ...home,
      accountAccess: createAccountAccess({ roles: accountRoles, region, ...toEndpoint(access) }),
    }),
    timers: SYSTEM_TIMERS,
    level,
    accounts: {
      ...(homeAccount !== undefined && { home: homeAccount }),
      ...(bucketAccounts && { ofBucket: bucketAccounts }),
    },
  });
}

function toEndpoint({
  endpoint,
  credentials,
}: Pick<FactClientOptions, 'endpoint' | 'credentials'>): Pick<FactClientOptions, 'endpoint' | 'credentials'> {
  return { ...(endpoint !== undefined && { endpoint }), ...(credentials && { credentials }) };
}
