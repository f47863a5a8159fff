// Finding words in the text and choosing them: also the way for those who cannot select.

import { Panel } from "./panels.js";

export class FindPanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.query = this.form.elements.query;
    this.count = element.querySelector(".count");
    this.hits = [];
    this.at = -1;
    this.query.addEventListener("input", () => this.look());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.choose();
    });
    this.query.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        this.step(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Enter" && event.shiftKey) {
        event.preventDefault();
        event.stopPropagation();
        this.extend();
      }
    });
    element.querySelector("[name=previous]").addEventListener("click", () => this.step(-1));
    element.querySelector("[name=next]").addEventListener("click", () => this.step(1));
    element.querySelector("[name=up-to]").addEventListener("click", () => this.extend());
  }

  begin() {
    this.from = this.bench.selection.range?.[1] ?? this.bench.selection.caret;
    this.bench.panels.open(this);
    this.query.focus();
    this.query.select();
    this.look();
  }

  look() {
    const { bench } = this;
    this.hits = this.query.value.trim() ? bench.text.findAll(this.query.value) : [];
    this.at = this.hits.findIndex(([start]) => start >= this.from);
    if (this.at < 0 && this.hits.length) {
      this.at = 0;
    }
    this.show();
  }

  /** To the next hit, or the one before. @param {1|-1} step */
  step(step) {
    if (this.hits.length) {
      this.at = (this.at + step + this.hits.length) % this.hits.length;
      this.show();
    }
  }

  show() {
    const { bench } = this;
    bench.view.light("bench-hits", this.hits);
    const hit = this.hits[this.at];
    bench.view.light("bench-hit", hit ? [hit] : []);
    if (hit) {
      bench.view.reveal(...hit);
      const [before, after] = bench.text.context(...hit);
      this.count.textContent = `${this.at + 1} of ${this.hits.length}: … ${before}${bench.text.words(...hit)}${after} …`;
    } else {
      this.count.textContent = this.query.value.trim() ? "Not in the text." : "";
    }
  }

  /** Choose the hit, and go to the text with it. */
  choose() {
    this.take((hit) => this.bench.selection.set(...hit));
  }

  /** Choose from where the selection begins up to the end of the hit. */
  extend() {
    const { selection } = this.bench;
    const start = selection.range?.[0];
    this.take((hit) => {
      if (start === undefined || start >= hit[1]) {
        selection.set(...hit);
      } else {
        selection.set(start, hit[1]);
      }
    });
  }

  take(choose) {
    const hit = this.hits[this.at];
    if (!hit) {
      this.bench.announcer.warn(`“${this.query.value}” is not in the text.`);
      return;
    }
    this.bench.panels.close(this);
    this.bench.focusText();
    choose(hit);
  }

  left() {
    this.bench.view.light("bench-hits", []);
    this.bench.view.light("bench-hit", []);
  }
}
