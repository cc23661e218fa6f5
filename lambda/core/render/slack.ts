import type { Alert } from '../alerts/alert.schema';
import { SLACK_LIMITS } from '../limits';
import { toAlertOutline } from './alert-outline';
import type { AlertOutline } from './outline';
import { SLACK_ROOMS, type SlackRoom } from './slack-room';
import { toSectionTexts } from './slack-section';
import { toSlackLink, toSlackMrkdwn, toSlackPlainText } from './slack-mrkdwn';
import { join, text } from './spans';

/** What is posted to a webhook or by `chat.postMessage`. */
export interface SlackMessage {
  /** For notifications and screen readers; Slack shows the blocks. */
  readonly text: string;
  readonly blocks: readonly SlackBlock[];
}

export type SlackBlock =
  | { readonly type: 'header'; readonly text: SlackPlainText }
  | { readonly type: 'section'; readonly text: SlackMrkdwn }
  | { readonly type: 'context'; readonly elements: readonly SlackMrkdwn[] };

export interface SlackPlainText {
  readonly type: 'plain_text';
  readonly text: string;
  /** `false`: `:name:` stays text. */
  readonly emoji: false;
}

export interface SlackMrkdwn {
  readonly type: 'mrkdwn';
  readonly text: string;
  /** `true`: Slack makes no links or mentions of its own out of names. */
  readonly verbatim: true;
}

const MARKS: Readonly<Record<AlertOutline['tone'], string>> = {
  critical: '🔴',
  high: '🔴',
  medium: '🟠',
  low: '🔵',
  info: '🔵',
  resolved: '✅',
};

/**
 * An alert as Block Kit, within every limit of Slack's whatever the alert holds. Where room is short it leaves out,
 * in this order: samples, candidate causes, policy documents, long sentences, later steps - never what happened,
 * the first commands that fit, or the runbook - and says what it left out and where that is.
 */
export function renderSlack(alert: Alert): SlackMessage {
  const outline = toAlertOutline(alert);
  return { text: toFallback(outline), blocks: toFittingBlocks(outline) };
}

function toFittingBlocks(outline: AlertOutline): readonly SlackBlock[] {
  let blocks: readonly SlackBlock[] = [];
  for (const room of SLACK_ROOMS) {
    blocks = toBlocks(outline, room);
    // As JSON it is longer than what Slack counts, so this errs on the safe side.
    if (JSON.stringify(blocks).length <= SLACK_LIMITS.totalCharacters) return blocks;
  }
  return blocks;
}

function toFallback({ headline, verdict }: AlertOutline): string {
  const line = [text(`${headline}. `), ...verdict];
  return toSlackMrkdwn(line, 600);
}

function toBlocks(outline: AlertOutline, room: SlackRoom): readonly SlackBlock[] {
  const { headline, tone, verdict, impact, sections } = outline;
  const opening = [
    toSlackMrkdwn(verdict, room.lineCharacters),
    toSlackMrkdwn(join(impact, ' · '), room.lineCharacters),
  ].filter((line) => line !== '');
  return [
    {
      type: 'header',
      text: {
        type: 'plain_text',
        text: toSlackPlainText(`${MARKS[tone]} ${headline}`, SLACK_LIMITS.headerCharacters),
        emoji: false,
      },
    },
    toSection(opening.join('\n')),
    ...sections.flatMap((section) => toSectionTexts(section, room)).map(toSection),
    { type: 'context', elements: [...toLinks(outline, room), toFooter(outline)] },
  ];
}

/** As many as fit one text; the runbook comes first. */
function toLinks({ links }: AlertOutline, room: SlackRoom): readonly SlackMrkdwn[] {
  let mrkdwn = '';
  for (const { label, url } of links) {
    if (label !== 'Runbook' && url.length > room.linkCharacters) continue;
    const link = `${mrkdwn === '' ? '' : ' · '}${toSlackLink(label, url)}`;
    if (mrkdwn.length + link.length <= SLACK_LIMITS.sectionTextCharacters) mrkdwn += link;
  }
  return mrkdwn === '' ? [] : [toMrkdwn(mrkdwn)];
}

function toFooter({ footer }: AlertOutline): SlackMrkdwn {
  return toMrkdwn(toSlackMrkdwn(join(footer, ' · '), 400));
}

function toSection(mrkdwn: string): SlackBlock {
  return { type: 'section', text: toMrkdwn(mrkdwn) };
}

function toMrkdwn(mrkdwn: string): SlackMrkdwn {
  return { type: 'mrkdwn', text: mrkdwn, verbatim: true };
}
