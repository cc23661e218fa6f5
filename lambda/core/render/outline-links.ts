import { escapeHtml } from './html-text';
import type { OutlineLink } from './outline';

/** Links in the order in which a reader wants them, with their labels. */
const LABELS: ReadonlyMap<string, string> = new Map([
  ['runbook', 'Runbook'],
  ['source', 'Source'],
  ['destination', 'Destination'],
  ['role', 'Role'],
  ['dashboard', 'Dashboard'],
  ['docs', 'AWS documentation'],
]);

/** Links of names we do not know that are shown after those we do. */
const OTHER_LINKS = 4;

/** Escaped. Longer ones are cut by some channel or other, and half a link leads nowhere. */
const URL_CHARACTERS = 1_000;

/** The links of an alert that can be followed safely: `https:` or `http:`, not overlong; all others are left out. */
export function toOutlineLinks(links: Readonly<Record<string, string>>): readonly OutlineLink[] {
  const shown: OutlineLink[] = [];
  const add = (label: string, target: string | undefined) => {
    const url = target === undefined ? undefined : toSafeUrl(target);
    if (url !== undefined) shown.push({ label, url });
  };
  for (const [name, label] of LABELS) add(label, links[name]);
  const others = Object.keys(links).filter((name) => !LABELS.has(name));
  for (const name of others.slice(0, OTHER_LINKS)) add(toOtherLabel(name), links[name]);
  return shown;
}

/** A link's name is ours, so one with anything special in it is somebody else's. */
function toOtherLabel(name: string): string {
  return (
    name
      .replace(/[^A-Za-z0-9 ._-]/g, '')
      .trim()
      .slice(0, 40) || 'Link'
  );
}

const PLAIN_HTTP_URL = /^https?:\/\/[A-Za-z0-9.-]+(:\d+)?(\/[A-Za-z0-9_.~!$&()*+,;=:@%/?#-]*)?$/;

function toSafeUrl(target: string): string | undefined {
  if (target.length > URL_CHARACTERS) return undefined;
  // Parsing is the slow way, and almost no link needs it.
  const href = PLAIN_HTTP_URL.test(target) ? target : toNormalHref(target);
  return href === undefined || escapeHtml(href).length > URL_CHARACTERS ? undefined : href;
}

function toNormalHref(target: string): string | undefined {
  if (!URL.canParse(target)) return undefined;
  const url = new URL(target);
  // With a user name, `https://aws.amazon.com@elsewhere/` looks like a place it does not lead to.
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  return url.href.replace(/[^A-Za-z0-9_.~!$&()*+,;=:@%/?#[\]-]/g, (character) =>
    encodeURIComponent(character).replaceAll("'", '%27'),
  );
}
