import type { BrowserDocument, BrowserElement, BrowserNode } from '../../../cli/page/client/browser';

/** As much of a document as the page's script changes. Markup cannot be set in it: there is no `innerHTML`. */
export interface FakeDocument extends BrowserDocument {
  /** How often something was made, moved, removed or rewritten. */
  readonly changes: string[];
}

class FakeNode implements BrowserNode {
  readonly childNodes: FakeNode[] = [];
  constructor(
    readonly nodeType: number,
    protected readonly changes: string[],
    private content = '',
  ) {}

  get textContent(): string {
    return this.nodeType === 3 ? this.content : this.childNodes.map((child) => child.textContent).join('');
  }

  set textContent(text: string) {
    this.changes.push(`text ${text}`);
    this.content = text;
  }

  insertBefore(node: BrowserNode, before: BrowserNode | null): void {
    this.changes.push('insert');
    const at = this.childNodes.indexOf(node as FakeNode);
    if (at >= 0) this.childNodes.splice(at, 1);
    const index = before === null ? this.childNodes.length : this.childNodes.indexOf(before as FakeNode);
    this.childNodes.splice(index, 0, node as FakeNode);
  }

  removeChild(node: BrowserNode): void {
    this.changes.push('remove');
    this.childNodes.splice(this.childNodes.indexOf(node as FakeNode), 1);
  }
}

class FakeElement extends FakeNode implements BrowserElement {
  readonly dataset = {};
  private readonly attributes = new Map<string, string>();

  constructor(
    readonly tagName: string,
    changes: string[],
  ) {
    super(1, changes);
  }

  getAttributeNames(): readonly string[] {
    return [...this.attributes.keys()];
  }

  getAttribute(name: string): string | null {
    return this.attributes.get(name) ?? null;
  }

  setAttribute(name: string, value: string): void {
    this.changes.push(`set ${name}`);
    this.attributes.set(name, value);
  }

  removeAttribute(name: string): void {
    this.changes.push(`unset ${name}`);
    this.attributes.delete(name);
  }

  closest(): null {
    return null;
  }

  querySelectorAll(): readonly BrowserElement[] {
    return [];
  }

  focus(): void {
    this.changes.push('focus');
  }
}

export function makeFakeDocument(): FakeDocument {
  const changes: string[] = [];
  return {
    changes,
    title: '',
    activeElement: null,
    getElementById: () => null,
    createElement: (tag) => new FakeElement(tag.toUpperCase(), changes),
    createTextNode: (text) => new FakeNode(3, changes, text),
    addEventListener: () => undefined,
  };
}
