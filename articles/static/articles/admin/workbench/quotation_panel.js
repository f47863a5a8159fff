// A quotation: its pieces, who says it, in which source, and where that comes from.

import { shortened } from "./describe.js";
import { DerivationField } from "./derivation_field.js";
import { Panel } from "./panels.js";
import { PieceList } from "./piece_list.js";
import { proposeKind } from "./quotes.js";
import { SourceField } from "./source_field.js";
import { SpeakerField } from "./speaker_field.js";

const ORDINARY = ["kind", "medium", "note"];

export class QuotationPanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.isBesideText = true;
    this.quotation = null; // the one that is open; null for one being made
    this.ordinary = Object.fromEntries(ORDINARY.map((name) => [name, element.querySelector(`#quotation-${name}`)]));
    this.pieces = new PieceList(element.querySelector(".pieces"), this);
    this.speaker = new SpeakerField(element.querySelector(".speaker"), bench.state);
    this.source = new SourceField(element.querySelector(".source > .source-field"), bench.state);
    this.derivation = new DerivationField(element.querySelector(".derivation"), bench);
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const fields = [this.speaker.entity, this.source, this.derivation.from];
      this.saveAfter(...fields.map(({ combobox }) => combobox));
    });
    this.delete = element.querySelector(".submit-row [name=delete]");
    this.delete.addEventListener("click", () => bench.remove(this.quotation));
    bench.store.addEventListener("change", () => this.refresh());
  }

  /** Whether it is open for pieces to be added. */
  get takesPieces() {
    return this.bench.panels.stack.includes(this);
  }

  /** Begin a quotation with its content. @param {number} start @param {number} end code points */
  begin(start, end) {
    const { bench } = this;
    this.quotation = null;
    this.fill({ medium: "speech" });
    this.pieces.begin([{ role: "content", start, end }]);
    this.ordinary.kind.value = this.proposed();
    bench.panels.open(this);
    this.isUnfinished = true;
    this.show();
    bench.view.reveal(start, end);
    bench.announcer.say(
      `Quotation begun, ${this.ordinary.kind.value}. Select and press c for the cue, a for the attribution, ` +
        "q for more content; Enter goes on to the speaker.",
    );
  }

  /** Open a quotation there is. @param {Annotation} quotation */
  edit(quotation, { focus = true } = {}) {
    this.quotation = quotation;
    this.fill(quotation);
    this.pieces.begin(quotation.pieces);
    this.bench.panels.open(this);
    this.show();
    if (focus) {
      this.ordinary.kind.focus();
    }
  }

  fill(quotation) {
    for (const name of ORDINARY) {
      this.ordinary[name].value = quotation[name] ?? "";
    }
    this.speaker.show(quotation);
    this.source.show(quotation.source ?? null);
    this.derivation.clear();
    const isNew = this.quotation === null;
    this.element.querySelector("h2").textContent = isNew ? "New quotation" : `Quotation ${quotation.number}`;
    this.delete.hidden = isNew;
  }

  show() {
    this.bench.view.light("bench-open", this.pieces.places());
  }

  /** Go on from the text to the fields. */
  goOn() {
    this.speaker.focus();
  }

  proposed() {
    const content = this.pieces.all.filter(({ role }) => role === "content");
    const kinds = new Set(
      content.map(({ start, end }) => proposeKind(this.bench.text.words(start, end), ...this.bench.text.context(start, end))),
    );
    return kinds.size === 1 ? [...kinds][0] : "mixed";
  }

  /** Add the selected words in a role. @param {string} role */
  async addPiece(role, start, end) {
    const { bench } = this;
    const words = shortened(bench.text.words(start, end));
    if (this.quotation) {
      const fields = { id: this.quotation.id, pieces: [[role, start, end]] };
      await bench.carryOut(null, "add_pieces", fields, `Add ${role} “${words}” to quotation ${this.quotation.number}`);
      return;
    }
    if (!this.pieces.add({ role, start, end })) {
      bench.announcer.warn(`“${words}” has that role in this quotation already.`);
      return;
    }
    if (role === "content") {
      this.ordinary.kind.value = this.proposed();
    }
    this.show();
    bench.announcer.say(`Added as ${role}: “${words}”.`);
  }

  // Somebody else, an undo or a new piece may have changed what is shown.
  refresh() {
    if (!this.quotation || !this.takesPieces) {
      return;
    }
    const now = this.bench.store.get(this.quotation.id);
    const { some } = this.changes();
    if (!now) {
      if (!some) {
        this.bench.panels.close(this);
      }
      return; // what is typed stays, to be told when it cannot be saved
    }
    this.pieces.begin(now.pieces);
    if (some) {
      return; // what is typed stays; if it clashes, the server says so
    }
    if (now.row !== this.quotation.row) {
      this.fill(now);
    }
    this.quotation = now;
    this.show();
  }

  changes() {
    const fields = {};
    for (const name of ORDINARY) {
      if (this.ordinary[name].value !== this.quotation[name]) {
        fields[name] = this.ordinary[name].value;
      }
    }
    Object.assign(fields, this.speaker.changes(this.quotation));
    const chosen = this.source.fields("source", "new_source");
    if (!this.source.isGiven && this.quotation.source) {
      fields.source = null;
    } else if (chosen.new_source || (chosen.source && chosen.source !== this.quotation.source?.id)) {
      Object.assign(fields, chosen);
    }
    Object.assign(fields, this.derivation.fields());
    return { fields, some: Object.keys(fields).length > 0 };
  }

  async save() {
    const { bench } = this;
    if (this.source.isUndecided) {
      this.showErrors({ message: "", fields: { source: ["Choose a source from the list, or create one."] } });
      this.source.combobox.input.focus();
      return;
    }
    if (this.quotation) {
      const { fields, some } = this.changes();
      const { id, row, number } = this.quotation;
      if (some) {
        await bench.carryOut(this, "change_quotation", { id, row, ...fields }, `Change quotation ${number}`);
      } else {
        bench.panels.close(this);
      }
      return;
    }
    const fields = {
      pieces: this.pieces.all.map(({ role, start, end }) => [role, start, end]),
      ...Object.fromEntries(ORDINARY.map((name) => [name, this.ordinary[name].value])),
      ...this.speaker.fields(),
      ...this.source.fields("source", "new_source"),
      ...this.derivation.fields(),
    };
    const answer = await bench.carryOut(this, "add_quotation", fields, "Add a quotation");
    if (answer) {
      bench.setCurrent(bench.store.get(answer.made[0]), { move: false });
    }
  }

  left() {
    this.quotation = null;
    this.bench.view.light("bench-open", []);
  }
}
