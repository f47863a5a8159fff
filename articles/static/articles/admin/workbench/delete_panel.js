// What readers saw is deleted with a reason: its address will tell it.

import { Panel } from "./panels.js";

export class DeletePanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.reason = this.form.elements.reason;
    this.quotation = null;
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.save();
    });
  }

  /** Ask why. @param {Annotation} quotation */
  begin(quotation) {
    this.quotation = quotation;
    this.element.querySelector(".what").textContent = `Quotation ${quotation.number} goes with all its pieces.`;
    this.reason.value = "";
    this.bench.panels.open(this);
    this.reason.focus();
  }

  async save() {
    const { id, row, number } = this.quotation;
    await this.bench.carryOut(this, "delete", { id, row, reason: this.reason.value }, `Delete quotation ${number}`);
  }
}
