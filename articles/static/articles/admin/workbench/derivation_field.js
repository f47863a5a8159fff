// Where a quotation's source comes from: another source, and what says so.

import { shortened } from "./describe.js";
import { SourceField } from "./source_field.js";

export class DerivationField {
  /**
   * @param {HTMLDetailsElement} root
   * @param {Bench} bench
   */
  constructor(root, bench) {
    this.root = root;
    this.bench = bench;
    this.from = new SourceField(root.querySelector(".source-field"), bench.state);
    this.kind = root.querySelector("[name=derivation_kind]");
    this.basis = root.querySelector("[name=basis]");
    this.note = root.querySelector("[name=derivation_note]");
    this.stated = root.querySelector(".stated");
    this.place = null;
    root.querySelector("[name=take-stated]").addEventListener("click", () => this.take());
    this.basis.addEventListener("change", () => this.showBasis());
  }

  /** Empty the fields. */
  clear() {
    this.root.open = false;
    this.from.show(null);
    this.note.value = "";
    this.place = null;
    this.basis.value = "inferred";
    this.showBasis();
  }

  showBasis() {
    this.stated.hidden = this.basis.value !== "stated";
    this.stated.querySelector("output").textContent = this.place
      ? `“${shortened(this.bench.text.words(...this.place))}”`
      : "none yet";
  }

  take() {
    this.place = this.bench.selection.range;
    this.showBasis();
    if (!this.place) {
      this.bench.announcer.warn("Select the words that state it, in the text, first.");
    }
  }

  /** What is to be sent; empty if no other source is given. */
  fields() {
    if (!this.from.isGiven) {
      return {};
    }
    const derivation = {
      ...this.from.fields("from", "new_source"),
      kind: this.kind.value,
      basis: this.basis.value,
      note: this.note.value,
    };
    if (this.basis.value === "stated" && this.place) {
      derivation.place = this.place;
    }
    return { derivation };
  }
}
