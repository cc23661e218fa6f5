import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReasonRow } from '../../lambda/core/catalog/reason-row';
import { REASONS } from '../../lambda/core/catalog/reasons';
import { replaceGeneratedPart, type GeneratedFile } from '../generated-file';
import {
  CHANNEL_WORDS,
  OWNER_WORDS,
  RETRY_WORDS,
  SCOPE_WORDS,
  toPlaceholders,
  toTable,
} from './reason-words';

const README = join(__dirname, '../../README.md');

const SIDES: readonly { readonly side: ReasonRow['side']; readonly heading: string }[] = [
  { side: 'role', heading: 'Roles and Batch jobs' },
  { side: 'source', heading: 'Source' },
  { side: 'destination', heading: 'Destination' },
];

/** The table of reasons in the README, and the reference page with everything a row says. */
export function generate(): readonly GeneratedFile[] {
  if (!existsSync(README)) throw new Error('README.md is missing; it holds the generated table of reasons');
  return [
    { path: 'docs/reference/reasons.md', content: toReferencePage() },
    {
      path: 'README.md',
      content: replaceGeneratedPart(readFileSync(README, 'utf8'), 'reasons', toReadmeTable()),
    },
  ];
}

function toReadmeTable(): string {
  const rows = REASONS.map((row) => [
    `[\`${row.reason}\`](docs/runbooks/${row.reason}.md)`,
    row.title,
    row.severity,
    RETRY_WORDS[row.retry.class],
  ]);
  return toTable(['Reason', 'What it means', 'Severity', 'Retry'], rows);
}

function toReferencePage(): string {
  const intro = [
    '# Failure reasons',
    '<!-- Generated from lambda/core/catalog by `npm run generate`: change the rows, not this page. -->',
    `Every reason the responder knows: ${REASONS.length} rows. An unknown reason, or none at all, is alerted too, as ` +
      '[Unknown](../runbooks/Unknown.md) or [Absent](../runbooks/Absent.md). How to add one: [adding a reason](../adding-a-reason.md).',
  ];
  const parts = SIDES.flatMap(({ side, heading }) => [
    `## ${heading}`,
    ...REASONS.filter((row) => row.side === side).map(toSection),
  ]);
  return `${[...intro, ...parts].join('\n\n')}\n`;
}

function toSection(row: ReasonRow): string {
  const facts = [
    ['Concerns', SCOPE_WORDS[row.scope]],
    ['Reported in', CHANNEL_WORDS[row.channel]],
    ['Severity', row.severity],
    ['Who can act', OWNER_WORDS[row.owner]],
    ['Retry', `${RETRY_WORDS[row.retry.class]} - ${row.retry.note}`],
    [
      'Permissions',
      row.permissions
        .map(({ action, resource }) => `\`${action}\` on \`${toPlaceholders(resource)}\``)
        .join('<br>'),
    ],
    ['Also called', row.aliases.map((alias) => `\`${alias}\``).join(', ')],
    ['Source', `[AWS documentation](${row.source}), compared on ${row.checkedOn}`],
  ].filter(([, value]) => value !== '');
  return [
    `### ${row.reason}`,
    `**${row.title}.** ${row.meaning}`,
    toTable(['', ''], facts),
    `[Runbook](../runbooks/${row.reason}.md)`,
  ].join('\n\n');
}
