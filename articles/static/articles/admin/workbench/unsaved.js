// What is not saved yet, and why: nothing done here is forgotten for want of a connection.

import { placesOf } from "./places.js";
import { passages } from "./store.js";

export class Unsaved {
  /**
   * @param {HTMLElement} root hidden while everything is saved
   * @param {Bench} bench
   */
  constructor(root, bench) {
    this.root = root;
    this.bench = bench;
    root.querySelector("[name=again]")?.addEventListener("click", () => bench.wire.retry());
    bench.wire.addEventListener("state", () => this.show());
  }

  show() {
    const { wire, view, announcer } = this.bench;
    const out = wire.isOutOfReach;
    if (this.root.hidden && !out) {
      return;
    }
    const waiting = wire.queue;
    const isOver = !out && !waiting.length; // what was kept back is shown until the last of it is sent
    this.root.hidden = isOver;
    const count = waiting.length === 1 ? "1 change is" : `${waiting.length} changes are`;
    const when = wire.signedOut ? `when ${wire.editor} is signed in again` : "again as soon as possible";
    const told = `${wire.why} ${waiting.length ? `${count} not saved yet; sent ${when}.` : "Nothing is lost."}`;
    if (out && this.root.querySelector(".why").textContent !== told) {
      this.root.querySelector(".why").textContent = told;
      announcer.warn(told);
    }
    this.root.querySelector(".sign-in").hidden = !wire.signedOut;
    this.root.querySelector("ul").replaceChildren(
      ...waiting.map(({ label }) => {
        const item = document.createElement("li");
        item.textContent = label;
        return item;
      }),
    );
    view.light("bench-unsaved", waiting.flatMap((write) => this.placesMeant(write)));
    if (isOver) {
      announcer.say("The server can be reached again; nothing is waiting to be saved.");
    }
  }

  // Where a write will have been, or else where the annotation stands that it is about.
  placesMeant({ fields }) {
    const { store } = this.bench;
    const annotation = store.get(fields.id);
    const meant = annotation ? passages(annotation) : [store.piece(fields.id)?.piece].filter(Boolean);
    const places = placesOf(fields);
    return places.length ? places : meant.map(({ start, end }) => [start, end]);
  }
}
