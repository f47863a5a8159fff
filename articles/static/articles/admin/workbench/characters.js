// Characters as people see them (grapheme clusters, Unicode annex 29): a letter with its marks, a
// flag, a family of emoji. Offsets are UTF-16 units of one string.

const SEGMENTER = new Intl.Segmenter("und", { granularity: "grapheme" });

// Between two of these a character always ends; so a long text need not be segmented from its
// beginning. (A carriage return is none: it is one character with the line feed after it.)
const LETTERS = ["Latn", "Grek", "Cyrl", "Arab", "Hebr", "Hani", "Hira", "Kana"].map((code) => `\\p{sc=${code}}`);
const PLAIN = new RegExp(`(?![\\p{M}\\p{Cf}\\r])[\\0-\\u02ff\\p{P}\\p{Zs}\\p{Nd}${LETTERS.join("")}]`, "u");
const FARTHEST = 2048; // units to look back for such a place: the flags of all countries are 1,032
const AHEAD = 64; // units in which a character usually ends

const isPlain = (text, unit) => PLAIN.test(text[unit]);

// Whether a character ends at a unit for sure; if not, it may all the same.
function surelyEnds(text, unit) {
  return unit <= 0 || unit >= text.length || (isPlain(text, unit - 1) && isPlain(text, unit));
}

/**
 * The character that a unit belongs to.
 *
 * @param {string} text
 * @param {number} unit from 0 to below the length of `text`
 * @returns {[number, number]} its start and end
 */
export function characterAt(text, unit) {
  let from = unit;
  while (unit - from < FARTHEST && !surelyEnds(text, from)) {
    from -= 1;
  }
  if (from === unit && surelyEnds(text, unit + 1)) {
    return [unit, unit + 1];
  }
  for (let to = unit + AHEAD; ; to += to - from) {
    const stretch = text.slice(from, to);
    for (const { index, segment } of SEGMENTER.segment(stretch)) {
      const end = index + segment.length;
      if (from + end > unit && (end < stretch.length || to >= text.length)) {
        return [from + index, from + end];
      }
    }
  }
}

/** The nearest start or end of a character at a unit or before it. @returns {number} */
export function characterStart(text, unit) {
  return surelyEnds(text, unit) ? unit : characterAt(text, unit)[0];
}

/** The nearest start or end of a character at a unit or after it. @returns {number} */
export function characterEnd(text, unit) {
  if (surelyEnds(text, unit)) {
    return unit;
  }
  const [start, end] = characterAt(text, unit);
  return start === unit ? unit : end;
}
