import type { Alert } from '../alerts/alert.schema';
import { AMAZON_Q_LIMITS } from '../limits';
import { toAlertOutline } from './alert-outline';
import { toLetterPlace } from './handover-section';
import { toMarkdown } from './markdown-text';
import type { AlertOutline, ListBlock, OutlineBlock, OutlineSection, StepBlock } from './outline';
import { formatCount } from './quantity';
import { code, join, type Line, text } from './spans';
import { truncateCharacters } from './truncate';
import { toVisibleText } from './visible-text';

/** A custom notification for Amazon Q Developer in chat applications, formerly AWS Chatbot. */
export interface AmazonQMessage {
  readonly version: '1.0';
  readonly source: 'custom';
  readonly id: string;
  readonly content: {
    readonly textType: 'client-markdown';
    readonly title: string;
    readonly description: string;
    readonly nextSteps: readonly string[];
    readonly keywords: readonly string[];
  };
  readonly metadata: {
    /** Updates of one incident come in one thread, where the channel allows threads. */
    readonly threadId: string;
    readonly summary: string;
    readonly eventType: string;
    readonly relatedResources: readonly string[];
  };
}

const MAX_STEPS = 8;
const MAX_LIST_ITEMS = 5;
const MAX_LINE_CHARACTERS = 600;

/** Names and ids in metadata, which has no documented limits. */
const NAME_CHARACTERS = 255;

/**
 * An alert in the format that Amazon Q posts. The fix becomes its next steps.
 * https://docs.aws.amazon.com/chatbot/latest/adminguide/custom-notifs.html
 */
export function renderAmazonQ(alert: Alert): AmazonQMessage {
  const outline = toAlertOutline(alert);
  return {
    version: '1.0',
    source: 'custom',
    id: toName(alert.id),
    content: {
      textType: 'client-markdown',
      title: toMarkdown([text(outline.headline)], AMAZON_Q_LIMITS.titleCharacters),
      description: toDescription(outline),
      nextSteps: toNextSteps(outline),
      keywords: toKeywords(alert),
    },
    metadata: {
      threadId: alert.type === 'unreadable' ? 'unreadable-messages' : toName(alert.incident.id),
      summary: toMarkdown([text(toVisibleText(alert.summary))], NAME_CHARACTERS),
      eventType: alert.type,
      relatedResources: toResources(alert),
    },
  };
}

/** Paragraphs as many as fit whole; links come last and have their room kept. */
function toDescription(outline: AlertOutline): string {
  const { verdict, impact, sections, links, footer } = outline;
  const end = [
    links.map(({ label, url }) => `${label}: ${url}`).join('\n'),
    toMarkdown(join(footer, ' · '), 400),
  ].filter((part) => part !== '');
  const paragraphs = [
    [verdict, join(impact, ' · ')]
      .filter((line) => line.length > 0)
      .map((line) => toMarkdown(line, MAX_LINE_CHARACTERS))
      .join('\n'),
    ...sections.filter(({ name }) => name !== 'fix' && name !== 'then').map(toParagraph),
  ];
  return fill(paragraphs, { end, room: AMAZON_Q_LIMITS.descriptionCharacters });
}

function fill(
  paragraphs: readonly string[],
  { end, room }: { end: readonly string[]; room: number },
): string {
  const parts: string[] = [];
  let left = room;
  const endLength = end.join('\n\n').length + 2;
  for (const [index, paragraph] of paragraphs.entries()) {
    if (paragraph.length + 2 + endLength > left) {
      parts.push(`+${formatCount(paragraphs.length - index)} more in the alert document`);
      break;
    }
    parts.push(paragraph);
    left -= paragraph.length + 2;
  }
  return truncateCharacters([...parts, ...end].join('\n\n'), room);
}

function toParagraph({ title, blocks }: OutlineSection): string {
  return [`${title}:`, ...blocks.flatMap(toLines)].join('\n');
}

function toLines(block: OutlineBlock): readonly string[] {
  if (block.kind === 'list') return toListLines(block);
  if (block.kind === 'letter') return [toMarkdown(toLetterPlace(block.path), MAX_LINE_CHARACTERS)];
  return [toMarkdown(block.line, MAX_LINE_CHARACTERS)];
}

function toListLines({ items, more, ordered }: ListBlock): readonly string[] {
  const shown = items.slice(0, MAX_LIST_ITEMS);
  const left = more + items.length - shown.length;
  return [
    ...shown.map(({ line, detail }, index) => {
      const mark = ordered ? `${index + 1}. ` : '• ';
      return mark + toMarkdown([...line, ...(detail ?? [])], MAX_LINE_CHARACTERS);
    }),
    ...(left > 0 ? [`+${formatCount(left)} more`] : []),
  ];
}

function toNextSteps({ sections }: AlertOutline): readonly string[] {
  const fix = sections.find(({ name }) => name === 'fix');
  const steps = (fix?.blocks ?? []).filter((block) => block.kind === 'step').map(toNextStep);
  const more = (fix?.more ?? 0) + Math.max(0, steps.length - MAX_STEPS);
  const then = sections.find(({ name }) => name === 'then')?.blocks[0];
  return [
    ...steps.slice(0, MAX_STEPS),
    ...(more > 0 ? [`+${formatCount(more)} more in the alert document`] : []),
    ...(then?.kind === 'paragraph' ? [toMarkdown(then.line, AMAZON_Q_LIMITS.nextStepCharacters)] : []),
  ].filter((step) => step !== '');
}

/** With its command when both fit; half a command is worse than none. */
function toNextStep({ line, command, policy, path }: StepBlock): string {
  const limit = AMAZON_Q_LIMITS.nextStepCharacters;
  const told = toMarkdown(line, limit);
  if (command !== undefined && !command.includes('`')) {
    const span = toMarkdown([{ kind: 'code', text: command }], limit);
    const isWhole = !span.endsWith('…`');
    if (isWhole && told.length + 1 + span.length <= limit) return `${told} ${span}`;
  }
  if (command === undefined && policy === undefined) return told;
  const where: Line = [
    text(` (see `),
    code(command === undefined ? `${path}.policy` : `${path}.command`),
    text(' of the alert document)'),
  ];
  const pointer = toMarkdown(where, 100);
  return toMarkdown(line, limit - pointer.length) + pointer;
}

function toKeywords(alert: Alert): readonly string[] {
  return [...toNames(alert), alert.severity, alert.type]
    .filter((name) => name !== '')
    .map((name) => truncateCharacters(escapeKeyword(name), AMAZON_Q_LIMITS.keywordCharacters));
}

function toNames(alert: Alert): readonly string[] {
  if (alert.type === 'unreadable') return [];
  const { source, destination } = alert.replication;
  return [alert.incident.failureReason ?? '', source.bucket, destination?.bucket ?? ''];
}

/** Keywords are names of ours or S3's; one with anything else in it is somebody's attempt. */
function escapeKeyword(name: string): string {
  return toVisibleText(name).replace(/[^A-Za-z0-9 ._:/…-]/gu, '?');
}

function toResources(alert: Alert): readonly string[] {
  if (alert.type === 'unreadable') return [];
  const { source, destination, roleArn } = alert.replication;
  return [source.bucket, destination?.bucket, roleArn].filter((name) => name !== undefined).map(toName);
}

function toName(name: string): string {
  return truncateCharacters(escapeKeyword(name), NAME_CHARACTERS);
}
