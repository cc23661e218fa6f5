import { fillFixStep, fillTemplate } from '../../lambda/core/alerts/fill-fix';
import type {
  GrantingPolicy,
  PermissionPrincipal,
  ReasonChannel,
  ReasonRow,
  RequiredPermission,
  RetryClass,
  Severity,
} from '../../lambda/core/catalog/reason-row';
import { countColumns, paint, type TerminalStyle as Paint } from '../../lambda/core/render/terminal-text';
import { wrapWords } from '../../lambda/core/render/wrap-text';
import type { TerminalStyle } from '../cli-io';

const INDENT = '  ';

/** Colour of a severity, in every text of the command line. */
export const SEVERITY_PAINTS: Readonly<Record<Severity, Paint>> = {
  critical: 'red',
  high: 'red',
  medium: 'yellow',
  low: 'blue',
  info: 'dim',
};

const CHANNELS: Readonly<Record<ReasonChannel, string>> = {
  live: 'replication events',
  batch: 'completion reports of S3 Batch Replication',
  both: 'replication events and completion reports of S3 Batch Replication',
};

const OWNERS: Readonly<Record<ReasonRow['owner'], string>> = {
  'source-account': 'source account',
  'destination-account': 'destination account',
  'either-account': 'source or destination account',
  nobody: 'nobody has to act',
};

export const RETRIES: Readonly<Record<RetryClass, string>> = {
  'retry-now': 'retry now',
  'fix-first': 'fix first',
  never: 'never retry',
};

const PRINCIPALS: Readonly<Record<PermissionPrincipal, string>> = {
  'replication-role': 'the replication role',
  'batch-job-role': 'the role of the Batch job',
  's3-service': 'the service s3.amazonaws.com',
  'batch-service': 'the service batchoperations.s3.amazonaws.com',
};

const POLICIES: Readonly<Record<GrantingPolicy, string>> = {
  'trust-policy': 'the trust policy of the role',
  'role-policy': 'the policies of the role',
  'source-bucket-policy': 'the source bucket policy',
  'destination-bucket-policy': 'the destination bucket policy',
  'source-key-policy': 'the policy of the source key',
  'destination-key-policy': 'the policy of the destination key',
};

/** A catalog entry for a terminal: what it means, why it happens, what it takes, how to end it. */
export function toReasonText(row: ReasonRow, style: TerminalStyle): string {
  const title = (text: string): string => inPaint(text, 'bold', style);
  const facts = [
    row.severity,
    `${row.side} side`,
    row.scope === 'rule' ? 'every object of a rule' : 'single objects',
  ];
  return [
    `${title(row.reason)}  ${inPaint(facts.join(' · '), SEVERITY_PAINTS[row.severity], style)}`,
    ...wrap(`${row.title}.`, style, ''),
    '',
    ...wrap(row.meaning, style, ''),
    '',
    title('Likely causes'),
    ...row.causes.flatMap((cause, index) => wrap(cause, style, `${INDENT}${index + 1}. `)),
    ...toPermissionLines(row.permissions, style, title),
    '',
    `${title('Fix')} (${OWNERS[row.owner]})`,
    ...row.fix.flatMap((step, index) => {
      const first = `${INDENT}${index + 1}. `;
      const { text, command } = fillFixStep(step, {});
      const lines = wrap(text, style, first);
      if (command === undefined) return lines;
      return [...lines, `${' '.repeat(first.length + 2)}${inPaint(command, 'cyan', style)}`];
    }),
    '',
    `${title('Retry')} (${RETRIES[row.retry.class]})`,
    ...wrap(row.retry.note, style, INDENT),
    '',
    ...wrap(`Reported in ${CHANNELS[row.channel]}.`, style, ''),
    ...(row.benign ? wrap('Counted, never alerted: it needs nobody.', style, '') : []),
    ...(row.aliases.length === 0 ? [] : wrap(`Also spelled ${row.aliases.join(', ')}.`, style, '')),
    `${row.source} (compared ${row.checkedOn})`,
  ].join('\n');
}

function toPermissionLines(
  permissions: readonly RequiredPermission[],
  style: TerminalStyle,
  title: (text: string) => string,
): readonly string[] {
  if (permissions.length === 0) return [];
  return [
    '',
    title('Permissions it takes'),
    ...permissions.flatMap(({ action, resource, principal, grantedBy, when }) => [
      ...wrap(`${inPaint(action, 'cyan', style)} on ${fillTemplate(resource, {})}`, style, INDENT),
      ...wrap(toGrantSentence({ principal, grantedBy, when }), style, `${INDENT}${INDENT}`),
    ]),
  ];
}

function toGrantSentence({
  principal,
  grantedBy,
  when,
}: Pick<RequiredPermission, 'principal' | 'grantedBy'> & { readonly when: string | undefined }): string {
  const policies = new Intl.ListFormat('en', { type: 'conjunction' }).format(
    grantedBy.map((one) => POLICIES[one]),
  );
  const condition = when === undefined ? '' : `; needed when ${when}`;
  return `for ${PRINCIPALS[principal]}; decided by ${policies}${condition}`;
}

function wrap(text: string, { columns }: TerminalStyle, first: string): readonly string[] {
  const indent = ' '.repeat(first.length);
  return wrapWords(text.split(' '), { columns, first, indent, width: countColumns });
}

/** `text` in a colour, where colours are wanted. */
export function inPaint(text: string, style: Paint, { color }: TerminalStyle): string {
  return color ? paint(text, style) : text;
}
