// What an editor can do, by key or by button.

import { describe } from "./describe.js";
import { withMarks } from "./quotes.js";

export class Commands {
  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
  }

  /** The selected passage; says so and returns null if there is none. */
  chosen() {
    const { range } = this.bench.selection;
    if (!range) {
      this.bench.announcer.warn("Select some words of the text first.");
    }
    return range;
  }

  /** Name the selected words. */
  mention() {
    const range = this.chosen();
    if (range) {
      this.bench.mention.begin(...range);
    }
  }

  /** Begin a quotation with the selected words, or add them as content to the open one. */
  quotation() {
    const range = this.chosen();
    if (!range) {
      return;
    }
    const { quotation } = this.bench;
    const [start, end] = this.withMarks(...range);
    if (quotation.takesPieces) {
      quotation.addPiece("content", start, end);
    } else {
      quotation.begin(start, end);
    }
  }

  // Quotation marks around the words belong to the content (PolNeAR).
  withMarks(start, end) {
    const { text } = this.bench;
    const [first, last] = text.paragraphAt(start);
    if (end > last) {
      return [start, end];
    }
    const paragraph = text.words(first, last);
    const units = (offset) => text.words(first, offset).length;
    const points = (unit) => first + [...paragraph.slice(0, unit)].length;
    return withMarks(paragraph, units(start), units(end)).map(points);
  }

  /** Add the selected words to the open quotation. @param {string} role */
  piece(role) {
    const { bench } = this;
    const range = this.chosen();
    if (!range) {
      return;
    }
    if (bench.quotation.takesPieces) {
      bench.quotation.addPiece(role, ...range);
    } else {
      bench.announcer.warn("Open the quotation it belongs to first, or begin one with q.");
    }
  }

  /** Offer every other occurrence of the current mention's words. */
  occurrences() {
    const { bench } = this;
    if (bench.current?.type === "mention") {
      bench.occurrences.begin(bench.current);
    } else {
      bench.announcer.warn("Go to a mention first: its words are looked for in the whole text.");
    }
  }

  /** Give the current annotation other words. */
  words() {
    const { bench } = this;
    if (bench.words.isOn) {
      bench.words.save();
    } else if (bench.current && bench.passage) {
      bench.words.begin(bench.current, bench.passage);
    } else {
      bench.announcer.warn("Go to a mention or a piece of a quotation first.");
    }
  }

  /** Delete the current annotation. */
  remove() {
    const { bench } = this;
    if (bench.current) {
      bench.remove(bench.current);
    } else {
      bench.announcer.warn("Go to a mention or a quotation first.");
    }
  }

  /** To the next annotation or the one before. @param {1|-1} step */
  walk(step) {
    const { bench } = this;
    const next = bench.list.neighbour(step);
    if (!next) {
      bench.announcer.say(step > 0 ? "This is the last one." : "This is the first one.");
      return;
    }
    bench.setCurrent(next);
    if (bench.list.hasFocus) {
      bench.list.focus();
    } else {
      bench.announcer.speak(describe(next, bench.text, bench.state.choices));
    }
  }

  /** From the text to the list, or back. */
  list() {
    const { list } = this.bench;
    if (list.hasFocus) {
      this.bench.focusText();
    } else {
      list.focus();
    }
  }

  /** Select the next hit of the last search, or the one before. @param {1|-1} step */
  hit(step) {
    const { find, selection } = this.bench;
    if (!find.hits.length) {
      find.begin();
      return;
    }
    find.step(step);
    const hit = find.hits[find.at];
    find.left();
    selection.set(...hit);
  }

  /** Show what the keys do. */
  help() {
    const { panels, help } = this.bench;
    panels.open(help);
    help.element.querySelector("h2").focus();
  }

  /** Go on: save new words, go to an unfinished quotation's speaker, open what is current. */
  enter() {
    const { bench } = this;
    if (bench.words.isOn) {
      bench.words.save();
    } else if (bench.quotation.isUnfinished && bench.quotation.isOpen) {
      bench.quotation.goOn();
    } else if (bench.reselect.isOpen) {
      bench.reselect.save();
    } else if (bench.current) {
      bench.open(bench.current);
    }
  }

  /** Leave what was begun last. */
  escape() {
    const { bench } = this;
    if (bench.words.isOn) {
      bench.words.end();
      bench.announcer.say("The words stay as they were.");
    } else if (bench.panels.current) {
      bench.panels.leave();
    } else {
      bench.selection.clear();
    }
  }
}
