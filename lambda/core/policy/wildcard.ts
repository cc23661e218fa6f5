/** Steps of a pattern: a code point to find as it is, or one of the four below. */
export type Pattern = readonly number[];

export const ANY_CHARACTER = -1;
export const ANY_TEXT = -2;
/** Inside one of the first five parts of an ARN a wildcard stops at the colon. */
export const ANY_CHARACTER_BUT_COLON = -3;
export const ANY_TEXT_WITHOUT_COLON = -4;

const COLON = 0x3a;

/** The code points of a text; a lone surrogate counts as one. */
export function toCodePoints(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) as number);
}

/** `*` any text, `?` any one character, everything else as it is. */
export function toGlob(text: string): Pattern {
  return toCodePoints(text).map((point) => {
    if (point === 0x2a) return ANY_TEXT;
    return point === 0x3f ? ANY_CHARACTER : point;
  });
}

/**
 * Whether the pattern covers the whole text. All places of the pattern that the text read so far may have reached
 * are carried along together, so there is nothing to backtrack into; and a pattern that asks for more characters
 * than the text has is out at once. So the cost is at most twice the square of the text's length, whatever the
 * pattern. The plain text before the first wildcard, most of an ARN, is compared directly.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const points = toCodePoints(text);
  const wildcard = pattern.findIndex((step) => step < 0);
  const plain = wildcard === -1 ? pattern.length : wildcard;
  for (let at = 0; at < plain; at++) if (points[at] !== pattern[at]) return false;
  const rest = joinStars(pattern.slice(plain));
  const left = points.slice(plain);
  return rest.filter((step) => !isStar(step)).length <= left.length && matchesPlaces(rest, left);
}

/** Stars in a row are one star, the freest of them. */
function joinStars(pattern: Pattern): Pattern {
  const joined: number[] = [];
  for (const step of pattern) {
    const last = joined.at(-1);
    if (last === undefined || !isStar(step) || !isStar(last)) joined.push(step);
    else if (step === ANY_TEXT) joined[joined.length - 1] = step;
  }
  return joined;
}

function matchesPlaces(pattern: Pattern, points: readonly number[]): boolean {
  let reached = new Uint8Array(pattern.length + 1);
  let next = new Uint8Array(pattern.length + 1);
  reached[0] = 1;
  skipStars(pattern, reached);
  for (const point of points) {
    next.fill(0);
    if (!advance(pattern, point, { reached, next })) return false;
    skipStars(pattern, next);
    [reached, next] = [next, reached];
  }
  return reached[pattern.length] === 1;
}

interface Places {
  readonly reached: Uint8Array;
  readonly next: Uint8Array;
}

/** Moves every place one character on; `false` when none is left. */
function advance(pattern: Pattern, point: number, { reached, next }: Places): boolean {
  let isAlive = false;
  for (const [place, step] of pattern.entries()) {
    if (reached[place] !== 1 || !takes(step, point)) continue;
    next[isStar(step) ? place : place + 1] = 1;
    isAlive = true;
  }
  return isAlive;
}

function takes(step: number, point: number): boolean {
  if (step >= 0) return step === point;
  return point !== COLON || step === ANY_TEXT || step === ANY_CHARACTER;
}

/** A star may also stand for nothing. */
function skipStars(pattern: Pattern, places: Uint8Array): void {
  for (const [place, step] of pattern.entries()) {
    if (places[place] === 1 && isStar(step)) places[place + 1] = 1;
  }
}

function isStar(step: number): boolean {
  return step === ANY_TEXT || step === ANY_TEXT_WITHOUT_COLON;
}
