/**
 * When an incident is told, and when it is over. The first three have Alertmanager's names and meaning.
 * https://prometheus.io/docs/alerting/latest/configuration/#route
 */
export interface NotifyTimers {
  /** Least time between two updates of an incident that lasts. */
  readonly groupIntervalSeconds: number;
  /** A reminder this long after the last word, while it lasts. */
  readonly repeatIntervalSeconds: number;
  /** No failure for this long, and no check that still confirms the cause: it is over. */
  readonly resolveAfterSeconds: number;
  /** Failing again within this time after it was over is the same outage coming back. */
  readonly reopenWithinSeconds: number;
  /** How long somebody who is at it is left alone with growth and reminders: a forgotten outage must come up again. */
  readonly acknowledgedForSeconds: number;
  /** How long a confirmed cause keeps an incident open when nobody can look again. */
  readonly lookHoldsSeconds: number;
  /** Late objects that S3 has told nothing about for this long are given up. */
  readonly lagGiveUpSeconds: number;
  /** More than `openings` incidents within `windowSeconds` share one message. */
  readonly overview: { readonly openings: number; readonly windowSeconds: number };
}

/**
 * `groupInterval` 5 minutes and `repeatInterval` 4 hours are Alertmanager's own defaults. Half an hour of quiet is six
 * rounds of the sweep: S3 sends events within minutes, so that silence of that length tells something.
 */
export const NOTIFY_TIMERS: NotifyTimers = {
  groupIntervalSeconds: 5 * 60,
  repeatIntervalSeconds: 4 * 3_600,
  resolveAfterSeconds: 30 * 60,
  reopenWithinSeconds: 24 * 3_600,
  acknowledgedForSeconds: 24 * 3_600,
  lookHoldsSeconds: 3_600,
  lagGiveUpSeconds: 24 * 3_600,
  overview: { openings: 20, windowSeconds: 10 * 60 },
};
