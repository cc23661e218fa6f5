import type { Silence, SilenceMatchers } from '../../lambda/core/incidents/silence';
import { toClock, toNote, toWords } from './board-words';

const MATCHERS: Readonly<Record<keyof SilenceMatchers, (value: string) => string>> = {
  incidentId: (id) => `incident ${id}`,
  sourceBucket: (bucket) => `bucket ${bucket}`,
  rulePrefix: (prefix) => `rules that begin with ${prefix}`,
  failureReason: (reason) => `reason ${reason}`,
  destinationBucket: (bucket) => `destination ${bucket}`,
};

/** `bucket media-prod, reason DstBucketNotFound` */
export function toMatcherWords(matchers: SilenceMatchers): string {
  const names = Object.keys(MATCHERS) as (keyof SilenceMatchers)[];
  return names
    .flatMap((name) => {
      const value = matchers[name];
      return value === undefined ? [] : [MATCHERS[name](toWords(value))];
    })
    .join(', ');
}

/** `until 14:00 by ana ("the bucket is being moved"): bucket media-prod` */
export function toSilenceWords(silence: Silence, time: string): string {
  return `until ${toClock(silence.until, time)} by ${toNote(silence)}: ${toMatcherWords(silence.matchers)}`;
}
