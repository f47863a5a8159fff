// Every other occurrence of a mention's words, each with its context, to be marked in one go.

import { shortened } from "./describe.js";
import { Panel } from "./panels.js";
import { ask } from "./requests.js";

export class OccurrencesPanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.list = element.querySelector("ol");
    this.row = element.querySelector("template");
    this.summary = element.querySelector(".summary");
    this.mark = this.form.querySelector("[type=submit]");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
    this.form.addEventListener("change", () => this.count());
    element.querySelector("[name=all]").addEventListener("click", () => this.tick(true));
    element.querySelector("[name=none]").addEventListener("click", () => this.tick(false));
  }

  /** Offer the other occurrences of a mention's words. @param {Annotation} mention */
  async begin(mention) {
    const { bench } = this;
    this.mention = mention;
    const { start, end, entity } = mention;
    let answer;
    try {
      const query = { start, end, entity: entity.id, text_version: bench.store.textVersion };
      answer = await ask(bench.state.addresses.occurrences, query);
    } catch (error) {
      bench.announcer.warn(error.message);
      return;
    }
    this.found = answer.found.filter((place) => place.start !== start);
    if (!this.found.length) {
      bench.announcer.say(`“${shortened(answer.words)}” does not occur anywhere else in this text.`);
      return;
    }
    this.element.querySelector("h2").textContent = `Other occurrences of “${shortened(answer.words)}”`;
    this.list.replaceChildren(...this.found.map((place, index) => this.draw(place, index, answer.words)));
    bench.panels.open(this);
    this.count();
    (this.list.querySelector("input:enabled") ?? this.mark).focus();
  }

  draw({ before, after, taken }, index, words) {
    const row = this.row.content.firstElementChild.cloneNode(true);
    const box = row.querySelector("input");
    box.value = index;
    box.checked = !taken.length;
    box.disabled = taken.length > 0;
    row.querySelector(".before").textContent = before;
    row.querySelector("mark").textContent = words;
    row.querySelector(".after").textContent = after;
    row.querySelector(".taken").textContent = taken.length ? ` – marked already: ${taken.join(", ")}` : "";
    row.classList.toggle("is-taken", taken.length > 0);
    return row;
  }

  get ticked() {
    return [...this.list.querySelectorAll("input:checked:enabled")].map((box) => this.found[Number(box.value)]);
  }

  tick(checked) {
    for (const box of this.list.querySelectorAll("input:enabled")) {
      box.checked = checked;
    }
    this.count();
  }

  count() {
    const chosen = this.ticked;
    const total = this.list.querySelectorAll("input:enabled").length;
    this.summary.textContent = total ? `${chosen.length} of ${total} chosen` : "All are marked already.";
    this.mark.disabled = !chosen.length;
    this.mark.textContent = `Mark ${chosen.length} as ${this.mention.entity.name}`;
    this.bench.view.light("bench-draft", chosen.map(({ start, end }) => [start, end]));
  }

  async save() {
    const { bench, mention } = this;
    const places = this.ticked.map(({ start, end }) => [start, end]);
    if (!places.length) {
      return;
    }
    const words = shortened(bench.text.words(mention.start, mention.end));
    const fields = { places, entity: mention.entity.id };
    await bench.carryOut(this, "add_mentions", fields, `Mark ${places.length} other “${words}”`);
  }

  left() {
    this.bench.view.light("bench-draft", []);
  }
}
