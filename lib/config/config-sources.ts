import { type ConfigField, findField } from './config-field';
import { type ConfigProblem, renderGot } from './config-problem';
import { findSimilar } from './find-similar';

/** The context key that holds the configuration. */
export const CONFIG_KEY = 's3ReplicationResponder';
/** The context key that names a file which holds it instead. */
export const CONFIG_FILE_KEY = 'config';

const OVERRIDE_PREFIX = `${CONFIG_KEY}.`;

/** The configuration as written, not yet checked, and what went wrong on the way to it. */
export interface RawConfig {
  readonly raw: unknown;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Brings the configuration together. `context` is all context of the app, from `cdk.json` and `-c` alike. Later
 * ones win: the object in `cdk.json`; instead of it a file (`-c config=FILE`) or a JSON text
 * (`-c s3ReplicationResponder='{…}'`); then single values (`-c s3ReplicationResponder.groupWaitSeconds=60`).
 * `readFile` may throw; its message becomes a problem.
 */
export function readConfigSources(
  context: Readonly<Record<string, unknown>>,
  readFile: (path: string) => string,
): RawConfig {
  const problems: ConfigProblem[] = [...findMisspeltKeys(context)];
  const base = readBase(context, { readFile, problems });
  let raw = base;
  for (const [key, value] of Object.entries(context)) {
    if (!key.startsWith(OVERRIDE_PREFIX)) continue;
    const path = key
      .slice(OVERRIDE_PREFIX.length)
      .replace(/\[(\d+)\]/g, '.$1')
      .split('.');
    const typed = toTyped(value, findField(path));
    if (hasPlace(raw, path)) raw = setAt(raw, path, typed);
    else
      problems.push({
        path: key,
        got: renderGot(value),
        allowed: 'a place in a list that exists, or the next one',
      });
  }
  return { raw, problems };
}

function readBase(
  context: Readonly<Record<string, unknown>>,
  io: { readFile: (path: string) => string; problems: ConfigProblem[] },
): unknown {
  const [object, file] = [context[CONFIG_KEY], context[CONFIG_FILE_KEY]];
  if (file !== undefined && typeof object === 'string') {
    io.problems.push({
      path: '',
      got: `both -c ${CONFIG_KEY}='…' and -c ${CONFIG_FILE_KEY}=…`,
      allowed: 'one of them: each is the whole configuration',
    });
    return {};
  }
  if (file !== undefined) return readConfigFile(typeof file === 'string' ? file : JSON.stringify(file), io);
  if (object === undefined) {
    io.problems.push({
      path: '',
      got: 'nothing',
      allowed: `an object under "context" > "${CONFIG_KEY}" in cdk.json, or -c ${CONFIG_FILE_KEY}=FILE`,
      example: '{ "sourceBuckets": [{ "name": "amzn-s3-demo-source-bucket" }] }',
    });
    return {};
  }
  return typeof object === 'string' ? parseJson(object, `-c ${CONFIG_KEY}`, io.problems) : object;
}

function readConfigFile(
  path: string,
  io: { readFile: (path: string) => string; problems: ConfigProblem[] },
): unknown {
  try {
    return parseJson(io.readFile(path), path, io.problems);
  } catch (error) {
    io.problems.push({
      path: '',
      got: `the file ${renderGot(path)}`,
      allowed: 'a JSON file that can be read',
      hint: error instanceof Error ? error.message : String(error),
    });
    return {};
  }
}

function parseJson(text: string, origin: string, problems: ConfigProblem[]): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    problems.push({
      path: '',
      got: `${origin} that is no JSON`,
      allowed: 'a JSON object',
      hint: error instanceof Error ? error.message : String(error),
    });
    return {};
  }
}

/** Low, because context is shared: another key that merely resembles ours may be somebody's. */
const CONTEXT_KEY_TOLERANCE = 0.25;

/** `-c s3ReplicationResponse.xray=true` would otherwise be ignored without a word. */
function findMisspeltKeys(context: Readonly<Record<string, unknown>>): readonly ConfigProblem[] {
  return Object.keys(context).flatMap((key) => {
    const root = key.split(/[.[]/, 1)[0] ?? key;
    if (root === CONFIG_KEY || findSimilar(root, [CONFIG_KEY], CONTEXT_KEY_TOLERANCE) === undefined)
      return [];
    return [
      {
        path: key,
        got: 'a context key that nothing reads',
        allowed: `${CONFIG_KEY}, or ${CONFIG_KEY}.<path>`,
        hint: `did you mean "${CONFIG_KEY}${key.slice(root.length)}"?`,
      },
    ];
  });
}

/** `-c` gives text; a field that is no text takes what the text means as JSON. */
function toTyped(value: unknown, field: ConfigField | undefined): unknown {
  if (typeof value !== 'string' || field?.type === 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return value; // The check of the configuration says what it should have been.
  }
}

/** Whether every index of the path is in its list, or one behind its end. */
function hasPlace(target: unknown, path: readonly string[]): boolean {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (!isIndex(step))
    return isObject(target) ? hasPlace(target[step], rest) : !path.some((next) => Number(next) > 0);
  const list: readonly unknown[] = Array.isArray(target) ? target : [];
  return Number(step) <= list.length && hasPlace(list[Number(step)], rest);
}

/** A copy of `target` with the value at `path` set; objects and lists on the way are made as needed. */
function setAt(target: unknown, path: readonly string[], value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (isIndex(step)) {
    const list: unknown[] = Array.isArray(target) ? [...(target as readonly unknown[])] : [];
    list[Number(step)] = setAt(list[Number(step)], rest, value);
    return list;
  }
  const object = isObject(target) ? target : {};
  const own = Object.hasOwn(object, step) ? object[step] : undefined;
  return { ...object, [step]: setAt(own, rest, value) };
}

function isIndex(step: string): boolean {
  return /^\d+$/.test(step);
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
