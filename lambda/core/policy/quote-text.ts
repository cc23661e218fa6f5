import { truncateCharacters } from '../render/truncate';
import { POLICY_LIMITS } from './policy-limits';

/** A value from a policy or a request inside a sentence: bounded, in backticks. Escaping is the renderers' work. */
export function quote(text: string): string {
  return `\`${truncateCharacters(text, POLICY_LIMITS.quotedCharacters)}\``;
}

/** Plain names and numbers read better without backticks; everything else gets them. */
export function quoteValue(text: string): string {
  return /^[\w.:/@+=-]{1,200}$/.test(text) ? text : quote(text);
}

/** `a`, `a or b`, `a, b or c`, `a, b, c or 4 more`. */
export function listTexts(texts: readonly string[], word: 'or' | 'and'): string {
  const shown = texts.slice(0, POLICY_LIMITS.quotedValues);
  const rest = texts.length - shown.length;
  const all = rest > 0 ? [...shown, `${rest} more`] : shown;
  return all.length < 2 ? all.join('') : `${all.slice(0, -1).join(', ')} ${word} ${all.at(-1)}`;
}
