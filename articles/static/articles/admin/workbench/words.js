// Words in a string, by the rules of articles/text/words.py: letters, digits, marks and connectors
// (_) make words; apostrophes and hyphens end them, so that “Japan” is whole in “Japan’s” and not
// in “Japanese”. In scripts written without spaces every character is a word. Offsets are UTF-16
// units of the string, end exclusive; no result begins or ends inside a character.

import { characterAt, characterEnd, characterStart } from "./characters.js";

// By blocks, as the server has them: Thai, Lao, Tibetan, Myanmar, Khmer, Kana, Han.
const UNSPACED =
  "\u0e01-\u0edf\u0f00-\u0fff\u1000-\u109f\ua9e0-\ua9fe\uaa60-\uaa7f\u1780-\u17ff" +
  "\u3041-\u3098\u309d-\u309f\u30a1-\u30ff\u31f0-\u31ff\uff66-\uff9d" +
  "\u{1aff0}-\u{1afff}\u{1b000}-\u{1b16f}" +
  "\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff" +
  "\u{16fe3}\u{16ff0}-\u{16ff1}\u{20000}-\u{3fffd}";
const RUNNING = new RegExp(`(?![${UNSPACED}])[\\p{L}\\p{N}\\p{M}\\p{Pc}]`, "u");
const JOINING = /[\p{M}\u200d\uff9e\uff9f]/u; // to the character before them
const NAMING = /[\p{L}\p{N}]/u; // what has none of these is no word, only signs
const NAMING_FROM = /[\p{L}\p{N}]/gu;
const WHITE = /[\s\x1c-\x1f\x85]/;

function pointBefore(text, unit) {
  return unit > 1 && text.codePointAt(unit - 2) > 0xffff ? unit - 2 : unit - 1;
}

function pointAfter(text, unit) {
  return text.codePointAt(unit) > 0xffff ? unit + 2 : unit + 1;
}

/**
 * Whether a place lies inside a word, or between a character and its marks.
 *
 * @param {string} text
 * @param {number} unit not inside a surrogate pair
 * @returns {boolean}
 */
export function runsOn(text, unit) {
  if (unit <= 0 || unit >= text.length || text[unit - 1] === "\n") {
    return false;
  }
  const before = text.slice(pointBefore(text, unit), unit);
  const after = text.slice(unit, pointAfter(text, unit));
  return JOINING.test(after) || before === "\u200d" || (RUNNING.test(before) && RUNNING.test(after));
}

/** Whether the mark at a unit stands inside a word, as in Japan’s. @returns {boolean} */
export function isInWord(text, unit) {
  const [from, to] = [unit && pointBefore(text, unit), pointAfter(text, unit + 1)];
  return RUNNING.test(text.slice(from, unit)) && RUNNING.test(text.slice(unit + 1, to));
}

/**
 * The word at a place: the one around or after it, else the one that ends there.
 *
 * @param {string} text
 * @param {number} unit
 * @returns {[number, number]|null}
 */
export function wordAt(text, unit) {
  const after = unit >= 0 && unit < text.length ? wordAround(text, unit) : null;
  return after ?? (unit > 0 && unit <= text.length ? wordAround(text, unit - 1) : null);
}

/** The first word that ends after a place. @returns {[number, number]|null} */
export function nextWord(text, unit) {
  NAMING_FROM.lastIndex = Math.max(0, unit);
  const found = NAMING_FROM.exec(text);
  return found && wordAround(text, found.index);
}

/** The last word that begins before a place. @returns {[number, number]|null} */
export function previousWord(text, unit) {
  let at = Math.min(unit, text.length);
  while (at > 0) {
    const from = pointBefore(text, at);
    if (NAMING.test(text.slice(from, at))) {
      return wordAround(text, from);
    }
    at = from;
  }
  return null;
}

/**
 * The passage without white space at its ends, and with the whole of its outermost characters.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]|null} null when nothing is left
 */
export function trimmed(text, start, end) {
  if (start >= end) {
    return null;
  }
  let from = characterStart(text, start);
  let to = characterEnd(text, end);
  while (from < to && WHITE.test(text[from])) {
    from += 1;
  }
  while (from < to && WHITE.test(text[to - 1])) {
    to -= 1;
  }
  return from < to ? [characterStart(text, from), characterEnd(text, to)] : null;
}

/** The passage, trimmed, with the whole of its outermost words. @returns {[number, number]|null} */
export function snapped(text, start, end) {
  const inner = trimmed(text, start, end);
  return inner && widened(text, ...inner);
}

function wordAround(text, unit) {
  const [start, end] = widened(text, ...characterAt(text, unit));
  return NAMING.test(text.slice(start, end)) ? [start, end] : null;
}

// A word may end inside a character, and a character inside a word.
function widened(text, start, end) {
  let from = start;
  while (runsOn(text, from)) {
    from = characterStart(text, pointBefore(text, from));
  }
  let to = end;
  while (runsOn(text, to)) {
    to = characterEnd(text, pointAfter(text, to));
  }
  return [from, to];
}
