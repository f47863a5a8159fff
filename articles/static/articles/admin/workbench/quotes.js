// Quotation marks of many writing systems, and what they say about a quotation. Offsets are UTF-16
// units of one string, end exclusive.

import { isInWord } from "./words.js";

// What an opening mark is closed by. German closes „ with the mark that opens English quotations,
// Swedish opens with the one that closes them, and guillemets point either way.
const CLOSING = new Map([
  ["“", "”"], ["”", "”"], ["„", "“”\""], ["‟", "”"], ['"', '"'], ["＂", "＂"], ["״", "״"],
  ["‘", "’"], ["‚", "‘’"], ["'", "'"], ["＇", "＇"],
  ["«", "»"], ["»", "«»"], ["‹", "›"], ["›", "‹›"],
  ["「", "」"], ["『", "』"], ["《", "》"], ["〈", "〉"], ["〝", "〞〟"], ["﹁", "﹂"], ["﹃", "﹄"], ["｢", "｣"],
]);
const CLOSERS = new Set([...CLOSING.values()].join(""));
const MARKS = new RegExp(`[${[...CLOSING.keys(), ...CLOSERS].join("")}]`, "g");
const RATHER_CLOSES = new Set("”’»›");
const SINGLE = new Set("‘’‚'＇"); // apostrophes may look like them, so they count in pairs only
const IN_WORDS = new Set("‘’'＇\"״"); // as in Japan’s, Oʻzbek typed O‘zbek, צה"ל
const TITLES = new Set("《〈"); // Chinese puts titles in them, Korean quotations

const DEEPEST = 16; // quotations in quotations; what is open beyond that was never closed

const GAP_BEFORE = /[\s\p{Ps}\p{Pi}\p{Pd}]/u;
const GAP_AFTER = /[\s\p{P}]/u;
const ONLY_SIGNS = /^[\s\p{P}]*$/u;

/**
 * @typedef {object} Stretch words in quotation marks
 * @property {number} start with the opening mark
 * @property {number} end with the closing mark
 * @property {string} mark the one that opens it, or closes it when none opens
 * @property {boolean} isClosed whether both stand in the text; else it has its line's end or beginning,
 *   as where a quotation of several paragraphs opens in each and closes in the last
 */

/** Every stretch of a text in quotation marks, inner ones before outer ones. @returns {Stretch[]} */
function stretches(text) {
  const found = [];
  const open = [];
  let line = -1; // where the line of the last unclosed mark ends
  const forget = (unclosed) => {
    for (const { mark, start } of unclosed.filter((one) => !SINGLE.has(one.mark))) {
      line = start > line ? text.indexOf("\n", start) : line;
      line = line < 0 ? text.length : line;
      found.push({ mark, start, end: line, isClosed: false });
    }
  };
  for (const { 0: mark, index: at } of text.matchAll(MARKS)) {
    if (IN_WORDS.has(mark) && isInWord(text, at)) {
      continue;
    }
    const closed = open.findLastIndex((one) => CLOSING.get(one.mark).includes(mark));
    if (opens(text, at, closed >= 0)) {
      open.push({ mark, start: at });
      forget(open.splice(0, Math.max(0, open.length - DEEPEST)));
    } else if (closed >= 0 && (closed === open.length - 1 || !SINGLE.has(mark))) {
      found.push({ mark: open[closed].mark, start: open[closed].start, end: at + 1, isClosed: true });
      open.length = closed;
    } else if (SINGLE.has(mark)) {
      goOn(found.at(-1), text, at);
    } else if (!open.length && !(mark === '"' && /\d/.test(text[at - 1]))) {
      const last = found.at(-1)?.end ?? 0;
      const start = last + text.slice(last, at).lastIndexOf("\n") + 1;
      found.push({ mark, start, end: at + 1, isClosed: false });
    }
  }
  forget(open);
  return found;
}

// Some marks open and close: what stands around one decides, then whether it could close anything.
function opens(text, at, couldClose) {
  const mark = text[at];
  if (!CLOSING.has(mark) || !CLOSERS.has(mark)) {
    return CLOSING.has(mark);
  }
  const comesAfterGap = at === 0 || GAP_BEFORE.test(text[at - 1]);
  const comesBeforeGap = at + 1 === text.length || GAP_AFTER.test(text[at + 1]);
  if (comesAfterGap !== comesBeforeGap) {
    return comesAfterGap;
  }
  return !couldClose && !RATHER_CLOSES.has(mark);
}

// In ‘the leaders’ plans’ the first mark that could close was an apostrophe.
function goOn(stretch, text, at) {
  if (stretch && text[stretch.end - 1] === text[at]) {
    stretch.end = at + 1;
  }
}

/**
 * What kind of quotation the marks in and around some words make likely: direct when all of the words
 * stand in quotation marks, mixed when some do, be it one, and indirect when none does. Titles in
 * 《 》 inside other words make nothing a quotation.
 *
 * @param {string} words the content
 * @param {string} before some of the text before it, in which a mark may open
 * @param {string} after some of the text after it
 * @returns {"direct"|"indirect"|"mixed"}
 */
export function proposeKind(words, before = "", after = "") {
  const text = before + words + after;
  const all = stretches(text).sort((one, other) => one.start - other.start);
  const [start, end] = [before.length, before.length + words.length];
  if (!saysSomething(parted(text, start, end, all).outside)) {
    return all.some((stretch) => stretch.start < end && stretch.end > start) ? "direct" : "indirect";
  }
  const quoted = all.filter(({ mark }) => !TITLES.has(mark));
  return saysSomething(parted(text, start, end, quoted).inside) ? "mixed" : "indirect";
}

const saysSomething = (words) => !ONLY_SIGNS.test(words);

// What of a passage stands inside the stretches, and what outside.
function parted(text, start, end, sorted) {
  let inside = "";
  let outside = "";
  let at = start;
  for (const stretch of sorted) {
    const [from, to] = [Math.max(at, stretch.start), Math.min(end, stretch.end)];
    if (from < to) {
      outside += text.slice(at, from);
      inside += text.slice(from, to);
      at = to;
    }
  }
  return { inside, outside: outside + text.slice(at, end) };
}

/**
 * A passage with the pairs of quotation marks that directly enclose it, for they belong to the
 * content (PolNeAR), and with the comma or full stop before the closing one.
 *
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function withMarks(text, start, end) {
  let [from, to] = [start, end];
  for (const stretch of stretches(text)) {
    const encloses = stretch.isClosed && stretch.start <= from && to <= stretch.end;
    if (encloses && ONLY_SIGNS.test(text.slice(stretch.start, from) + text.slice(to, stretch.end))) {
      [from, to] = [stretch.start, stretch.end];
    }
  }
  return [from, to];
}
