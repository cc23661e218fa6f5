import { setTimeout as sleep } from 'node:timers/promises';
import type { Responder } from '../run/responder';
import type { Scene } from './story';

export interface PlayOptions {
  /** The responder that plays along. */
  readonly responder: Pick<Responder, 'url' | 'flush'>;
  readonly stop: AbortSignal;
  /** Told before a scene is posted. */
  began(scene: Scene, index: number): void;
  /** Told when everything of a scene has been responded to. */
  ended(scene: Scene): void;
  /** Milliseconds, twice per scene, for the person who watches. */
  readonly pauseMs: number;
}

/**
 * Posts the story to a responder as its users would, over HTTP, and waits for each scene to be responded to. The
 * group wait is cut short when all of a scene has arrived, so that a slow machine tells the same story.
 */
export async function playStory(story: readonly Scene[], options: PlayOptions): Promise<void> {
  for (const [index, scene] of story.entries()) {
    if (options.stop.aborted) return;
    if (index > 0) await pause(options);
    options.began(scene, index);
    const { url } = options.responder;
    const before = await readFailures(url);
    for (const post of scene.posts) await send(post, url);
    await pause(options);
    await options.responder.flush();
    const counted = (await readFailures(url)) - before;
    if (counted !== scene.failures) {
      throw new Error(`"${scene.title}": ${counted} failures counted, ${scene.failures} sent`);
    }
    options.ended(scene);
  }
}

async function send({ contentType, body }: Scene['posts'][number], url: string): Promise<void> {
  const response = await fetch(`${url}/events`, {
    method: 'POST',
    headers: { 'content-type': contentType },
    body,
  });
  if (response.status !== 202)
    throw new Error(`POST /events answered ${response.status}: ${await response.text()}`);
}

/** Ends early when the user wants to stop. */
async function pause({ pauseMs, stop }: PlayOptions): Promise<void> {
  await sleep(pauseMs, undefined, { signal: stop }).catch(() => undefined);
}

async function readFailures(url: string): Promise<number> {
  const response = await fetch(`${url}/incidents`);
  const { counters } = (await response.json()) as { counters: { failures: number } };
  return counters.failures;
}
