import type { FixPlaceholder, FixStep } from '../catalog/reason-row';
import { quoteWord } from '../render/posix-shell';
import type { IncidentAlert } from './alert.schema';

/** What the placeholders of a fix stand for, as far as it is known. */
export type FixValues = Partial<Readonly<Record<FixPlaceholder, string>>>;

type FilledStep = IncidentAlert['fix'][number];

/** A template taken apart: literal text at even places, placeholder names at odd ones. */
type Template = readonly string[];

/** An argument that depends on the values. */
interface OpenArgument {
  readonly template: Template;
  readonly mayStartWithDash: boolean;
  /** The arguments between this one and the next open one, quoted, each with a space before it. */
  readonly after: string;
}

/** A command line; what is the same for every incident is quoted and joined already. */
interface CommandTemplate {
  readonly before: string;
  readonly open: readonly OpenArgument[];
}

interface CompiledStep {
  readonly text: Template;
  readonly command?: CommandTemplate;
  /** The names that occur in the step, each once. */
  readonly placeholders: readonly FixPlaceholder[];
  /** The latest result. Incidents of one batch mostly differ in a rule or a key, and most steps name neither. */
  latest?: { readonly values: FixValues; readonly filled: FilledStep };
}

/** Steps are catalog constants and filled for every incident, so each is taken apart once. */
const compiled = new WeakMap<FixStep, CompiledStep>();

/**
 * A fix step with the real names in it. A name that is not known stays as `<roleName>`, which no reader takes for
 * a value. Each command argument is filled first and quoted after, so no value can leave its argument.
 */
export function fillFixStep(step: FixStep, values: FixValues): FilledStep {
  const made = compile(step);
  const { latest } = made;
  if (latest !== undefined && made.placeholders.every((name) => latest.values[name] === values[name])) {
    return latest.filled;
  }
  const text = fill(made.text, values);
  const filled =
    made.command === undefined ? { text } : { text, command: toCommandLine(made.command, values) };
  made.latest = { values, filled };
  return filled;
}

/** Fills `{placeholder}`s. */
export function fillTemplate(template: string, values: FixValues): string {
  return fill(split(template), values);
}

function compile(step: FixStep): CompiledStep {
  const known = compiled.get(step);
  if (known !== undefined) return known;
  const made: CompiledStep = {
    text: split(step.text),
    ...(step.command && { command: toCommandTemplate(step.command) }),
    placeholders: [...new Set([step.text, ...(step.command ?? [])].flatMap(toPlaceholders))],
  };
  compiled.set(step, made);
  return made;
}

function toCommandTemplate(command: readonly string[]): CommandTemplate {
  const templates = command.map(split);
  const isOpen = ({ length }: Template): boolean => length > 1;
  const closedFrom = (start: number): string => {
    const next = templates.findIndex((template, place) => place >= start && isOpen(template));
    const closed = command.slice(start, next < 0 ? undefined : next);
    return closed.map((argument) => ` ${quoteWord(argument)}`).join('');
  };
  return {
    before: closedFrom(0).slice(1),
    open: templates.flatMap((template, place) =>
      isOpen(template)
        ? [{ template, mayStartWithDash: template[0] === '', after: closedFrom(place + 1) }]
        : [],
    ),
  };
}

/** Splitting at a group keeps what the group matched. */
function split(template: string): Template {
  return template.split(/\{([a-zA-Z]+)\}/);
}

function toPlaceholders(template: string): readonly FixPlaceholder[] {
  return split(template).filter((_part, place) => place % 2 === 1) as FixPlaceholder[];
}

function fill(template: Template, values: FixValues): string {
  let text = template[0] ?? '';
  for (let place = 1; place < template.length; place += 2) {
    const name = template[place] as FixPlaceholder;
    text += (values[name] ?? `<${name}>`) + (template[place + 1] ?? '');
  }
  return text;
}

/**
 * A value that begins with a dash (`--endpoint-url=x` is a legal object key) would be read as an option of its own;
 * joined to its option as `--key=--endpoint-url=x` it is a value again.
 */
function toCommandLine({ before, open }: CommandTemplate, values: FixValues): string {
  let line = before;
  for (const { template, mayStartWithDash, after } of open) {
    const filled = fill(template, values);
    const separator = mayStartWithDash && filled.startsWith('-') ? '=' : ' ';
    line += separator + quoteWord(filled) + after;
  }
  return line;
}
