import { App } from 'aws-cdk-lib';
import { ConfigError } from '../lib/config/config-problem';
import { createStacks } from '../lib/create-stacks';
import { ResponderPropsError } from '../lib/errors';

const app = new App();
const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env;

try {
  createStacks(app, { ...(account && { account }), ...(region && { region }) });
} catch (error) {
  // The operator needs the list of problems, not our stack trace.
  if (!(error instanceof ConfigError || error instanceof ResponderPropsError)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}
