import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { createStacks as createAllStacks } from '../../lib/create-stacks';
import type { DestinationAccessStack } from '../../lib/destination-access-stack';
import type { ResponderStack } from '../../lib/responder-stack';

const { context: CDK_JSON } = JSON.parse(readFileSync(join(__dirname, '../../cdk.json'), 'utf8')) as {
  context: Record<string, unknown>;
};

/**
 * What takes seconds and says nothing about most templates: bundling, which `respond-bundle.test.ts` does, and the
 * rules and reports of CloudFormation's own check, which `template-rules.test.ts` turns on.
 */
const WITHOUT_BUNDLING = { 'aws:cdk:bundling-stacks': [] };
const WITHOUT_REPORT = { '@aws-cdk/core:annotationsInValidationReport': false };

/** An app with the feature flags of `cdk.json`. */
export function createApp(context: Record<string, unknown> = {}, options: { checked?: boolean } = {}): App {
  const checked = options.checked ?? false;
  return new App({
    context: { ...CDK_JSON, ...WITHOUT_BUNDLING, ...(!checked && WITHOUT_REPORT), ...context },
    analyticsReporting: false,
    builtinCloudFormationValidation: checked,
  });
}

/** The stacks of a configuration, as `bin/app.ts` makes them. */
export function createStacks(
  config: object,
  app: App = createApp({ s3ReplicationResponder: config }),
): readonly ResponderStack[] {
  return createAllStacks(app, {}).responders;
}

/** The stacks of a configuration in other accounts. */
export function createAccessStacks(config: object): readonly DestinationAccessStack[] {
  return createAllStacks(createApp({ s3ReplicationResponder: config }), {}).access;
}

const templates = new Map<string, Template>();

/** The template of a configuration for one Region; the same object for the same configuration. */
export function synthesize(config: object): Template {
  const id = JSON.stringify(config);
  const template = templates.get(id) ?? synthesizeAnew(config);
  templates.set(id, template);
  return template;
}

function synthesizeAnew(config: object): Template {
  const [stack] = createStacks(config);
  if (stack === undefined) throw new Error('the configuration asks for no stack');
  return Template.fromStack(stack);
}

/** What a template says about one resource, for assertions that go deeper than `hasResourceProperties`. */
export interface FoundResource {
  readonly logicalId: string;
  readonly properties: Record<string, unknown>;
  readonly dependsOn: readonly string[];
}

/** The only resource of a type whose logical id matches; throws when there is none, or more than one. */
export function findResource(template: Template, type: string, id = /^/): FoundResource {
  const found = Object.entries(template.findResources(type)).filter(([logicalId]) => id.test(logicalId));
  const [entry] = found;
  if (entry === undefined || found.length > 1) {
    const names = found.map(([logicalId]) => logicalId).join(', ') || 'none';
    throw new Error(`expected one ${type} like ${String(id)}, found ${names}`);
  }
  const [logicalId, { Properties, DependsOn }] = entry as [
    string,
    { Properties?: Record<string, unknown>; DependsOn?: string[] },
  ];
  return { logicalId, properties: Properties ?? {}, dependsOn: DependsOn ?? [] };
}
