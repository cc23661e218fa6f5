import { CONFIG_FIELDS, type ConfigField } from '../../lib/config/config-field';
import { CONFIG_FILE_KEY, CONFIG_KEY } from '../../lib/config/config-sources';
import { format } from 'prettier';
import type { GeneratedFile } from '../generated-file';

/** The JSON Schemas that editors complete `cdk.json` and configuration files with, and the reference for people. */
export async function generate(): Promise<readonly GeneratedFile[]> {
  return [
    { path: 'schema/config.json', content: await toJson(toConfigSchema()) },
    { path: 'schema/cdk.json', content: await toJson(toCdkJsonSchema()) },
    { path: 'docs/reference/configuration.md', content: renderReference() },
  ];
}

function toJson(value: unknown): Promise<string> {
  return format(JSON.stringify(value), { parser: 'json', printWidth: 110 });
}

function toConfigSchema(): object {
  return { title: 'Configuration of S3 Replication Responder', ...(withoutAllowed(CONFIG_FIELDS) as object) };
}

/** `cdk.json` is the CDK's file: everything in it is allowed, our one key is described. */
function toCdkJsonSchema(): object {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'cdk.json of S3 Replication Responder',
    type: 'object',
    properties: {
      context: { type: 'object', properties: { [CONFIG_KEY]: { $ref: 'config.json' } } },
    },
  };
}

/** `allowed` is ours; in a JSON Schema the same is said by its own keywords, and by the description. */
function withoutAllowed(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutAllowed);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(
    ([key, value]) => key !== 'allowed' || typeof value !== 'string',
  );
  return Object.fromEntries(entries.map(([key, value]) => [key, withoutAllowed(value)]));
}

function renderReference(): string {
  return `# Configuration

<!-- Generated from lib/config/config.schema.ts by \`npm run generate\`. Do not edit. -->

Everything is set in one object: \`context.${CONFIG_KEY}\` of \`cdk.json\`. The app checks it at every synth, reports all
problems at once and deploys nothing before they are gone. \`schema/cdk.json\` completes it in editors.

| from | how | effect |
|---|---|---|
| \`cdk.json\` | \`"context": { "${CONFIG_KEY}": { … } }\` | the configuration |
| a file | \`cdk deploy -c ${CONFIG_FILE_KEY}=config/production.json\` | instead of the object in \`cdk.json\` |
| the command line | \`cdk deploy -c ${CONFIG_KEY}='{ … }'\` | instead of the object in \`cdk.json\` |
| single values | \`cdk deploy -c ${CONFIG_KEY}.groupWaitSeconds=60\` | on top of any of these; \`sourceBuckets.0.name\` reaches into lists |

\`\`\`json
${JSON.stringify(EXAMPLE, null, 2)}
\`\`\`

${renderSection('', CONFIG_FIELDS)}
${renderSection('sourceBuckets[]', CONFIG_FIELDS.properties?.['sourceBuckets']?.items)}
${renderSection('accountRoles[]', CONFIG_FIELDS.properties?.['accountRoles']?.items)}
${renderSection('alertTopics[]', CONFIG_FIELDS.properties?.['alertTopics']?.items)}
${renderSection('slack', CONFIG_FIELDS.properties?.['slack'])}`;
}

/** Parsed by `test/unit/config/reference.test.ts`, so that it stays an example that works. */
const EXAMPLE = {
  account: '111111111111',
  region: 'eu-west-1',
  sourceBuckets: [
    { name: 'amzn-s3-demo-source-bucket', destinationRegions: ['eu-central-1'] },
    { name: 'amzn-s3-demo-logging-bucket', region: 'us-east-1', notifications: 'external' },
  ],
  accountRoles: [{ account: '222222222222', externalId: 's3-replication-7f3a91c2' }],
  emails: ['storage-oncall@example.com'],
  slack: {
    mode: 'bot',
    channel: 'C0123456789',
    secretArn: 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:slack-bot-AbCdEf',
  },
  tags: { team: 'storage' },
};

function renderSection(path: string, section: ConfigField | undefined): string {
  if (section?.properties === undefined) throw new Error(`no object at "${path}" in the configuration`);
  const required = new Set(section.required);
  const rows = Object.entries(section.properties).map(([name, field]) =>
    renderRow(name, field, required.has(name)),
  );
  const head = `| key | default | allowed | meaning |\n|---|---|---|---|`;
  return `## ${path === '' ? 'The object' : `\`${path}\``}\n\n${head}\n${rows.join('\n')}\n`;
}

function renderRow(name: string, field: ConfigField, isRequired: boolean): string {
  const fallback = field.default === undefined ? '-' : `\`${JSON.stringify(field.default)}\``;
  const [example] = field.examples ?? [];
  const cells = [
    `\`${name}\``,
    isRequired ? '**required**' : fallback,
    field.allowed ?? '',
    `${field.description ?? ''} Example: \`${JSON.stringify(example)}\`.`,
  ];
  return `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
