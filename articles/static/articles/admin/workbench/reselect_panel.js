// An annotation that lost its place when the text changed is given its words again.

import { shortened } from "./describe.js";
import { Panel } from "./panels.js";

export class ReselectPanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.isBesideText = true;
    this.span = bench.state.reselect; // what the review queue sent here; admin/workbench/page.py
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  /** Open, if there is anything to be selected again: at the place it has now, if any. */
  begin() {
    const { bench, span } = this;
    if (!span) {
      return;
    }
    this.element.querySelector(".what").textContent = `${span.title} (${span.state})`;
    const words = document.createElement("mark");
    words.textContent = shortened(span.words, 300);
    this.element.querySelector(".words").replaceChildren(span.before && `…${span.before}`, words, span.after && `${span.after}…`);
    bench.panels.open(this);
    if (span.start !== null) {
      bench.selection.set(span.start, span.end);
    }
    bench.focusText();
    bench.announcer.say(`${span.title}: select its words in the text and press Enter.`);
  }

  /** Give the annotation the selected words. */
  async save() {
    const { bench, span } = this;
    const { range } = bench.selection;
    if (!range) {
      this.showErrors({ message: "", fields: { place: ["Select some words of the text first."] } });
      bench.announcer.warn("Select some words of the text first.");
      return;
    }
    const { id, row } = span;
    await bench.carryOut(this, "reselect", { id, row, place: range }, `${span.title}: “${shortened(bench.text.words(...range))}”`);
  }
}
