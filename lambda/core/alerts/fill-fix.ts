import type { FixPlaceholder, FixStep } from '../catalog/reason-row';
import { quoteForPosixShell } from '../render/posix-shell';
import type { IncidentAlert } from './alert.schema';

/** What the placeholders of a fix stand for, as far as it is known. */
export type FixValues = Partial<Readonly<Record<FixPlaceholder, string>>>;

type FilledStep = IncidentAlert['fix'][number];

/** A template taken apart: literal text at even places, placeholder names at odd ones. */
type Template = readonly string[];

/** An argument that is always the same, quoted already, or one that depends on the values. */
type Argument =
  { readonly quoted: string } | { readonly template: Template; readonly mayStartWithDash: boolean };

interface CompiledStep {
  readonly text: Template;
  readonly command?: readonly Argument[];
}

/** Steps are catalog constants and filled for every incident, so each is taken apart once. */
const compiled = new WeakMap<FixStep, CompiledStep>();

/**
 * A fix step with the real names in it. A name that is not known stays as `<roleName>`, which no reader takes for
 * a value. Each command argument is filled first and quoted after, so no value can leave its argument.
 */
export function fillFixStep(step: FixStep, values: FixValues): FilledStep {
  const { text, command } = compile(step);
  if (command === undefined) return { text: fill(text, values) };
  return { text: fill(text, values), command: toCommandLine(command, values) };
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
    ...(step.command && { command: step.command.map(toArgument) }),
  };
  compiled.set(step, made);
  return made;
}

function toArgument(argument: string): Argument {
  const template = split(argument);
  if (template.length === 1) return { quoted: quoteForPosixShell([argument]) };
  return { template, mayStartWithDash: template[0] === '' };
}

/** Splitting at a group keeps what the group matched. */
function split(template: string): Template {
  return template.split(/\{([a-zA-Z]+)\}/);
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
function toCommandLine(command: readonly Argument[], values: FixValues): string {
  let line = '';
  for (const argument of command) {
    if ('quoted' in argument) {
      line += ` ${argument.quoted}`;
      continue;
    }
    const filled = fill(argument.template, values);
    const separator = argument.mayStartWithDash && filled.startsWith('-') ? '=' : ' ';
    line += separator + quoteForPosixShell([filled]);
  }
  return line.slice(1);
}
