// Two ways of counting characters. The archive counts Unicode code points, as Python does; strings
// of a browser count UTF-16 units, of which characters beyond U+FFFF (emoji, rare ideographs) take
// two, a surrogate pair. A place inside a pair counts as the place before it; places before the
// beginning and after the end of a text count as those.

const HIGH = /[\ud800-\udbff]/; // the first half of a pair

const within = (number, highest) => Math.max(0, Math.min(number, highest));

/** How long a text is, in code points. @param {string} text @returns {number} */
export function countPoints(text) {
  return new Offsets(text).length;
}

/** How many code points stand before a unit. @param {string} text @param {number} units @returns {number} */
export function toPoints(text, units) {
  return new Offsets(text).toPoints(units);
}

/** How many units stand before a code point. @param {string} text @param {number} points @returns {number} */
export function toUnits(text, points) {
  return new Offsets(text).toUnits(points);
}

/** A text's offsets both ways: it is read once, and then each answer takes logarithmic time. */
export class Offsets {
  #pairs = []; // where surrogate pairs begin, in units; none in most texts
  #units;

  /** @param {string} text */
  constructor(text) {
    for (let at = text.search(HIGH); at >= 0 && at < text.length; at += 1) {
      if (text.codePointAt(at) > 0xffff) {
        this.#pairs.push(at);
      }
    }
    this.#units = text.length;
    this.length = this.#units - this.#pairs.length; // in code points
  }

  /** @param {number} units @returns {number} the code points before it */
  toPoints(units) {
    const at = within(units, this.#units);
    return at - countLeading(this.#pairs, (pair) => pair < at);
  }

  /** @param {number} points @returns {number} the units before it */
  toUnits(points) {
    const at = within(points, this.length);
    return at + countLeading(this.#pairs, (pair, before) => pair - before < at);
  }
}

/**
 * How many items at the beginning of a list satisfy `does`, which none does after one that does not.
 *
 * @template T
 * @param {T[]} items
 * @param {(item: T, index: number) => boolean} does
 * @returns {number}
 */
export function countLeading(items, does) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (does(items[middle], middle)) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  return low;
}
