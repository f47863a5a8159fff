// Passages found in a string, by what a person types or by the words they once had. Offsets are
// UTF-16 units, end exclusive.

import { characterEnd, characterStart } from "./characters.js";

const TWINS = ["\"“”„‟«»″〝〞〟＂", "'‘’‚‛‹›`´ʹʻʼ′＇", "-‐‑‒–—―−־﹘﹣－"];
const ALIKE = new Map(
  TWINS.flatMap((twins) => [...twins].map((twin) => [twin, `[${twins.replace("-", "\\-")}]`])),
);
const SPECIAL = /[\^$\\.*+?()[\]{}|/]/g;
const PARTS = /\s+|\P{M}\p{M}*|\p{M}+/gu;

function forgiving(part) {
  if (/\s/.test(part[0])) {
    return "\\s+";
  }
  if (ALIKE.has(part)) {
    return ALIKE.get(part);
  }
  const forms = [...new Set([part, part.normalize("NFC"), part.normalize("NFD")])];
  const written = forms.map((form) => form.replace(SPECIAL, "\\$&"));
  return written.length > 1 ? `(?:${written.join("|")})` : written[0];
}

/**
 * Every passage that reads like `query`, in order, none overlapping another. Forgiven is what
 * keyboards and typesetters do differently: capitals, kinds of quotation mark, apostrophe, dash and
 * white space, accents in a code point of their own. White space around the query does not count.
 *
 * @param {string} text
 * @param {string} query
 * @param {number} from where to begin
 * @returns {Generator<[number, number]>} with the whole of their outermost characters
 */
export function* hits(text, query, from = 0) {
  const parts = query.trim().match(PARTS);
  if (!parts) {
    return;
  }
  const sought = new RegExp(parts.map(forgiving).join(""), "giu");
  sought.lastIndex = from;
  let end = 0;
  for (let match = sought.exec(text); match; match = sought.exec(text)) {
    const start = characterStart(text, match.index);
    if (start >= end) {
      end = characterEnd(text, sought.lastIndex);
      yield [start, end];
    }
  }
}

/**
 * Where words stand that were chosen in another state of the text: exactly these, and of several
 * places the one whose surroundings are most like those they had.
 *
 * @param {string} text
 * @param {{exact: string, prefix?: string, suffix?: string}} quote
 * @returns {[number, number]|null} null when they stand nowhere, or nothing tells which is meant
 */
export function located(text, { exact, prefix = "", suffix = "" }) {
  let best = null;
  let mostAlike = -1;
  let isOnly = false;
  for (let at = exact ? text.indexOf(exact) : -1; at !== -1; at = text.indexOf(exact, at + 1)) {
    const end = at + exact.length;
    const alike = sharedEnd(prefix, text, at) + sharedBeginning(suffix, text, end);
    isOnly = alike !== mostAlike && (alike > mostAlike || isOnly);
    if (alike > mostAlike) {
      mostAlike = alike;
      best = [at, end];
    }
  }
  return isOnly ? best : null;
}

// How much of the end of `words` stands in `text` up to `unit`.
function sharedEnd(words, text, unit) {
  let count = 0;
  while (count < Math.min(words.length, unit) && words.at(-1 - count) === text[unit - 1 - count]) {
    count += 1;
  }
  return count;
}

// How much of the beginning of `words` stands in `text` from `unit` on.
function sharedBeginning(words, text, unit) {
  let count = 0;
  while (count < words.length && words[count] === text[unit + count]) {
    count += 1;
  }
  return count;
}
