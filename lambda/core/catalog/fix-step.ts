import type { FixPlaceholder, FixStep } from './reason-row';

/** What JSON and the CLI's shorthand put between braces; a placeholder never holds any of it. */
type Punctuation = '"' | '=' | ':' | ',' | '[' | ' ';

/**
 * The names in `{braces}` that are no placeholder. Braces of JSON or of CLI shorthand (`Rules=[{Id=1}]`) do not
 * count, and a brace that opens inside another is looked at on its own.
 */
export type UnknownPlaceholder<Text extends string> = Text extends `${string}{${infer Rest}`
  ? | (Rest extends `${infer Name}}${string}`
        ? Name extends FixPlaceholder | `${string}${Punctuation | '{'}${string}` | ''
          ? never
          : Name
        : never)
    | UnknownPlaceholder<Rest>
  : never;

/** Nothing to add when every placeholder is known; otherwise a type that no string has. */
type KnownOnly<Text extends string> = [UnknownPlaceholder<Text>] extends [never]
  ? unknown
  : { readonly unknownPlaceholder: UnknownPlaceholder<Text> };

/** A template whose placeholders the compiler has checked. */
export function template<const Text extends string>(text: Text & KnownOnly<Text>): Text {
  return text;
}

/**
 * One step of a fix. `words` is a command split at its spaces, one argument a word; arguments that hold spaces
 * themselves follow in `more`. A sentence or a command that names an unknown `{placeholder}` does not compile.
 */
export function step<const Text extends string, const Words extends string = ''>(
  text: Text & KnownOnly<Text>,
  words?: Words & KnownOnly<Words>,
  ...more: readonly string[]
): FixStep {
  return words === undefined ? { text } : { text, command: [...words.split(' '), ...more] };
}
