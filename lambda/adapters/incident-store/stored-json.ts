import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { LAYOUT } from '../../core/incidents/table-layout';
import { truncateCharacters } from '../../core/render/truncate';
import { toVisibleText } from '../../core/render/visible-text';
import type { Item } from './get-all-items';
import type { Shape } from './shape';

export interface StoredJson {
  /** The attribute that holds the JSON, named after what it is: `incident`. */
  readonly attribute: string;
  readonly id: string;
  readonly shape: Shape;
}

export type ParsedJson = { readonly value: unknown } | { readonly because: string };

/** Of ids and paths of field names, which somebody may have edited, this much is told. */
const NAME_CHARACTERS = 120;

const RESTORE =
  'Somebody has edited the item: restore it as it was, or delete it, and what it was about begins anew';

/** The attributes that `parseStoredJson` reads. */
export function toStoredJson(attribute: string, json: string): Item {
  return { layout: { N: String(LAYOUT) }, [attribute]: { S: json } };
}

/** Reads the JSON of an item, and holds it against what it should be. Never throws. */
export function parseStoredJson(item: Item, { attribute, id, shape }: StoredJson): ParsedJson {
  const refuse = (got: string, fix = RESTORE): ParsedJson => ({
    because: `${attribute} ${toShort(id)}: got ${got}. ${fix}`,
  });
  const layout = readNumber(item['layout']);
  if (layout !== LAYOUT) {
    const got = layout === undefined ? 'no layout' : `layout ${layout}`;
    return refuse(`${got}, this release reads layout ${LAYOUT}`, toLayoutFix(layout));
  }
  const text = item[attribute]?.S;
  if (text === undefined) return refuse(`no text in "${attribute}"`);
  const parsed = parseJson(text);
  if (parsed === undefined) return refuse(`text that is no JSON in "${attribute}"`);
  const mismatch = shape(parsed.value);
  if (mismatch === undefined) return parsed;
  const path = toShort(`${attribute}${mismatch.path}`);
  return refuse(`${mismatch.got} in "${path}", which we never write there`);
}

export function readNumber(attribute: AttributeValue | undefined): number | undefined {
  const text = attribute?.N;
  return text === undefined ? undefined : Number(text);
}

function toLayoutFix(layout: number | undefined): string {
  return layout !== undefined && layout > LAYOUT
    ? 'Deploy the release that wrote it, or a newer one'
    : RESTORE;
}

function parseJson(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) };
  } catch {
    return undefined;
  }
}

function toShort(name: string): string {
  return truncateCharacters(toVisibleText(name), NAME_CHARACTERS);
}
