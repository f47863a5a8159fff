// The text of an article as the browser knows it: paragraphs on a page, and yet one body in which
// offsets are code points, end exclusive. Offsets outside the body count as its ends.

import { characterAt } from "./characters.js";
import { hits, located } from "./finding.js";
import { countLeading, Offsets } from "./offsets.js";
import * as words from "./words.js";

/** @typedef {[number, number]} Place start and end */

export class Text {
  #paragraphs;
  #begins = []; // of the paragraphs in the body, in units
  #body;
  #offsets;

  /**
   * @param {{number: number, start: number, text: string}[]} paragraphs the lines that are not
   *   empty, in order, numbered as lines from 1
   * @param {number} [length] of the body; without it, the body ends with the last paragraph
   * @throws {RangeError} when they cannot be lines of one body: every offset would be wrong
   */
  constructor(paragraphs, length) {
    this.#paragraphs = paragraphs;
    this.#body = this.#joined();
    this.#offsets = new Offsets(this.#body);
    if (length > this.#offsets.length) {
      this.#body += "\n".repeat(length - this.#offsets.length);
      this.#offsets = new Offsets(this.#body);
    }
    this.length = this.#offsets.length;
    const wrong = paragraphs.find(({ start }, index) => this.#point(this.#begins[index]) !== start);
    if (wrong || (length ?? this.length) !== this.length) {
      throw new RangeError(`The paragraphs are not those of the body, from number ${wrong?.number ?? "?"} on.`);
    }
  }

  #joined() {
    const pieces = [];
    let units = 0;
    let line = 1;
    for (const { number, text } of this.#paragraphs) {
      const ends = "\n".repeat(number - line);
      this.#begins.push(units + ends.length);
      pieces.push(ends, text);
      units += ends.length + text.length;
      line = number;
    }
    return pieces.join("");
  }

  // --- Between the body and the page ---------------------------------------------------------

  /**
   * The paragraph an offset lies in, and the UTF-16 unit there. Line ends lie in none: a passage that
   * begins with some begins with the paragraph after them, and one that ends with some, for which
   * ask with `end`, ends with the paragraph before them.
   *
   * @param {number} offset
   * @returns {{index: number, unit: number}|null} null when there is no paragraph
   */
  position(offset, { end = false } = {}) {
    if (!this.#paragraphs.length) {
      return null;
    }
    const at = this.#unit(offset);
    const next = countLeading(this.#begins, (begins) => (end ? begins < at : begins <= at));
    const index = Math.max(0, next - 1);
    const unit = Math.max(0, at - this.#begins[index]);
    const { length } = this.#paragraphs[index].text;
    const isPast = unit >= length && !end && next < this.#paragraphs.length;
    return isPast ? { index: next, unit: 0 } : { index, unit: Math.min(unit, length) };
  }

  /** The offset of a UTF-16 unit in a paragraph. @param {number} index @param {number} unit */
  offset(index, unit) {
    const { text } = this.#paragraphs[index];
    return this.#point(this.#begins[index] + Math.max(0, Math.min(unit, text.length)));
  }

  #unit(offset) {
    return this.#offsets.toUnits(offset);
  }

  #point(unit) {
    return this.#offsets.toPoints(unit);
  }

  #place(units) {
    return units && units.map((unit) => this.#point(unit));
  }

  // --- Words of the body ---------------------------------------------------------------------

  /** The words of a passage, with the line ends in it. @returns {string} */
  words(start, end) {
    return this.#body.slice(this.#unit(start), this.#unit(end));
  }

  /** Up to `size` code points before a passage and after it. @returns {[string, string]} */
  context(start, end, size = 32) {
    return [this.words(start - size, start), this.words(end, end + size)];
  }

  /** The passage without white space at its ends. @returns {Place|null} */
  trimmed(start, end) {
    return this.#place(words.trimmed(this.#body, this.#unit(start), this.#unit(end)));
  }

  /** The passage, trimmed, with the whole of its outermost words. @returns {Place|null} */
  snapped(start, end) {
    return this.#place(words.snapped(this.#body, this.#unit(start), this.#unit(end)));
  }

  /** The word around or after an offset, else the one that ends there. @returns {Place|null} */
  wordAt(offset) {
    return this.#place(words.wordAt(this.#body, this.#unit(offset)));
  }

  /** The first word that ends after an offset. @returns {Place|null} */
  nextWord(offset) {
    return this.#place(words.nextWord(this.#body, this.#unit(offset)));
  }

  /** The last word that begins before an offset. @returns {Place|null} */
  previousWord(offset) {
    return this.#place(words.previousWord(this.#body, this.#unit(offset)));
  }

  /** Where the character after an offset ends, or the line ends there do. @returns {number} */
  nextCharacter(offset) {
    let unit = this.#unit(offset);
    if (this.#body[unit] !== "\n") {
      return unit < this.#body.length ? this.#point(characterAt(this.#body, unit)[1]) : this.length;
    }
    while (this.#body[unit] === "\n") {
      unit += 1;
    }
    return this.#point(unit);
  }

  /** Where the character before an offset begins, or the line ends there do. @returns {number} */
  previousCharacter(offset) {
    let unit = this.#unit(offset);
    if (this.#body[unit - 1] !== "\n") {
      return unit > 0 ? this.#point(characterAt(this.#body, unit - 1)[0]) : 0;
    }
    while (this.#body[unit - 1] === "\n") {
      unit -= 1;
    }
    return this.#point(unit);
  }

  /** The line an offset lies in; empty where that line is. @returns {Place} */
  paragraphAt(offset) {
    const unit = this.#unit(offset);
    const start = unit === 0 ? 0 : this.#body.lastIndexOf("\n", unit - 1) + 1;
    const end = this.#body.indexOf("\n", unit);
    return this.#place([start, end === -1 ? this.#body.length : end]);
  }

  // --- Finding -------------------------------------------------------------------------------

  /**
   * The first hit that begins at `from` or after it; backwards, the last one that begins before.
   * Past the end of the body the search goes on from the other one. What is forgiven: see `hits`.
   *
   * @param {string} query
   * @returns {Place|null}
   */
  find(query, { from = 0, backwards = false } = {}) {
    const at = this.#unit(from);
    if (!backwards) {
      const [hit] = hits(this.#body, query, at);
      return this.#place(hit ?? hits(this.#body, query, 0).next().value ?? null);
    }
    let before = null;
    let last = null;
    for (const hit of hits(this.#body, query, 0)) {
      last = hit;
      if (hit[0] < at) {
        before = hit;
      } else if (before) {
        break;
      }
    }
    return this.#place(before ?? last);
  }

  /** Up to `limit` hits, in order, none overlapping another. @returns {Place[]} */
  findAll(query, limit = 1000) {
    const found = [];
    for (const hit of hits(this.#body, query, 0)) {
      if (found.length === limit) {
        break;
      }
      found.push(this.#place(hit));
    }
    return found;
  }

  /**
   * Where words stand that were chosen in another state of the text: see `located`.
   *
   * @param {{exact: string, prefix?: string, suffix?: string}} quote
   * @returns {Place|null} null when they stand nowhere, or nothing tells which place is meant
   */
  locate(quote) {
    return this.#place(located(this.#body, quote));
  }
}
