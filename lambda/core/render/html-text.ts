import type { Line } from './spans';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for HTML, safe between tags and in quoted attributes. */
export function escapeHtml(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '') : text;
}

/** The text that `escapeHtml` was given. */
export function unescapeHtml(html: string): string {
  return html
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&gt;', '>')
    .replaceAll('&lt;', '<')
    .replaceAll('&amp;', '&');
}

/** A line as HTML. */
export function toHtmlLine(line: Line): string {
  return line
    .map(({ kind, text }) => {
      const html = escapeHtml(text);
      if (kind === 'text') return html;
      return kind === 'code' ? `<code>${html}</code>` : `<strong>${html}</strong>`;
    })
    .join('');
}
