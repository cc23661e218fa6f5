import type { Silence, SilenceMatchers } from '../../core/incidents/silence';
import { KEPT_SECONDS, TABLE } from '../../core/incidents/table-layout';
import type { Item } from './get-all-items';
import { isAllOf, isObject, isText, isTime, optional, type Shape, where } from './shape';
import { parseStoredJson, toStoredJson } from './stored-json';
import { toExpiry, toKey } from './table-keys';

export const SILENCES = 'silences';

const isMatchers = isObject<SilenceMatchers>({
  incidentId: optional(isText),
  sourceBucket: optional(isText),
  rulePrefix: optional(isText),
  failureReason: optional(isText),
  destinationBucket: optional(isText),
});

/** A silence without a matcher, by a slip of the pen perhaps, would silence everything. */
const hasMatcher: Shape = where((value) => typeof value === 'object' && Object.keys(value ?? {}).length > 0);

const SHAPE = isObject<Silence>({
  id: isText,
  matchers: isAllOf(isMatchers, hasMatcher),
  createdAt: isTime,
  until: isTime,
  by: isText,
  comment: isText,
});

export function toSilenceKeyItem(id: string): Item {
  return toKey(SILENCES, id);
}

export function toSilenceItem(silence: Silence): Item {
  return {
    ...toSilenceKeyItem(silence.id),
    ...toStoredJson('silence', JSON.stringify(silence)),
    ...toExpiry(silence.until, KEPT_SECONDS.silence),
  };
}

export type ParsedSilence = { readonly silence: Silence } | { readonly id: string; readonly because: string };

/** Reads an item back. Never throws. */
export function parseSilenceItem(item: Item): ParsedSilence {
  const id = item[TABLE.sortKey]?.S ?? '';
  const parsed = parseStoredJson(item, { attribute: 'silence', id, shape: SHAPE });
  return 'value' in parsed ? { silence: parsed.value as Silence } : { id, because: parsed.because };
}
