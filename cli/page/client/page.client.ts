import { formatCount } from '../../../lambda/core/render/quantity';
import type { StreamPayloads } from '../page-messages';
import { EMPTY_STATE, type PageEvent, type PageState, toNextState } from '../page-state';
import { toPageView } from '../page-view';
import { toSampleEvent } from '../sample-event';
import { browser, type BrowserElement, type BrowserEvent } from './browser';
import { patchChildren } from './patch';

/** The page's script: events in, state, view out. It holds no decision of its own. */

const { document } = browser;
const context = { origin: browser.location.origin, openedAt: new Date() };
let state: PageState = EMPTY_STATE;
let isDrawing = false;

function take(event: PageEvent): void {
  state = toNextState(state, event);
  if (isDrawing) return;
  isDrawing = true;
  browser.requestAnimationFrame(draw);
}

function draw(): void {
  isDrawing = false;
  const root = document.getElementById('page');
  if (root !== null) patchChildren(root, toPageView(state, context), document);
  const { alerts } = state.counters;
  document.title = `${alerts > 0 ? `(${formatCount(alerts)}) ` : ''}S3 Replication Responder`;
}

function listen(): void {
  const source = new browser.EventSource('/stream');
  const on = <T extends keyof StreamPayloads>(type: T): void =>
    source.addEventListener(type, ({ data }) => {
      take({ type, payload: JSON.parse(data) as StreamPayloads[T] } as PageEvent);
    });
  source.addEventListener('open', () => take({ type: 'connected' }));
  // The browser connects again by itself, and says where it left off.
  source.addEventListener('error', () => take({ type: 'disconnected' }));
  on('snapshot');
  on('alert');
  on('batch');
  on('waiting');
}

/** Counts the group wait down between two messages of the server. */
function tick(): void {
  const { messages, dueInMs } = state.waiting;
  if (messages > 0) take({ type: 'waiting', payload: { messages, dueInMs: Math.max(0, dueInMs - 1_000) } });
}

async function act(button: BrowserElement): Promise<void> {
  const { action, value = '' } = button.dataset;
  if (action === 'select-alert') take({ type: 'selected', alertId: value });
  if (action === 'copy') {
    const { clipboard } = browser.navigator;
    const isCopied = await (clipboard?.writeText(value) ?? Promise.reject(new Error('no clipboard'))).then(
      () => true,
      () => false,
    );
    take({ type: 'noted', note: isCopied ? 'Copied' : 'The browser refused; select the text instead' });
  }
  if (action === 'send-sample') {
    const isSent = await browser
      .fetch('/events', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toSampleEvent(new Date())),
      })
      .then(
        ({ ok }) => ok,
        () => false,
      );
    take({
      type: 'noted',
      note: isSent ? 'Sent; the alert follows after the group wait' : 'Could not be sent',
    });
  }
}

/** Up and down walk through the alerts. */
function walk(event: BrowserEvent): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const list = event.target.closest('.alerts');
  if (step === 0 || list === null) return;
  const buttons = Array.from(list.querySelectorAll('button'));
  const next = buttons[buttons.findIndex((button) => button === event.target) + step];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
  void act(next);
}

document.addEventListener('click', ({ target }) => {
  const button = target.closest('[data-action]');
  if (button !== null) void act(button);
});
document.addEventListener('keydown', walk);
browser.setInterval(tick, 1_000);
listen();
draw();
