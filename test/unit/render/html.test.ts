import { createHash } from 'node:crypto';
import { HTML_STYLE, HTML_STYLE_HASH } from '../../../lambda/core/render/html-style';
import { renderHtml } from '../../../lambda/core/render/html';

const PAGE = renderHtml({
  schema: 's3-replication-alert/1',
  id: 'a',
  type: 'unreadable',
  severity: 'medium',
  time: '2026-01-15T10:01:12.000Z',
  summary: 'x',
  why: 'x',
  unreadable: { count: 1, samples: [] },
  links: {},
});

it('the hash in the policy is that of the style sheet', () => {
  expect(HTML_STYLE_HASH).toBe(`sha256-${createHash('sha256').update(HTML_STYLE).digest('base64')}`);
  expect(PAGE).toContain(`style-src '${HTML_STYLE_HASH}'`);
  expect(PAGE).toContain(`<style>${HTML_STYLE}</style>`);
});

it('the page loads nothing and runs nothing', () => {
  expect(PAGE).toContain(`default-src 'none'`);
  expect(PAGE).not.toMatch(/<script|<link|<img|@import|url\(|\ssrc=/);
});

describe.each([
  ['light', toColors(HTML_STYLE.slice(0, HTML_STYLE.indexOf('@media')))],
  ['dark', toColors(HTML_STYLE.slice(HTML_STYLE.indexOf('@media'), HTML_STYLE.indexOf('box-sizing')))],
])('in the %s scheme', (_scheme, colors) => {
  it.each([
    ['text', 'card'],
    ['text', 'code'],
    ['quiet', 'card'],
    ['quiet', 'code'],
    ['link', 'card'],
    ['tone', 'card'],
  ])('%s on %s has a contrast of 4.5 : 1 or better', (ink, paper) => {
    const papers = colors.get(paper) ?? [];
    const inks = colors.get(ink) ?? [];
    expect(papers).toHaveLength(1);
    expect(inks.length).toBeGreaterThanOrEqual(ink === 'tone' ? 4 : 1);
    for (const color of inks) expect(toContrast(color, papers[0] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});

/** Custom properties with all the colours each is given. */
function toColors(css: string): ReadonlyMap<string, readonly string[]> {
  const colors = new Map<string, string[]>();
  for (const [, name = '', color = ''] of css.matchAll(/--([a-z]+): (#[0-9a-f]{6})/g))
    colors.set(name, [...(colors.get(name) ?? []), color]);
  return colors;
}

/** WCAG 2.2, relative luminance and contrast ratio. */
function toContrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [toLuminance(a), toLuminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function toLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(color.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
