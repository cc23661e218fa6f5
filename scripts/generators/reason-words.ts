import type { ReasonRow, RequiredPermission } from '../../lambda/core/catalog/reason-row';

/** Catalog values in the words that the documents use for them. */
export const CHANNEL_WORDS: Readonly<Record<ReasonRow['channel'], string>> = {
  live: 'replication events',
  batch: 'Batch Replication completion reports',
  both: 'replication events and Batch Replication completion reports',
};

export const SCOPE_WORDS: Readonly<Record<ReasonRow['scope'], string>> = {
  rule: 'every object under the same rule, role or key',
  object: 'this object only',
};

export const OWNER_WORDS: Readonly<Record<ReasonRow['owner'], string>> = {
  'source-account': 'the account of the source bucket',
  'destination-account': 'the account of the destination bucket',
  'either-account': 'either account; the diagnosis tells which',
  nobody: 'nobody',
};

export const RETRY_WORDS: Readonly<Record<ReasonRow['retry']['class'], string>> = {
  'retry-now': 'retry now',
  'fix-first': 'fix first',
  never: 'never',
};

const PRINCIPAL_WORDS: Readonly<Record<RequiredPermission['principal'], string>> = {
  'replication-role': 'the replication role',
  'batch-job-role': 'the role of the Batch job',
  's3-service': '`s3.amazonaws.com`',
  'batch-service': '`batchoperations.s3.amazonaws.com`',
};

/** A Markdown table; cells are text that may hold `|`. */
export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** `{sourceBucket}` as the reader of an alert sees what is not known: `<sourceBucket>`. */
export function toPlaceholders(template: string): string {
  return template.replaceAll(/\{([a-zA-Z]+)\}/g, '<$1>');
}

/** What the failing request needs, one line a permission. */
export function toPermissionTable(permissions: readonly RequiredPermission[]): string {
  const rows = permissions.map(({ action, resource, principal, grantedBy, when }) => [
    `\`${action}\``,
    `\`${toPlaceholders(resource)}\``,
    PRINCIPAL_WORDS[principal],
    grantedBy.map((policy) => policy.replaceAll('-', ' ')).join(', '),
    when ?? 'always',
  ]);
  return toTable(['Action', 'On', 'Asked by', 'Allowed or denied in', 'Needed when'], rows);
}
