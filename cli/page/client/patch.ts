import type { PageChild, PageNode } from '../page-node';
import type { BrowserDocument, BrowserElement, BrowserNode } from './browser';

const TEXT_NODE = 3;

/** Where an element's key is kept, to find it again. */
const KEYS = new WeakMap<BrowserNode, string>();

/**
 * Makes the children of `parent` be `children`, and changes no more than that: what is the same stays, with its
 * focus, selection and scroll position. Text is only ever set as text.
 */
export function patchChildren(
  parent: BrowserElement,
  children: readonly PageChild[],
  document: BrowserDocument,
): void {
  const keyed = new Map<string, BrowserNode>();
  for (const node of Array.from(parent.childNodes)) {
    const key = KEYS.get(node);
    if (key !== undefined) keyed.set(key, node);
  }
  children.forEach((child, index) => {
    const here = parent.childNodes[index];
    const wanted = typeof child === 'string' || child.key === undefined ? here : keyed.get(child.key);
    const kept = wanted !== undefined && isSameKind(wanted, child) ? wanted : undefined;
    const node = kept ?? create(child, document);
    if (typeof child === 'string') {
      if (node.textContent !== child) node.textContent = child;
    } else patchElement(node as BrowserElement, child, document);
    if (node !== here) parent.insertBefore(node, here ?? null);
  });
  for (const surplus of Array.from(parent.childNodes).slice(children.length)) parent.removeChild(surplus);
}

function patchElement(
  node: BrowserElement,
  { attributes, children }: PageNode,
  document: BrowserDocument,
): void {
  for (const name of node.getAttributeNames()) {
    if (!Object.hasOwn(attributes, name)) node.removeAttribute(name);
  }
  for (const [name, value] of Object.entries(attributes)) {
    if (node.getAttribute(name) !== value) node.setAttribute(name, value);
  }
  patchChildren(node, children, document);
}

function create(child: PageChild, document: BrowserDocument): BrowserNode {
  if (typeof child === 'string') return document.createTextNode(child);
  const node = document.createElement(child.tag);
  if (child.key !== undefined) KEYS.set(node, child.key);
  return node;
}

function isSameKind(node: BrowserNode, child: PageChild): boolean {
  if (typeof child === 'string') return node.nodeType === TEXT_NODE;
  if (node.nodeType === TEXT_NODE || KEYS.get(node) !== child.key) return false;
  return (node as BrowserElement).tagName.toLowerCase() === child.tag;
}
