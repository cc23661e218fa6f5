import { factsOfOrganization, judgeOrganization } from './access/judge-organization';
import { defineCheck } from './define-check';

/** Policies of the role's organization (SCP). Those of the bucket's (RCP) no simulation covers. */
export const destinationOrganizationPolicy = defineCheck({
  id: 'destination-organization-policy',
  level: 'config',
  looksAt: 'service control policies over the replication role, at the destination',
  facts: factsOfOrganization('destination'),
  judge: (context) => judgeOrganization(context, 'destination'),
});
