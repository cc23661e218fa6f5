import type { Command } from 'commander';
import type { Alert } from '../lambda/core/alerts/alert.schema';
import { formatCount, formatCounted } from '../lambda/core/render/quantity';
import { type TerminalStyle, toTerminalStyle, writeJson, writeText } from './cli-io';
import { toAlertExcerpt } from './demo/alert-excerpt';
import { playStory } from './demo/play-story';
import { createStoryInvestigator } from './demo/story-investigator';
import { findDeviations } from './demo/story-outcome';
import { makeStory, type Scene } from './demo/story';
import { inPaint } from './explain/reason-text';
import type { CliProcess } from './program';
import { parsePort, start, stopped } from './run.command';
import type { Responder, RunReporter } from './run/responder';

interface DemoOptions {
  readonly port: number;
  readonly exit?: boolean;
  readonly json?: boolean;
}

/** As deployed; the story cuts it short once a scene has arrived. */
const GROUP_WAIT_SECONDS = 30;
/** Between scenes, for whoever watches; without anybody, none. */
const PAUSE_MS = 700;
/** The story begins this long before it is told, so that nothing in it lies ahead. */
const STORY_SECONDS = 120;

const HELP = `
Everything happens on this machine: a responder is started on loopback and five bundled scenes are posted to it.
The answers of AWS that its checks read are made up for the story; everything that is made of them is real.
Its group wait is cut short as soon as a scene has arrived.
Exit codes: 0 the story came out as told; 1 it did not.
`;

/** `demo`: a bundled story, played through a responder of its own. */
export function addDemoCommand(program: Command, io: CliProcess): void {
  program
    .command('demo')
    .description('play a bundled story of five failures through the responder, here and on its page')
    .option('--exit', 'end after the story; otherwise the page stays up until Ctrl-C')
    .option('--port <number>', 'port of the page; 0 takes a free one', parsePort, 0)
    .option('--json', 'print what came of it as JSON instead of telling it')
    .addHelpText('after', HELP)
    .action(async (options: DemoOptions) => demo(options, io));
}

async function demo(options: DemoOptions, io: CliProcess): Promise<void> {
  const style = toTerminalStyle(io.stdout, io.env);
  const say = options.json ? () => undefined : (line: string) => writeText(io.stdout, line);
  const alerts: Alert[] = [];
  const stop = io.stopSignal();
  const begin = new Date(io.now().getTime() - STORY_SECONDS * 1_000);
  const responder = await start({
    port: options.port,
    groupWaitSeconds: GROUP_WAIT_SECONDS,
    reporter: toStoryReporter(alerts, io),
    investigate: createStoryInvestigator(begin),
    now: () => io.now(),
  });
  try {
    say(inPaint('S3 Replication Responder: a bad morning in five scenes', 'bold', style));
    say('The events and what AWS answers are made up; everything that is made of them is real.');
    say(`Live page: ${responder.url}`);
    const isWatched = !options.json && (io.stdout.isTTY === true || options.exit !== true);
    const pauseMs = isWatched ? PAUSE_MS : 0;
    const outcome = await tell({ responder, alerts, say, style, stop, pauseMs, begin });
    if (options.json) writeJson(io.stdout, outcome);
    if (outcome.deviations.length > 0) io.exitWith(1);
    if (options.exit !== true) {
      say(`The page stays up: ${responder.url} (Ctrl-C ends it)`);
      await stopped(stop);
    }
  } finally {
    await responder.stop();
  }
}

interface Telling {
  readonly responder: Responder;
  readonly alerts: Alert[];
  readonly say: (line: string) => void;
  readonly style: TerminalStyle;
  readonly stop: AbortSignal;
  readonly pauseMs: number;
  readonly begin: Date;
}

async function tell({ responder, alerts, say, style, stop, pauseMs, begin }: Telling) {
  const story = makeStory(begin);
  let shown = 0;
  await playStory(story, {
    responder,
    stop,
    pauseMs,
    began: ({ title, told }, index) =>
      say(`\n${inPaint(`${index + 1}. ${title}`, 'bold', style)}\n   ${told}`),
    ended: (scene) => {
      const fresh = alerts.slice(shown);
      shown = alerts.length;
      say(`   → ${toSceneResult(scene, fresh.length)}`);
      for (const alert of fresh) say(`\n${toAlertExcerpt(alert, style, scene.sections)}`);
    },
  });
  const { counters, incidents } = responder.state();
  const deviations = stop.aborted ? [] : findDeviations(story, { alerts, counters, incidents });
  say(`\n${formatCounted(counters.failures, 'failure')} → ${formatCounted(alerts.length, 'alert')}.`);
  for (const deviation of deviations) say(`NOT AS TOLD: ${deviation}`);
  return { ...counters, incidents: incidents.length, deviations };
}

function toSceneResult({ failures }: Scene, alerts: number): string {
  const made = alerts === 0 ? 'no alert' : formatCounted(alerts, 'alert');
  return `${formatCount(failures)} ${failures === 1 ? 'event' : 'events'}, ${made}`;
}

function toStoryReporter(alerts: Alert[], { stderr }: CliProcess): RunReporter {
  return {
    alert: (alert) => void alerts.push(alert),
    batch: () => undefined,
    warn: (line) => writeText(stderr, `warning: ${line}`),
  };
}
