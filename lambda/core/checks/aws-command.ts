/** A value that the AWS CLI would read from a file, or from an address, instead of taking it as it is. */
const READ_FROM_ELSEWHERE = /^(fileb?|https?):\/\//;

export interface CommandParts {
  /** `s3api put-bucket-versioning` */
  readonly operation: string;
  /** Option names without dashes; values are names as found, whatever they contain. Not given: left out. */
  readonly options: Readonly<Record<string, string | undefined>>;
  /** Option name to the file that holds its value. */
  readonly files?: Readonly<Record<string, string>>;
}

/**
 * An AWS CLI command as an argument vector in which no name can become an option or be taken for the name of a file.
 * A name that the CLI would take for one goes into `--cli-input-json`, where it is only text.
 * https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html
 */
export function awsCommand({ operation, options, files = {} }: CommandParts): readonly string[] {
  const given = Object.entries(options).filter(
    (option): option is [string, string] => option[1] !== undefined,
  );
  const plain = given.filter(([, value]) => !READ_FROM_ELSEWHERE.test(value));
  const odd = given.filter(([, value]) => READ_FROM_ELSEWHERE.test(value));
  return [
    'aws',
    ...operation.split(' '),
    ...plain.flatMap(([name, value]) =>
      value.startsWith('-') ? [`--${name}=${value}`] : [`--${name}`, value],
    ),
    ...Object.entries(files).flatMap(([name, file]) => [`--${name}`, `file://${file}`]),
    ...(odd.length === 0 ? [] : ['--cli-input-json', JSON.stringify(toInput(odd))]),
  ];
}

/** `version-id` is `VersionId` in the API. */
function toInput(options: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  const toMember = (name: string): string =>
    name.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(options.map(([name, value]) => [toMember(name), value]));
}
