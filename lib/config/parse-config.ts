import type { z } from 'zod';
import { findConflicts } from './config-conflicts';
import { type ConfigField, findField } from './config-field';
import { ConfigError, type ConfigProblem, renderGot, renderPath } from './config-problem';
import { type ResponderConfig, responderConfigSchema } from './config.schema';
import { findSimilar } from './find-similar';

type Issue = z.core.$ZodIssue;

/**
 * The configuration with its defaults filled in. Throws `ConfigError` with every problem at once: wrong shapes,
 * unknown keys (with the key that was probably meant) and values that contradict each other.
 */
export function parseConfig(raw: unknown, earlier: readonly ConfigProblem[] = []): ResponderConfig {
  const parsed = responderConfigSchema.safeParse(raw);
  const shape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => toProblems(issue, raw));
  const problems = [...earlier, ...shape, ...findConflicts(raw)];
  if (!parsed.success || problems.length > 0) throw new ConfigError(problems);
  return parsed.data;
}

function toProblems(issue: Issue, raw: unknown): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => toUnknownKey(issue.path, key));
  const field = findNearestField(issue.path);
  const example = field?.examples?.[0];
  const got = valueAt(raw, issue.path);
  return [
    {
      path: renderPath(issue.path),
      got: renderGot(got),
      allowed: field?.allowed ?? issue.message,
      ...(example !== undefined && { example: JSON.stringify(example) }),
      ...(issue.code === 'custom' && { hint: issue.message }),
    },
  ];
}

/** The field at the path, or the one that contains it: a key of `tags` is no field of its own. */
function findNearestField(path: readonly PropertyKey[]): ConfigField | undefined {
  return findField(path) ?? (path.length > 0 ? findNearestField(path.slice(0, -1)) : undefined);
}

function toUnknownKey(path: readonly PropertyKey[], key: string): ConfigProblem {
  const known = Object.keys(findField(path)?.properties ?? {}).filter((name) => name !== '$schema');
  const meant = findSimilar(key, known);
  return {
    path: renderPath([...path, key]),
    got: 'a key that does not exist',
    allowed: known.join(', '),
    ...(meant !== undefined && { hint: `did you mean "${meant}"?` }),
  };
}

function valueAt(raw: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[step] : undefined,
    raw,
  );
}
