import type { Alert } from '../alerts/alert.schema';
import { toAlertOutline } from './alert-outline';
import { toMoreSteps } from './fix-section';
import { HTML_STYLE, HTML_STYLE_HASH } from './html-style';
import { escapeHtml, toHtmlLine } from './html-text';
import type { AlertOutline, ListBlock, OutlineBlock, OutlineSection, PolicyLine, StepBlock } from './outline';
import { formatCount } from './quantity';
import { join, type Line } from './spans';

/** Nothing may run, load, be sent or be framed in; the one style sheet is known by its hash. */
const POLICY = `default-src 'none'; style-src '${HTML_STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** An alert as a whole document that needs nothing else: no scripts, no assets, light and dark, wide and narrow. */
export function renderHtml(alert: Alert): string {
  const outline = toAlertOutline(alert);
  const { headline, tone, verdict, impact, sections } = outline;
  const title = escapeHtml(headline);
  return `<!doctype html>
<html lang="en" data-tone="${tone}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${title}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<main>
<h1>${title}</h1>
${[toParagraph(verdict, 'verdict'), toParagraph(join(impact, ' · '), 'impact'), ...sections.map(toSection)]
  .filter((html) => html !== '')
  .join('\n')}
${toEnd(outline)}
</main>
</body>
</html>
`;
}

function toParagraph(line: Line, className: string): string {
  return line.length === 0 ? '' : `<p class="${className}">${toHtmlLine(line)}</p>`;
}

function toSection({ title, note, blocks, more = 0 }: OutlineSection): string {
  const noted = note === undefined ? '' : ` <span>(${toHtmlLine(note)})</span>`;
  const rest = more > 0 ? `<p class="more">${toHtmlLine(toMoreSteps(more))}</p>\n` : '';
  return `<section>\n<h2>${escapeHtml(title)}${noted}</h2>\n${toBlocks(blocks)}\n${rest}</section>`;
}

/** Numbered steps that follow each other are one list. */
function toBlocks(blocks: readonly OutlineBlock[]): string {
  const html: string[] = [];
  let isListOpen = false;
  for (const block of blocks) {
    const isNumbered = block.kind === 'step' && block.number !== undefined;
    if (isNumbered && !isListOpen) html.push('<ol>');
    if (!isNumbered && isListOpen) html.push('</ol>');
    isListOpen = isNumbered;
    html.push(toBlock(block));
  }
  if (isListOpen) html.push('</ol>');
  return html.join('\n');
}

function toBlock(block: OutlineBlock): string {
  switch (block.kind) {
    case 'paragraph':
      return `<p>${toHtmlLine(block.line)}</p>`;
    case 'list':
      return toList(block);
    case 'step':
      return toStep(block);
    case 'letter':
      return toPre(block.lines.join('\n'));
  }
}

function toList({ items, more, ordered }: ListBlock): string {
  const tag = ordered ? 'ol' : 'ul';
  const rows = items.map(({ line, detail }) => `<li>${toHtmlLine([...line, ...(detail ?? [])])}</li>`);
  const rest = more > 0 ? `\n<p class="more">+${formatCount(more)} more</p>` : '';
  return `<${tag}>\n${rows.join('\n')}\n</${tag}>${rest}`;
}

function toStep({ number, line, command, policy }: StepBlock): string {
  const html = [
    toHtmlLine(line),
    ...(policy === undefined ? [] : [toPolicy(policy)]),
    ...(command === undefined ? [] : [toPre(command)]),
  ].join('\n');
  return number === undefined ? `<div>${html}</div>` : `<li value="${number}">${html}</li>`;
}

/** What is added and removed, marked for those who do not see the colours too. */
function toPolicy(rows: readonly PolicyLine[]): string {
  const lines = rows.map(({ text, mark }) => {
    const html = escapeHtml(text);
    if (mark === undefined) return html;
    return mark === 'added' ? `<ins>${html}</ins>` : `<del>${html}</del>`;
  });
  return `<pre><code>${lines.join('\n')}</code></pre>`;
}

/** Wrapped for the eye only: what is copied from it is one line. */
function toPre(content: string): string {
  return `<pre><code>${escapeHtml(content)}</code></pre>`;
}

function toEnd({ links, footer }: AlertOutline): string {
  const anchors = links.map(
    ({ label, url }) => `<a href="${escapeHtml(url)}" rel="noreferrer">${escapeHtml(label)}</a>`,
  );
  const nav = anchors.length === 0 ? '' : `<nav aria-label="Links">\n${anchors.join('\n')}\n</nav>\n`;
  return `${nav}<footer>${toHtmlLine(join(footer, ' · '))}</footer>`;
}
