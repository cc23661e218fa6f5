import type { ReadPolicy } from '../../core/facts/bucket-state';
import { MalformedAnswerError } from './errors';

/** A part that AWS always sends; an answer without it is none. Throws `MalformedAnswerError`. */
export function required<T>(part: T | undefined | null, name: string): T {
  if (part === undefined || part === null) throw new MalformedAnswerError(`the answer has no ${name}`);
  return part;
}

/** One of the values that are known to be sent. Throws `MalformedAnswerError` for anything else. */
export function oneOf<T>(part: string | undefined, name: string, values: Readonly<Record<string, T>>): T {
  const key = required(part, name);
  return required(Object.hasOwn(values, key) ? values[key] : undefined, `${name} that is known`);
}

/**
 * A policy as AWS sent it. AWS stores only JSON objects with statements, so anything else is the answer of somebody
 * else: `MalformedAnswerError`.
 */
export function toPolicy(name: string, text: string | undefined): ReadPolicy {
  const whole = required(text, 'policy');
  const document = parseJson(whole);
  if (typeof document !== 'object' || document === null || !('Statement' in document)) {
    throw new MalformedAnswerError('what the answer has as the policy is none');
  }
  return { name, text: whole, document };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** IAM sends policies form-encoded (RFC 3986). */
export function toIamPolicy(name: string, encoded: string | undefined): ReadPolicy {
  const text = required(encoded, 'policy');
  try {
    return toPolicy(name, decodeURIComponent(text));
  } catch (error) {
    if (error instanceof URIError) return toPolicy(name, text);
    throw error;
  }
}

/** `{ name: value }`, or nothing when AWS sent none: for optional parts of what we tell. */
export function optional<K extends string, T>(
  name: K,
  value: T | undefined | null,
): { readonly [P in K]?: T } {
  return value === undefined || value === null ? {} : ({ [name]: value } as { readonly [P in K]: T });
}

export function toIso(date: Date | undefined): string | undefined {
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}
