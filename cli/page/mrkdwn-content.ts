import { element, link, type PageChild, type PageTag } from './page-node';

/** Markers of mrkdwn and what they become. */
const STYLES: Readonly<Record<string, PageTag>> = { '*': 'strong', _: 'em', '~': 'del' };

/** A marker counts only at the edge of a word: `snake_case_name` has none. */
const isWordCharacter = (character: string | undefined): boolean =>
  character !== undefined && /[\p{L}\p{N}_]/u.test(character);

/**
 * Slack's mrkdwn as page content, read as Slack reads it: bold, italic, strike, code, code blocks, quotes, links and
 * the three entities. What is no markup stays text. Line breaks stay in the text (`white-space: pre-wrap`).
 *
 * Source: https://docs.slack.dev/messaging/formatting-message-text
 */
export function toMrkdwnContent(text: string): readonly PageChild[] {
  return splitFences(text).flatMap(({ isCode, content }) =>
    isCode ? [element('pre', {}, element('code', {}, decodeEntities(content)))] : toQuotedLines(content),
  );
}

interface FencedPart {
  readonly isCode: boolean;
  readonly content: string;
}

function splitFences(text: string): readonly FencedPart[] {
  const parts: FencedPart[] = [];
  let rest = text;
  for (;;) {
    const open = rest.indexOf('```');
    const close = open < 0 ? -1 : rest.indexOf('```', open + 3);
    if (close < 0) return rest === '' ? parts : [...parts, { isCode: false, content: rest }];
    if (open > 0) parts.push({ isCode: false, content: rest.slice(0, open) });
    parts.push({ isCode: true, content: rest.slice(open + 3, close).replace(/^\n|\n$/g, '') });
    rest = rest.slice(close + 3).replace(/^\n/, '');
  }
}

function toQuotedLines(text: string): readonly PageChild[] {
  const content: PageChild[] = [];
  let [plain, quoted]: [string[], string[]] = [[], []];
  const endPlain = (): void => {
    if (plain.length > 0) content.push(...toInline(plain.join('\n')));
    plain = [];
  };
  const endQuote = (): void => {
    if (quoted.length > 0) content.push(element('blockquote', {}, toInline(quoted.join('\n'))));
    quoted = [];
  };
  for (const line of text.split('\n')) {
    const quote = /^(?:>|&gt;) ?(.*)$/.exec(line)?.[1];
    if (quote === undefined) {
      endQuote();
      plain.push(line);
    } else {
      endPlain();
      quoted.push(quote);
    }
  }
  endQuote();
  endPlain();
  return content;
}

/** Inline markup, left to right: code first, because nothing inside it is markup. */
function toInline(text: string): readonly PageChild[] {
  const content: PageChild[] = [];
  let plainFrom = 0;
  let at = 0;
  while (at < text.length) {
    const found = readMarkup(text, at);
    if (found === undefined) {
      at += 1;
      continue;
    }
    if (at > plainFrom) content.push(decodeEntities(text.slice(plainFrom, at)));
    content.push(found.child);
    at = plainFrom = found.end;
  }
  if (plainFrom < text.length) content.push(decodeEntities(text.slice(plainFrom)));
  return content;
}

interface Markup {
  readonly child: PageChild;
  readonly end: number;
}

function readMarkup(text: string, at: number): Markup | undefined {
  const marker = text[at] ?? '';
  if (marker === '`') return readCode(text, at);
  if (marker === '<') return readAngle(text, at);
  const tag = STYLES[marker];
  return tag === undefined ? undefined : readStyle(text, { at, marker, tag });
}

function readCode(text: string, at: number): Markup | undefined {
  const end = text.indexOf('`', at + 1);
  const code = text.slice(at + 1, end);
  if (end < 0 || code.trim() === '' || code.includes('\n')) return undefined;
  return { child: element('code', {}, decodeEntities(code)), end: end + 1 };
}

/** `<https://…|label>`, or a mention such as `<!channel>`, which is shown as what it would be: a ping. */
function readAngle(text: string, at: number): Markup | undefined {
  const end = text.indexOf('>', at);
  if (end < 0) return undefined;
  const [target = '', label] = text.slice(at + 1, end).split('|', 2);
  if (/^[!@#]/.test(target)) {
    return {
      child: element('span', { class: 'slack-mention' }, decodeEntities(label ?? target)),
      end: end + 1,
    };
  }
  const url = decodeEntities(target);
  return { child: link(url, ...(label === undefined ? [url] : toInline(label))), end: end + 1 };
}

function readStyle(
  text: string,
  { at, marker, tag }: { at: number; marker: string; tag: PageTag },
): Markup | undefined {
  if (isWordCharacter(text[at - 1]) || /\s/.test(text[at + 1] ?? ' ')) return undefined;
  for (let end = text.indexOf(marker, at + 1); end > at + 1; end = text.indexOf(marker, end + 1)) {
    const inner = text.slice(at + 1, end);
    if (inner.includes('\n')) return undefined;
    if (/\s$/.test(inner) || isWordCharacter(text[end + 1]) || isInsideCode(inner)) continue;
    return { child: element(tag, {}, toInline(inner)), end: end + 1 };
  }
  return undefined;
}

function isInsideCode(inner: string): boolean {
  return (inner.match(/`/g)?.length ?? 0) % 2 === 1;
}

/** The three entities that Slack knows; every other `&…;` is text. */
export function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
