import { factsOfOrganization, judgeOrganization } from './access/judge-organization';
import { defineCheck } from './define-check';

/** Policies of the role's organization (SCP). Those of the bucket's (RCP) no simulation covers. */
export const sourceOrganizationPolicy = defineCheck({
  id: 'source-organization-policy',
  level: 'config',
  looksAt: 'service control policies over the replication role, at the source',
  facts: factsOfOrganization('source'),
  judge: (context) => judgeOrganization(context, 'source'),
});
