// The text on the page: paragraphs the server painted, found by offset and lit up by offset.

// Kept apart from what is read: a number in the margin has no words of its own.
const TEXT = NodeFilter.SHOW_TEXT;

export class View {
  /**
   * @param {HTMLElement} root holds one <p> for every paragraph that is not empty
   * @param {Text} text
   */
  constructor(root, text) {
    this.root = root;
    this.text = text;
    this.elements = [...root.children];
    this.indexes = new Map(this.elements.map((element, index) => [element, index]));
    this.lit = new Map();
  }

  /** The paragraphs as the page shows them, for `new Text(…)`. @param {HTMLElement} root */
  static paragraphs(root) {
    return [...root.children].map((element) => ({
      number: Number(element.id.slice(1)),
      start: Number(element.dataset.start),
      text: element.textContent,
    }));
  }

  /** The offset in the body of a place in the page; null outside the text. */
  offset(node, at) {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const paragraph = element?.closest("p");
    if (!paragraph || !this.indexes.has(paragraph)) {
      return node === this.root ? this.offsetOfChild(at) : null;
    }
    const before = document.createRange();
    before.setStart(paragraph, 0);
    before.setEnd(node, at);
    return this.text.offset(this.indexes.get(paragraph), before.toString().length);
  }

  offsetOfChild(at) {
    const element = this.root.childNodes[at];
    const index = element ? this.elements.findIndex((p) => p === element || p.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) : -1;
    return index < 0 ? this.text.length : this.text.offset(index, 0);
  }

  /** @returns {Range} the characters `start` to `end` on the page */
  range(start, end) {
    const range = document.createRange();
    range.setStart(...this.place(this.text.position(start)));
    range.setEnd(...this.place(this.text.position(end, { end: true })));
    return range;
  }

  place({ index, unit }) {
    const walker = document.createTreeWalker(this.elements[index], TEXT);
    let left = unit;
    let node = walker.nextNode();
    while (node && left > node.length) {
      left -= node.length;
      node = walker.nextNode();
    }
    return node ? [node, left] : [this.elements[index], 0];
  }

  /** Show what the server painted anew. @param {{number: number, spaced: boolean, html: string}[]} paragraphs */
  paint(paragraphs) {
    for (const { number, spaced, html } of paragraphs) {
      const element = document.getElementById(`p${number}`);
      element.innerHTML = html; // made and escaped by the renderer of the readers' pages
      element.classList.toggle("spaced", spaced);
    }
    if (paragraphs.length) {
      for (const [name, places] of this.lit) {
        this.light(name, places);
      }
    }
  }

  /** Light up passages as ::highlight(name). @param {[number, number][]} places */
  light(name, places) {
    this.lit.set(name, places);
    if (!places.length) {
      CSS.highlights?.delete(name);
      return;
    }
    CSS.highlights?.set(name, new Highlight(...places.map(([start, end]) => this.range(start, end))));
  }

  /** Scroll so that a passage can be seen, if it cannot. */
  reveal(start, end) {
    const { top, bottom } = this.range(start, Math.min(end, start + 200)).getBoundingClientRect();
    const head = document.getElementById("bench-head").getBoundingClientRect().bottom;
    const sheets = ["bench-panels", "bench-list"].map((id) => document.getElementById(id));
    const covering = sheets.filter((sheet) => getComputedStyle(sheet).position === "fixed");
    const foot = Math.min(window.innerHeight, ...covering.map((sheet) => sheet.getBoundingClientRect().top));
    if (top < head + 8) {
      window.scrollBy({ top: top - head - (foot - head) / 3 });
    } else if (bottom > foot - 8) {
      window.scrollBy({ top: Math.min(top - head - 8, bottom - foot + (foot - head) / 3) });
    }
  }
}
