import { type App, Stage } from 'aws-cdk-lib';
import type { DefaultEnvironment } from './config/plan-stacks';
import { loadStackPlans } from './config/load-stack-plans';
import { planAccess } from './config/plan-access';
import { DestinationAccessStack } from './destination-access-stack';
import { ResponderStack } from './responder-stack';

/** Part of the names on the command line: `cdk deploy access/222222222222`. */
const ACCESS_STAGE = 'access';

export interface CreatedStacks {
  readonly responders: readonly ResponderStack[];
  readonly access: readonly DestinationAccessStack[];
}

/**
 * The stacks that the configuration of an app asks for. Those of other accounts are in a stage of their own, since the
 * credentials at hand are not theirs: `cdk deploy` and `cdk deploy --all` leave a stage alone. Throws `ConfigError`
 * and `ResponderPropsError`.
 */
export function createStacks(app: App, defaults: DefaultEnvironment): CreatedStacks {
  const { config, plans } = loadStackPlans(app, defaults);
  const responders = plans.map((plan) => new ResponderStack(app, plan.stackName, { config, plan }));
  const accessPlans = planAccess(config, plans);
  if (accessPlans.length === 0) return { responders, access: [] };
  const stage = new Stage(app, ACCESS_STAGE);
  const responderRoles = responders.map(({ responder }) => responder.role);
  return {
    responders,
    access: accessPlans.map(
      (plan) => new DestinationAccessStack(stage, plan.account, { config, plan, responderRoles }),
    ),
  };
}
