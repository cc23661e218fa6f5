/** A command of the AWS CLI, taken apart. */
export interface AwsCall {
  /** `s3api put-bucket-policy` */
  readonly operation: string;
  /** By name without dashes; a switch has no value. */
  readonly options: Readonly<Record<string, string>>;
}

/**
 * The words that `aws` was called with, as the AWS CLI reads them: service, operation, then options, `--name value` or
 * `--name=value`.
 *
 * @throws when there is anything else, or an option twice.
 */
export function parseWords(words: readonly string[]): AwsCall {
  const [service, operation, ...rest] = words;
  if (service === undefined || operation === undefined) throw new Error(`not a command: ${words.join(' ')}`);
  const options: Record<string, string> = {};
  for (let at = 0; at < rest.length; at += 1) {
    const { name, value } = parseOption(rest[at] ?? '');
    if (Object.hasOwn(options, name)) throw new Error(`--${name} is given twice`);
    const next = rest[at + 1];
    const isSwitch = value === undefined && (next === undefined || next.startsWith('--'));
    options[name] = value ?? (isSwitch ? '' : (next ?? ''));
    if (value === undefined && !isSwitch) at += 1;
  }
  return { operation: `${service} ${operation}`, options };
}

function parseOption(word: string): { readonly name: string; readonly value?: string } {
  const [, name, value] = /^--([a-z][a-z-]*)(?:=([^]*))?$/.exec(word) ?? [];
  if (name === undefined) throw new Error(`${JSON.stringify(word)} is no option`);
  return value === undefined ? { name } : { name, value };
}

/** A structure in JSON or in the shorthand `A=b,C=d`, which are the forms that our commands use. */
export function parseStructure(text: string): Readonly<Record<string, unknown>> {
  if (text.startsWith('{')) return JSON.parse(text) as Record<string, unknown>;
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [, name, value] = /^(\w+)=([\w-]+)$/.exec(part) ?? [];
      if (name === undefined || value === undefined) throw new Error(`no shorthand: ${text}`);
      return [name, value];
    }),
  );
}
