import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ABSENT_REASON, UNKNOWN_REASON } from '../../lambda/core/catalog/fallback.reasons';
import type { ReasonRow } from '../../lambda/core/catalog/reason-row';
import { REASONS } from '../../lambda/core/catalog/reasons';
import { replaceGeneratedPart, type GeneratedFile } from '../generated-file';
import {
  CHANNEL_WORDS,
  OWNER_WORDS,
  RETRY_WORDS,
  SCOPE_WORDS,
  toPermissionTable,
  toTable,
} from './reason-words';

const ROOT = join(__dirname, '../..');

/** Every row that has a runbook: the catalog, and the two rows for what it does not know. */
export const ROWS_WITH_RUNBOOK: readonly ReasonRow[] = [...REASONS, UNKNOWN_REASON, ABSENT_REASON];

/** The head of every runbook, from its row; the body below the markers is written by hand and never touched. */
export function generate(): readonly GeneratedFile[] {
  return ROWS_WITH_RUNBOOK.map((row) => {
    const path = toRunbookPath(row.reason);
    const full = join(ROOT, path);
    if (!existsSync(full)) {
      throw new Error(`${path} is missing: make it with \`npx tsx scripts/new-runbook.ts ${row.reason}\``);
    }
    return { path, content: replaceGeneratedPart(readFileSync(full, 'utf8'), 'header', toHeader(row)) };
  });
}

/** Where the runbook of a reason is, relative to the repository root. */
export function toRunbookPath(reason: string): string {
  return `docs/runbooks/${reason}.md`;
}

function toHeader(row: ReasonRow): string {
  const parts = [`# ${row.reason}`, `**${row.title}.**`, toFacts(row), '## Meaning', row.meaning];
  parts.push(
    'Likely causes, likeliest first:',
    row.causes.map((cause, i) => `${i + 1}. ${cause}`).join('\n'),
  );
  if (row.permissions.length > 0) {
    parts.push('What the request needs:', toPermissionTable(row.permissions));
  }
  return parts.join('\n\n');
}

function toFacts(row: ReasonRow): string {
  const facts = [
    ['Concerns', SCOPE_WORDS[row.scope]],
    ['Reported in', CHANNEL_WORDS[row.channel]],
    ['Severity', row.benign ? `${row.severity}: counted, never alerted` : row.severity],
    ['Who can act', OWNER_WORDS[row.owner]],
    ['Retry', `**${RETRY_WORDS[row.retry.class]}** - ${row.retry.note}`],
    ['Also called', row.aliases.map((alias) => `\`${alias}\``).join(', ')],
    ['Source', `[AWS documentation](${row.source}), compared on ${row.checkedOn}`],
  ].filter(([, value]) => value !== '');
  return toTable(['', ''], facts);
}
