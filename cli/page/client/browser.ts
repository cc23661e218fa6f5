/**
 * The few things of a browser that the page's script uses. Declared here because TypeScript's DOM library would put
 * `document` and `window` within reach of every file of the project.
 */
export interface BrowserNode {
  readonly nodeType: number;
  textContent: string | null;
  readonly childNodes: ArrayLike<BrowserNode>;
  insertBefore(node: BrowserNode, before: BrowserNode | null): unknown;
  removeChild(node: BrowserNode): unknown;
}

export interface BrowserElement extends BrowserNode {
  readonly tagName: string;
  readonly dataset: Readonly<Record<string, string | undefined>>;
  getAttributeNames(): readonly string[];
  getAttribute(name: string): string | null;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  closest(selector: string): BrowserElement | null;
  querySelectorAll(selector: string): ArrayLike<BrowserElement>;
  focus(): void;
}

export interface BrowserDocument {
  title: string;
  readonly activeElement: BrowserElement | null;
  getElementById(id: string): BrowserElement | null;
  createElement(tag: string): BrowserElement;
  createTextNode(text: string): BrowserNode;
  addEventListener(type: 'click' | 'keydown', listen: (event: BrowserEvent) => void): void;
}

export interface BrowserEvent {
  readonly target: BrowserElement;
  readonly key?: string;
  preventDefault(): void;
}

export interface BrowserEventSource {
  addEventListener(type: string, listen: (event: { readonly data: string }) => void): void;
}

interface Browser {
  readonly document: BrowserDocument;
  readonly location: { readonly origin: string };
  readonly navigator: { readonly clipboard?: { writeText(text: string): Promise<void> } };
  readonly EventSource: new (url: string) => BrowserEventSource;
  fetch(
    url: string,
    init: { method: string; headers: Record<string, string>; body: string },
  ): Promise<{ ok: boolean }>;
  requestAnimationFrame(draw: () => void): void;
  setInterval(run: () => void, ms: number): void;
}

/** The browser this script runs in. */
export const browser = globalThis as unknown as Browser;
