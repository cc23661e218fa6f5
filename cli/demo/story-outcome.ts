import type { Alert } from '../../lambda/core/alerts/alert.schema';
import { renderSlack } from '../../lambda/core/render/slack';
import { renderTerminal } from '../../lambda/core/render/terminal';
import type { Counters, IncidentRow } from '../page/page-messages';
import type { Scene } from './story';

/** What the responder made of a story. */
export interface StoryResult {
  readonly alerts: readonly Alert[];
  readonly counters: Counters;
  readonly incidents: readonly IncidentRow[];
}

/** Everything in which the result differs from the story; empty when it came out as told. */
export function findDeviations(story: readonly Scene[], result: StoryResult): readonly string[] {
  const { alerts, counters, incidents } = result;
  const told = story.filter(({ alert }) => alert !== undefined);
  const benign = sum(story.filter(({ alert }) => alert === undefined).map(({ failures }) => failures));
  return [
    ...compare('alerts', alerts.length, told.length),
    ...compare('failures', counters.failures, sum(story.map(({ failures }) => failures))),
    ...compare('failures that need nobody', counters.benign, benign),
    ...compare('unreadable messages', counters.unreadable, 0),
    ...compare('incidents', incidents.length, story.length),
    ...told.flatMap((scene) => findSceneDeviations(scene, alerts)),
    ...alerts.flatMap(findUnsafeRenderings),
  ];
}

function findSceneDeviations(
  { title, failures, alert: expected }: Scene,
  alerts: readonly Alert[],
): readonly string[] {
  const matching = alerts.flatMap((alert) =>
    alert.type !== 'unreadable' &&
    alert.incident.failureReason === expected?.failureReason &&
    alert.replication.source.bucket === expected?.sourceBucket
      ? [alert]
      : [],
  );
  const [alert] = matching;
  if (alert === undefined || matching.length > 1) return compare(`alerts of "${title}"`, matching.length, 1);
  return [
    ...compare(`failures of "${title}"`, alert.incident.failures, failures),
    ...(alert.diagnosis.verdict === expected?.verdict
      ? []
      : [`verdict of "${title}": ${alert.diagnosis.verdict}, told ${expected?.verdict}`]),
    ...(alert.diagnosis.cause?.check === expected?.check
      ? []
      : [`cause of "${title}": ${alert.diagnosis.cause?.check}, told ${expected?.check}`]),
  ];
}

/** A hostile name that got through: a control character in the terminal, or a mention in Slack. */
function findUnsafeRenderings(alert: Alert): readonly string[] {
  const terminal = renderTerminal(alert, { color: false, columns: 100 });
  return [
    // eslint-disable-next-line no-control-regex -- these are the characters in question
    ...(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/.test(terminal)
      ? ['a control character reached the terminal']
      : []),
    ...(/<[!@#]/.test(JSON.stringify(renderSlack(alert))) ? ['a mention reached Slack'] : []),
  ];
}

function compare(what: string, got: number, wanted: number): readonly string[] {
  return got === wanted ? [] : [`${what}: ${got}, told ${wanted}`];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
