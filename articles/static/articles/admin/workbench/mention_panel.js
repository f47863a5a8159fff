// Naming what a passage names: a new mention, or the one that is open.

import { shortened } from "./describe.js";
import { EntityField } from "./entity_field.js";
import { Panel } from "./panels.js";

export class MentionPanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.entity = new EntityField(element.querySelector(".entity-field"), bench.state);
    this.certainty = this.form.elements.certainty;
    this.note = this.form.elements.note;
    this.mention = null;
    this.place = null;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.saveAfter(this.entity.combobox);
    });
    // A name chosen is a mention made; what is open already waits for the other fields.
    this.entity.addEventListener("choose", () => {
      if (!this.mention && !this.more.open) {
        this.save();
      }
    });
    this.more = element.querySelector(".more");
    element.querySelector(".existing").addEventListener("click", (event) => this.act(event.target.name));
    bench.store.addEventListener("change", () => this.refresh());
    // Where it is a sheet over the text, it opens and grows over the passage it is about.
    new ResizeObserver(() => {
      if (this.isOpen && getComputedStyle(element.parentElement).position === "fixed") {
        bench.view.reveal(...this.place);
      }
    }).observe(element);
  }

  /** Name a passage. @param {number} start @param {number} end code points */
  begin(start, end) {
    this.mention = null;
    this.place = [start, end];
    this.prepare(this.bench.text.words(start, end));
    this.certainty.value = "high";
    this.note.value = "";
    this.more.open = false;
    this.bench.panels.open(this);
    this.bench.view.light("bench-draft", [this.place]);
    this.entity.begin(this.bench.text.words(start, end));
  }

  /** Open a mention there is. @param {Annotation} mention */
  edit(mention, { focus = true } = {}) {
    this.mention = mention;
    this.place = [mention.start, mention.end];
    this.prepare(this.bench.text.words(mention.start, mention.end));
    this.entity.show(mention.entity);
    this.certainty.value = mention.certainty;
    this.note.value = mention.note;
    this.more.open = true;
    this.bench.panels.open(this);
    this.bench.view.light("bench-open", [this.place]);
    if (focus) {
      this.entity.focus();
    }
  }

  prepare(words) {
    const isNew = this.mention === null;
    this.element.querySelector("h2").textContent = isNew ? "Name this passage" : "Mention";
    this.element.querySelector(".words").textContent = shortened(words, 300);
    this.element.querySelector(".existing").hidden = isNew;
  }

  // Somebody else, or an undo, may have changed what is shown.
  refresh() {
    if (!this.isOpen || !this.mention) {
      return;
    }
    const now = this.bench.store.get(this.mention.id);
    if (!now && !this.changes().some) {
      this.bench.panels.close(this);
    } else if (now && now.row !== this.mention.row && !this.changes().some) {
      this.edit(now, { focus: false });
    }
  }

  changes() {
    const fields = {};
    const chosen = this.entity.fields("entity", "new_entity");
    if (chosen.new_entity || (chosen.entity && chosen.entity !== this.mention.entity.id)) {
      Object.assign(fields, chosen);
    }
    for (const name of ["certainty", "note"]) {
      if (this.form.elements[name].value !== this.mention[name]) {
        fields[name] = this.form.elements[name].value;
      }
    }
    return { fields, some: Object.keys(fields).length > 0 };
  }

  async save() {
    const { bench } = this;
    const chosen = this.entity.fields("entity", "new_entity");
    if (!chosen.entity && !chosen.new_entity) {
      this.showErrors({ message: "", fields: { entity: ["Choose an entity from the list, or create one."] } });
      this.entity.focus();
      return;
    }
    const words = shortened(bench.text.words(...this.place));
    if (this.mention) {
      const { fields, some } = this.changes();
      if (some) {
        const { id, row } = this.mention;
        await bench.carryOut(this, "change_mention", { id, row, ...fields }, `Change the mention “${words}”`);
      } else {
        bench.panels.close(this);
      }
      return;
    }
    const fields = { places: [this.place], ...chosen, certainty: this.certainty.value, note: this.note.value };
    const answer = await bench.carryOut(this, "add_mentions", fields, `Mark “${words}”`);
    if (answer) {
      bench.setCurrent(bench.store.get(answer.made[0]), { move: false });
      bench.announcer.say(`${answer.message} Press o for every other occurrence.`);
    }
  }

  act(name) {
    const { bench, mention } = this;
    if (name === "delete") {
      bench.remove(mention, mention);
    } else if (name === "words") {
      bench.panels.close(this);
      bench.words.begin(mention, mention);
    } else if (name === "take") {
      bench.words.take(mention, mention);
    } else if (name === "occurrences") {
      bench.panels.close(this);
      bench.occurrences.begin(mention);
    }
  }

  left() {
    this.mention = null;
    this.bench.view.light("bench-draft", []);
    this.bench.view.light("bench-open", []);
  }
}
