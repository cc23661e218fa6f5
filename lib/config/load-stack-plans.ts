import { readFileSync } from 'node:fs';
import type { Construct } from 'constructs';
import type { ResponderConfig } from './config.schema';
import { readConfigSources } from './config-sources';
import { parseConfig } from './parse-config';
import { type DefaultEnvironment, planStacks, type StackPlan } from './plan-stacks';

/** The configuration of an app, checked, and the stacks it asks for. Throws `ConfigError`. */
export function loadStackPlans(
  app: Construct,
  defaults: DefaultEnvironment,
): { config: ResponderConfig; plans: readonly StackPlan[] } {
  const context = app.node.getAllContext() as Readonly<Record<string, unknown>>;
  const { raw, problems } = readConfigSources(context, (path) => readFileSync(path, 'utf8'));
  const config = parseConfig(raw, problems);
  return { config, plans: planStacks(config, defaults) };
}
