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
  return Array.from(text, (character) => character.codePointAt(0) ?? 0);
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
 * are carried along together, so the cost is at most length × length steps whatever the pattern: there is nothing
 * to backtrack into. The plain text before the first wildcard, most of an ARN, is compared directly.
 */
export function matchesPattern(pattern: Pattern, text: string): boolean {
  const points = toCodePoints(text);
  let plain = 0;
  for (; plain < pattern.length && (pattern[plain] as number) >= 0; plain++) {
    if (points[plain] !== pattern[plain]) return false;
  }
  return plain === pattern.length ? plain === points.length : matchesFrom(pattern, points, plain);
}

function matchesFrom(pattern: Pattern, points: readonly number[], start: number): boolean {
  const end = pattern.length;
  let reached = new Uint8Array(end + 1);
  let next = new Uint8Array(end + 1);
  reached[start] = 1;
  skipStars(pattern, reached, start);
  for (let at = start; at < points.length; at++) {
    next.fill(0);
    if (!advance(pattern, points[at] as number, { reached, next, start })) return false;
    skipStars(pattern, next, start);
    [reached, next] = [next, reached];
  }
  return reached[end] === 1;
}

interface Places {
  readonly reached: Uint8Array;
  readonly next: Uint8Array;
  readonly start: number;
}

/** Moves every place one character on; `false` when none is left. */
function advance(pattern: Pattern, point: number, { reached, next, start }: Places): boolean {
  let isAlive = false;
  for (let place = start; place < pattern.length; place++) {
    if (reached[place] !== 1) continue;
    const step = pattern[place] as number;
    if (isStar(step)) {
      if (step === ANY_TEXT_WITHOUT_COLON && point === COLON) continue;
      next[place] = 1;
    } else if (step === point || step === ANY_CHARACTER || isNoColon(step, point)) {
      next[place + 1] = 1;
    } else continue;
    isAlive = true;
  }
  return isAlive;
}

/** A star may also stand for nothing. */
function skipStars(pattern: Pattern, places: Uint8Array, start: number): void {
  for (let place = start; place < pattern.length; place++) {
    if (places[place] === 1 && isStar(pattern[place] as number)) places[place + 1] = 1;
  }
}

function isStar(step: number): boolean {
  return step === ANY_TEXT || step === ANY_TEXT_WITHOUT_COLON;
}

function isNoColon(step: number, point: number): boolean {
  return step === ANY_CHARACTER_BUT_COLON && point !== COLON;
}
