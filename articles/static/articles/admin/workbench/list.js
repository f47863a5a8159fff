// All annotations as a list of buttons, in step with the text. It is drawn in chunks, because a
// browser that skips what is out of sight has to look after every piece it may skip.

import { describe } from "./describe.js";

const CHUNK = 100; // items

export class AnnotationList {
  /**
   * @param {HTMLElement} root the section of the list
   * @param {Bench} bench
   */
  constructor(root, bench) {
    this.bench = bench;
    this.list = root.querySelector("[role=list]");
    this.filter = root.querySelector("select");
    this.count = root.querySelector(".count");
    this.items = new Map(); // id → the item, whether it is shown or not
    this.filter.addEventListener("change", () => this.draw());
    this.list.addEventListener("click", (event) => {
      const annotation = this.annotationOf(event.target);
      if (annotation) {
        bench.setCurrent(annotation);
        bench.open(annotation);
      }
    });
    this.list.addEventListener("focusin", (event) => {
      const annotation = this.annotationOf(event.target);
      if (annotation && annotation !== bench.current) {
        bench.setCurrent(annotation);
      }
    });
    // With a pointer nothing happens before the click: the list must not move away under it.
    this.list.addEventListener("mousedown", (event) => {
      if (this.annotationOf(event.target)) {
        event.preventDefault();
      }
    });
    bench.store.addEventListener("change", ({ detail }) => this.update(detail));
    this.draw();
  }

  annotationOf(element) {
    const item = element.closest("[role=listitem]");
    return item && this.bench.store.get(item.dataset.id);
  }

  get shown() {
    const wanted = this.filter.value;
    const kind = (one) => (one.type === "mention" ? one.entity.kind : "quotation");
    return this.bench.store.inOrder.filter((one) => !wanted || wanted === one.type || wanted === kind(one));
  }

  item(annotation) {
    let item = this.items.get(annotation.id);
    if (!item || item.annotation !== annotation) {
      item ??= document.createElement("div");
      item.role = "listitem";
      item.annotation = annotation;
      item.dataset.id = annotation.id;
      item.className = annotation.type === "mention" ? `is-${annotation.entity.kind}` : "is-quotation";
      const button = item.firstElementChild ?? document.createElement("button");
      button.type = "button";
      button.tabIndex = -1;
      button.textContent = describe(annotation, this.bench.text, this.bench.state.choices);
      item.replaceChildren(button);
      this.items.set(annotation.id, item);
    }
    return item;
  }

  draw() {
    const shown = this.shown;
    const chunks = [];
    for (let first = 0; first < shown.length; first += CHUNK) {
      const chunk = document.createElement("div");
      chunk.role = "none";
      chunk.append(...shown.slice(first, first + CHUNK).map((annotation) => this.item(annotation)));
      chunks.push(chunk);
    }
    this.list.replaceChildren(...chunks);
    this.tell(shown);
    this.mark();
  }

  // One change must not draw thousands of items anew.
  update(news) {
    const hadFocus = this.hasFocus;
    for (const id of news.gone) {
      this.items.get(id)?.remove();
      this.items.delete(id);
    }
    const shown = this.shown;
    const changed = new Set(news.annotations.map(({ id }) => id));
    if (!this.list.firstElementChild) {
      this.draw();
      return;
    }
    for (const id of changed) {
      this.items.get(id)?.remove();
    }
    for (const [index, annotation] of shown.entries()) {
      if (changed.has(annotation.id)) {
        const before = this.items.get(shown[index - 1]?.id);
        before ? before.after(this.item(annotation)) : this.list.firstElementChild.prepend(this.item(annotation));
      }
    }
    this.tell(shown);
    this.mark();
    if (hadFocus && !this.hasFocus) {
      this.focus();
    }
  }

  tell(shown) {
    const { size } = this.bench.store.byId;
    this.count.textContent = shown.length === size ? `${size}` : `${shown.length} of ${size}`;
  }

  /** Mark the current annotation; it is where Tab enters the list. */
  mark() {
    this.marked?.removeAttribute("aria-current");
    if (this.marked) {
      this.marked.tabIndex = -1;
    }
    const item = this.items.get(this.bench.current?.id);
    const entry = item?.isConnected ? item : this.items.get((this.neighbour(1) ?? this.neighbour(-1))?.id);
    this.marked = entry?.firstElementChild ?? null;
    if (this.marked) {
      this.marked.tabIndex = 0;
      if (item?.isConnected) {
        this.marked.ariaCurrent = "true";
        this.reveal(this.marked);
      }
    }
  }

  // By itself: the page stays where the passage is.
  reveal(button) {
    const frame = this.list.getBoundingClientRect();
    const { top, bottom } = button.getBoundingClientRect();
    this.list.scrollTop += Math.min(top - frame.top, 0) || Math.max(bottom - frame.bottom, 0);
  }

  /** The annotation before or after the current one, or after the cursor. @param {1|-1} step */
  neighbour(step) {
    const { shown } = this;
    const index = shown.indexOf(this.bench.current);
    if (index >= 0) {
      return shown[index + step] ?? null;
    }
    const caret = this.bench.selection.caret;
    const start = (one) => (one.pieces ?? [one])[0]?.start ?? Infinity;
    return step > 0 ? shown.find((one) => start(one) >= caret) ?? null : shown.findLast((one) => start(one) < caret) ?? null;
  }

  focus() {
    this.marked?.focus();
  }

  get hasFocus() {
    return this.list.contains(document.activeElement);
  }
}
