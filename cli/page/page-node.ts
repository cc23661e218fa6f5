/** What a page may contain: elements and text. There is no way to write markup, so no data can become markup. */
export type PageChild = PageNode | string;

export interface PageNode {
  readonly tag: PageTag;
  /** Among its siblings: the element with this key is kept when the page changes, with its focus and scroll. */
  readonly key?: string;
  readonly attributes: Readonly<Partial<Record<PageAttribute, string>>>;
  readonly children: readonly PageChild[];
}

export type PageTag = (typeof PAGE_TAGS)[number];
export type PageAttribute = (typeof PAGE_ATTRIBUTES)[number];

/** No element of this list runs, loads or frames anything. */
export const PAGE_TAGS = [
  'a',
  'article',
  'b',
  'blockquote',
  'button',
  'caption',
  'code',
  'dd',
  'del',
  'div',
  'dl',
  'dt',
  'em',
  'footer',
  'h1',
  'h2',
  'h3',
  'header',
  'hr',
  'li',
  'main',
  'ol',
  'p',
  'pre',
  'section',
  'span',
  'strong',
  'table',
  'tbody',
  'td',
  'th',
  'thead',
  'time',
  'tr',
  'ul',
] as const;

/** No attribute of this list runs anything; `href` is checked by `toSafeUrl`. */
export const PAGE_ATTRIBUTES = [
  'aria-current',
  'aria-describedby',
  'aria-hidden',
  'aria-label',
  'aria-labelledby',
  'aria-live',
  'class',
  'data-action',
  'data-label',
  'data-value',
  'datetime',
  'href',
  'id',
  'rel',
  'role',
  'scope',
  'tabindex',
  'target',
  'title',
  'type',
] as const;

/** Makes an element. A key is given as the attribute `key`. */
export function element(
  tag: PageTag,
  attributes: PageNode['attributes'] & { readonly key?: string },
  ...children: readonly (PageChild | readonly PageChild[] | undefined)[]
): PageNode {
  const { key, ...rest } = attributes;
  const content = children.flat().filter((child): child is PageChild => child !== undefined && child !== '');
  return { tag, ...(key !== undefined && { key }), attributes: rest, children: content };
}

/** A link to open in a tab of its own, or only its label when the address is not one a reader may follow. */
export function link(url: string, ...label: readonly PageChild[]): PageNode {
  const href = toSafeUrl(url);
  if (href === undefined) return element('span', {}, label);
  return element('a', { href, target: '_blank', rel: 'noreferrer noopener' }, label);
}

/** An address that opens a page or a mail; `javascript:`, `data:` and all others are none. */
export function toSafeUrl(url: string): string | undefined {
  return /^(https?:\/\/|mailto:)[^\s\p{Cc}]+$/u.test(url) ? url : undefined;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** The same as HTML text, for documents that are made without a browser. */
export function toHtml(child: PageChild): string {
  if (typeof child === 'string') return escapeHtml(child);
  const attributes = Object.entries(child.attributes).map(
    ([name, value]) => ` ${name}="${escapeHtml(value)}"`,
  );
  const open = `<${child.tag}${attributes.join('')}>`;
  return child.tag === 'hr' ? open : `${open}${child.children.map(toHtml).join('')}</${child.tag}>`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? character);
}
