import type { IncidentAlert } from '../alerts/alert.schema';
import { formatPolicy } from '../diagnosis/format-policy';
import { shortHash } from '../incidents/incident-key';
import { SLACK_LIMITS } from '../limits';
import { renderSlack, type SlackBlock, type SlackMessage } from './slack';
import { escapeSlackText, fitsSlackFence, toSlackFence, toSlackMrkdwn } from './slack-mrkdwn';
import { code, join, type Line, strong, text } from './spans';
import { toVisibleLines, toVisibleText } from './visible-text';

/** Policy documents that the message itself has no room for. */
export interface SlackDocuments {
  readonly message: SlackMessage;
  /** The same for the same documents: eight hexadecimal digits. */
  readonly digest: string;
  /** `false`: some are too long for Slack, and the message says where they are. */
  readonly isComplete: boolean;
}

type Step = IncidentAlert['fix'][number];

interface PolicyDocument {
  readonly lines: readonly string[];
  /** `step 2`, or `the fix` where there is only one. */
  readonly step: string;
  /** What the command reads it from. */
  readonly file: string | undefined;
  readonly path: string;
}

/** Escaped, and without the backticks around it. */
const FENCE_CHARACTERS = SLACK_LIMITS.sectionTextCharacters - 10;

/** Kept for telling where the rest is. */
const CLOSING_CHARACTERS = 1_000;

/** As many as any message shows. */
const MAX_STEPS = 15;

/**
 * The documents of a fix, whole, for the thread: those that no command of the message carries. One message; what does not fit it is
 * named, with the place where it is. `undefined` when the message has all of them, as most do.
 */
export function renderSlackDocuments(alert: IncidentAlert): SlackDocuments | undefined {
  const documents = toDocuments(alert);
  if (documents.length === 0) return undefined;
  let blocks: readonly SlackBlock[] = [];
  const left: PolicyDocument[] = [];
  for (const document of documents) {
    const more = [...blocks, ...toBlocks(document)];
    if (more.length > blocks.length && isFitting(more)) blocks = more;
    else left.push(document);
  }
  return {
    message: {
      text: `Full policy document of ${documents.map(({ step }) => step).join(', ')}.`,
      blocks: left.length === 0 ? blocks : [...blocks, toSection(toElsewhere(left))],
    },
    digest: shortHash(documents.map(({ lines, step }) => [step, ...lines].join('\n'))).slice(0, 8),
    isComplete: left.length === 0,
  };
}

function toDocuments(alert: IncidentAlert): readonly PolicyDocument[] {
  const isAny = alert.fix.some(({ policy }) => policy !== undefined);
  // When it is over, nobody has to change a policy any more.
  if (!isAny || alert.type === 'resolved') return [];
  const shown = JSON.stringify(renderSlack(alert).blocks);
  return alert.fix.slice(0, MAX_STEPS).flatMap((step, index) => {
    if (step.policy === undefined || isCarried(step, shown)) return [];
    return [
      {
        lines: formatPolicy(step.policy).flatMap(toVisibleLines),
        step: alert.fix.length === 1 ? 'the fix' : `step ${index + 1}`,
        file: /\bfile:\/\/([\w-]+\.json)\b/.exec(step.command ?? '')?.[1],
        path: `fix[${index}].policy`,
      },
    ];
  });
}

/** Whether the message shows a command that has the document in it. */
function isCarried({ command, policy }: Step, shown: string): boolean {
  if (command === undefined || !command.includes(JSON.stringify(policy).slice(0, 40))) return false;
  return shown.includes(JSON.stringify(escapeSlackText(toVisibleText(command))).slice(1, -1));
}

/** Nothing where a fence cannot hold it: half a policy is worse than none. */
function toBlocks({ lines, step, file }: PolicyDocument): readonly SlackBlock[] {
  const fences = toFences(lines);
  const title: Line = [
    strong(`Full policy document of ${step}`),
    ...(file === undefined ? [] : [text(', to be saved as '), code(file)]),
    ...(fences.length > 1 ? [text(`, in ${fences.length} parts`)] : []),
  ];
  return fences.length === 0 ? [] : [toSection(title), ...fences.map(toSectionText)];
}

function toFences(lines: readonly string[]): readonly string[] {
  const chunks: string[] = [];
  for (const line of lines) {
    const last = chunks.at(-1);
    if (!fitsSlackFence(line) || escapeSlackText(line).length > FENCE_CHARACTERS) return [];
    const joined = last === undefined ? line : `${last}\n${line}`;
    if (last !== undefined && escapeSlackText(joined).length <= FENCE_CHARACTERS)
      chunks[chunks.length - 1] = joined;
    else chunks.push(line);
  }
  return chunks.map(toSlackFence);
}

function isFitting(blocks: readonly SlackBlock[]): boolean {
  return (
    blocks.length <= SLACK_LIMITS.blocks / 2 &&
    JSON.stringify(blocks).length <= SLACK_LIMITS.totalCharacters - CLOSING_CHARACTERS
  );
}

function toElsewhere(left: readonly PolicyDocument[]): Line {
  const places = left.map(({ step, path }) => [text(`${step}: `), code(path)]);
  const opening =
    left.length === 1 ? 'A policy is too long for Slack.' : `${left.length} policies are too long for Slack.`;
  return [text(`${opening} In the alert document, `), ...join(places, ', '), text('.')];
}

function toSection(line: Line): SlackBlock {
  return toSectionText(toSlackMrkdwn(line, CLOSING_CHARACTERS - 200));
}

function toSectionText(mrkdwn: string): SlackBlock {
  return { type: 'section', text: { type: 'mrkdwn', text: mrkdwn, verbatim: true } };
}
