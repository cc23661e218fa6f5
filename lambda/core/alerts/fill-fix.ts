import type { FixPlaceholder, FixStep } from '../catalog/reason-row';
import { quoteForPosixShell } from '../render/posix-shell';
import type { IncidentAlert } from './alert.schema';

/** What the placeholders of a fix stand for, as far as it is known. */
export type FixValues = Partial<Readonly<Record<FixPlaceholder, string>>>;

type FilledStep = IncidentAlert['fix'][number];

const PLACEHOLDER = /\{([a-zA-Z]+)\}/g;

/**
 * A fix step with the real names in it. A name that is not known stays as `<roleName>`, which no reader takes for
 * a value. Each command argument is filled first and quoted after, so no value can leave its argument.
 */
export function fillFixStep(step: FixStep, values: FixValues): FilledStep {
  const text = fillTemplate(step.text, values);
  if (step.command === undefined) return { text };
  return { text, command: quoteForPosixShell(fillArguments(step.command, values)) };
}

/** Fills `{placeholder}`s; what is in no table stays as it stands. */
export function fillTemplate(template: string, values: FixValues): string {
  return template.replace(
    PLACEHOLDER,
    (_match, name: string) => values[name as FixPlaceholder] ?? `<${name}>`,
  );
}

/**
 * A value that begins with a dash (`--endpoint-url=x` is a legal object key) would be read as an option of its own;
 * joined to its option as `--key=--endpoint-url=x` it is a value again.
 */
function fillArguments(templates: readonly string[], values: FixValues): readonly string[] {
  const filled: string[] = [];
  for (const template of templates) {
    const argument = fillTemplate(template, values);
    const option = filled.at(-1);
    const isValueLikeOption = argument.startsWith('-') && !template.startsWith('-');
    if (isValueLikeOption && option?.startsWith('--') === true)
      filled[filled.length - 1] = `${option}=${argument}`;
    else filled.push(argument);
  }
  return filled;
}
