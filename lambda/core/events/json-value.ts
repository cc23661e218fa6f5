/** An object in the sense of JSON: neither `null` nor an array. */
export function isJsonObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The JSON text of a value, or `undefined` for a value that has none: a cycle, a bigint, or nesting too deep for
 * the stack. Never throws.
 */
export function toJsonText(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
