// The pieces of the open quotation as rows: their words, their role, and what can be done.

import { shortened } from "./describe.js";

export class PieceList {
  /**
   * @param {HTMLElement} root an <ol>; its <template> is one row
   * @param {QuotationPanel} panel
   */
  constructor(root, panel) {
    this.root = root;
    this.panel = panel;
    this.row = root.querySelector("template");
    this.all = [];
    root.addEventListener("change", (event) => this.changeRole(event.target));
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) {
        this.act(button.name, this.all[Number(button.closest("li").dataset.index)]);
      }
    });
  }

  /** @returns {[number, number][]} where they stand, in code points */
  places() {
    return this.all.map(({ start, end }) => [start, end]);
  }

  /** Show these. @param {{id?: string, row?: number, role: string, start: number, end: number}[]} pieces */
  begin(pieces) {
    this.all = [...pieces].sort((a, b) => a.start - b.start || a.end - b.end);
    this.draw();
  }

  /** @returns {boolean} false if the very piece is there already */
  add(piece) {
    const isThere = this.all.some(({ role, start, end }) => role === piece.role && start === piece.start && end === piece.end);
    if (!isThere) {
      this.begin([...this.all, piece]);
    }
    return !isThere;
  }

  draw() {
    const rows = this.all.map((piece, index) => {
      const row = this.row.content.firstElementChild.cloneNode(true);
      const words = shortened(this.panel.bench.text.words(piece.start, piece.end), 120);
      row.dataset.index = index;
      row.querySelector(".piece-words").textContent = `“${words}”`;
      const role = row.querySelector("select");
      role.value = piece.role;
      role.ariaLabel = `Role of “${words}”`;
      for (const button of row.querySelectorAll("button")) {
        button.ariaLabel = `${button.textContent}: “${words}”`;
      }
      return row;
    });
    this.root.replaceChildren(this.row, ...rows);
  }

  async changeRole(select) {
    const piece = this.all[Number(select.closest("li").dataset.index)];
    const { bench, quotation } = this.panel;
    if (quotation) {
      const { id, row } = piece;
      await bench.carryOut(null, "change_piece", { id, row, role: select.value }, `Change a piece of quotation ${quotation.number}`);
      this.begin(bench.store.get(quotation.id)?.pieces ?? []);
    } else {
      piece.role = select.value;
    }
  }

  act(name, piece) {
    const { bench, quotation } = this.panel;
    if (name === "delete" && quotation) {
      bench.remove(quotation, piece);
    } else if (name === "delete") {
      this.begin(this.all.filter((one) => one !== piece));
      this.panel.show();
    } else if (quotation) {
      bench.words.begin(quotation, piece);
    } else {
      this.take(piece);
    }
  }

  // A piece that is not stored yet takes the selected words at once.
  take(piece) {
    const { bench } = this.panel;
    const range = bench.selection.range;
    if (!range) {
      bench.announcer.warn("Select the words it shall have, in the text, first.");
      return;
    }
    [piece.start, piece.end] = range;
    this.begin(this.all);
    this.panel.show();
  }
}
