import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { playStory } from '../cli/demo/play-story';
import { createStoryInvestigator } from '../cli/demo/story-investigator';
import { makeStory } from '../cli/demo/story';
import { readStyle } from '../cli/page/page-document';
import type { AlertView } from '../cli/page/page-messages';
import { toHtml } from '../cli/page/page-node';
import { toSlackMessageView } from '../cli/page/page-view';
import { type Responder, startResponder } from '../cli/run/responder';
import { alertSchema } from '../lambda/core/alerts/alert.schema';
import { renderSlack } from '../lambda/core/render/slack';

/** Makes the pictures of the documents from the program itself: `npm run pictures`. Needs a Chromium. */

const IMAGES = join(__dirname, '..', 'docs', 'images');
const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const SCHEMES = ['light', 'dark'] as const;
const START = new Date('2026-01-01T09:59:04.000Z');

/** How long after its failures a scene is answered: group wait and a moment. */
const ANSWER_MS = 95_000;

/** What the checks make of a bucket policy that denies requests from outside a VPC endpoint, across accounts. */
const CONFIRMED_ALERT = join(__dirname, '..', 'test', 'golden', 'opened-confirmed', 'alert.json');

/** What Slack has around a message, as far as a picture needs it. */
const CHANNEL_STYLE = `
  body { background: var(--slack-surface); }
  .channel { padding: 13px 24px; border-bottom: 1px solid var(--slack-line); color: var(--slack-ink); font-size: 16px; font-weight: 800; }
  .slack { max-width: none; padding: 18px 24px 24px; border: 0; border-radius: 0; }
`;

async function main(): Promise<void> {
  await mkdir(IMAGES, { recursive: true });
  const clock = { now: START };
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  const responder = await startResponder({
    port: 0,
    groupWaitSeconds: 30,
    now: () => clock.now,
    investigate: createStoryInvestigator(START),
    reporter: {
      alert: () => undefined,
      batch: () => undefined,
      warn: (line) => console.warn(line),
    },
  });
  try {
    await play(responder, clock);
    const confirmed = await readAlert(CONFIRMED_ALERT);
    for (const scheme of SCHEMES) {
      await takeSlackPicture(browser, confirmed, scheme);
      await takePagePicture(browser, responder.url, scheme);
    }
  } finally {
    await browser.close();
    await responder.stop();
  }
}

/** Takes the responder through the story, at fixed times. */
async function play(responder: Responder, clock: { now: Date }): Promise<void> {
  await playStory(makeStory(START), {
    responder,
    pauseMs: 0,
    stop: new AbortController().signal,
    began: (_scene, index) => (clock.now = new Date(START.getTime() + ANSWER_MS + index * 17_000)),
    ended: () => undefined,
  });
}

async function readAlert(file: string): Promise<AlertView> {
  const alert = alertSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return { alert, slack: renderSlack(alert) };
}

async function takeSlackPicture(
  browser: Browser,
  view: AlertView,
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 900, height: 600 },
    deviceScaleFactor: 2,
    colorScheme,
  });
  const style = `${await readStyle()}${CHANNEL_STYLE}`;
  const body = `<div class="channel"># storage-alerts</div>${toHtml(toSlackMessageView(view))}`;
  await page.setContent(`<!doctype html><meta charset="utf-8"><style>${style}</style>${body}`);
  await page.screenshot({ path: join(IMAGES, `slack-alert-${colorScheme}.png`), fullPage: true });
  await page.close();
}

async function takePagePicture(browser: Browser, url: string, colorScheme: 'light' | 'dark'): Promise<void> {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 960 },
    deviceScaleFactor: 1.5,
    colorScheme,
  });
  await page.goto(url);
  await page.getByRole('button', { name: 'DstBucketUnversioned' }).first().click();
  await page.mouse.move(0, 0);
  await page.screenshot({ path: join(IMAGES, `run-page-${colorScheme}.png`) });
  await page.close();
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
