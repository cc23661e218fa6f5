import { App } from 'aws-cdk-lib';
import { ConfigError } from '../lib/config/config-problem';
import { loadStackPlans } from '../lib/config/load-stack-plans';
import { ResponderStack } from '../lib/responder-stack';

const app = new App();
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

try {
  const { config, plans } = loadStackPlans(app, { ...(account && { account }), ...(region && { region }) });
  for (const plan of plans) new ResponderStack(app, plan.stackName, { config, plan });
} catch (error) {
  // The operator needs the list of problems, not our stack trace.
  if (!(error instanceof ConfigError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
