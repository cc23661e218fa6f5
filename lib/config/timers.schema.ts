import { z } from 'zod';
import { TIMER_RANGES, type TimerName } from '../notify-timer-rules';

/**
 * When incidents are told, and when they are over: fields for `responderConfigSchema`, which does not have them yet. The
 * sweep comes by every five minutes, so what is due in between is said with its next round.
 */
export const timers = {
  groupIntervalSeconds: seconds(
    'groupInterval',
    'Least time between two updates about an incident that lasts. What is new meanwhile is told afterwards. No less than ' +
      '`groupWaitSeconds`.',
  ),
  repeatIntervalSeconds: seconds(
    'repeatInterval',
    'A reminder comes after so long without a word, while an incident lasts. No less than `groupIntervalSeconds`.',
  ),
  resolveAfterSeconds: seconds(
    'resolveAfter',
    'An incident is over when nothing has failed for so long and no check confirms its cause any more. No less than ' +
      '`groupIntervalSeconds`.',
  ),
};

function seconds(name: TimerName, description: string) {
  const { least, most, fallback } = TIMER_RANGES[name];
  return z
    .int()
    .min(least)
    .max(most)
    .default(fallback)
    .meta({ description, allowed: `a whole number from ${least} to ${most}`, examples: [fallback] });
}
