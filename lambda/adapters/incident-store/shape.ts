import { describeValue } from '../../core/events/describe-value';
import { isJsonObject } from '../../core/events/json-value';
import { isUtcTime } from '../../core/events/utc-time';

/** Where a value is not what it should be, and what stands there. */
export interface Mismatch {
  /** Below the value: `.outbox.0.at`; empty for the value itself. */
  readonly path: string;
  readonly got: string;
}

/** Finds the first mismatch; `undefined`: the value is what it should be. */
export type Shape = (value: unknown) => Mismatch | undefined;

/** One shape for each field of a type, so that a field that is added cannot be forgotten. */
export type Shapes<T> = { readonly [Field in keyof T]-?: Shape };

export const isText = where((value) => typeof value === 'string');
export const isCount = where((value) => Number.isSafeInteger(value) && (value as number) >= 0);
export const isTime = where((value) => typeof value === 'string' && isUtcTime(value));

export const isAnything: Shape = () => undefined;

export function isOneOf(...words: readonly unknown[]): Shape {
  return where((value) => words.includes(value));
}

export function isAllOf(...shapes: readonly Shape[]): Shape {
  return (value) => {
    for (const shape of shapes) {
      const found = shape(value);
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

export function optional(shape: Shape): Shape {
  return (value) => (value === undefined ? undefined : shape(value));
}

export function nullable(shape: Shape): Shape {
  return (value) => (value === null ? undefined : shape(value));
}

export function isListOf(shape: Shape): Shape {
  return (value) => {
    if (!Array.isArray(value)) return toMismatch(value);
    for (let at = 0; at < value.length; at += 1) {
      const found = shape(value[at]);
      if (found !== undefined) return below(at, found);
    }
    return undefined;
  };
}

export function isRecordOf(shape: Shape): Shape {
  return (value) => {
    if (!isJsonObject(value)) return toMismatch(value);
    const record = value as Readonly<Record<string, unknown>>;
    for (const name of Object.keys(record)) {
      const found = shape(record[name]);
      if (found !== undefined) return below(name, found);
    }
    return undefined;
  };
}

/** An object with these fields; more of them do no harm. */
export function isObject<T>(shapes: Shapes<T>): Shape {
  const fields = Object.entries<Shape>(shapes);
  return (value) => {
    if (!isJsonObject(value)) return toMismatch(value);
    const record = value as Readonly<Record<string, unknown>>;
    for (const [name, shape] of fields) {
      const found = shape(record[name]);
      if (found !== undefined) return below(name, found);
    }
    return undefined;
  };
}

export function where(isRight: (value: unknown) => boolean): Shape {
  return (value) => (isRight(value) ? undefined : toMismatch(value));
}

function toMismatch(value: unknown): Mismatch {
  return { path: '', got: describeValue(value) };
}

function below(name: string | number, { path, got }: Mismatch): Mismatch {
  return { path: `.${name}${path}`, got };
}
