// The passage chosen, however it was chosen. Offsets are code points of the body, end exclusive.

export class Selection extends EventTarget {
  /**
   * @param {View} view
   * @param {Text} text
   */
  constructor(view, text) {
    super();
    this.view = view;
    this.text = text;
    this.anchor = null; // the end that stays
    this.focus = null; // the end that moves
    this.caret = 0; // where reading goes on when nothing is chosen
    this.exactly = false;
    document.addEventListener("selectionchange", () => this.takeNative());
    // Whether the words are snapped to depends on the key held when the mouse was last moved.
    view.root.addEventListener("pointermove", (event) => {
      this.altHeld = event.altKey;
    });
    view.root.addEventListener("pointerdown", (event) => {
      this.altHeld = event.altKey;
    });
  }

  /** @returns {[number, number]|null} start and end, without white space at either */
  get range() {
    if (this.anchor === null || this.anchor === this.focus) {
      return null;
    }
    return this.text.trimmed(Math.min(this.anchor, this.focus), Math.max(this.anchor, this.focus));
  }

  /** @returns {string} the words chosen */
  get words() {
    const range = this.range;
    return range ? this.text.words(...range) : "";
  }

  /** Choose from `anchor` to `focus`, exactly these characters. */
  set(anchor, focus, { reveal = true, keepNative = false } = {}) {
    this.anchor = anchor;
    this.focus = focus;
    this.caret = focus;
    if (!keepNative) {
      document.getSelection().removeAllRanges();
    }
    const range = this.range;
    this.view.light("bench-selection", range ? [range] : []);
    if (range && reveal) {
      this.view.reveal(...range);
    }
    this.dispatchEvent(new Event("change"));
  }

  /** Choose nothing; reading goes on at `caret`. */
  clear(caret = this.caret) {
    this.set(null, null, { reveal: false, keepNative: true });
    this.caret = caret;
  }

  /** From now on the other end moves. */
  swap() {
    [this.anchor, this.focus] = [this.focus, this.anchor];
  }

  takeNative() {
    const native = document.getSelection();
    if (!native.rangeCount || native.isCollapsed || !this.view.root.contains(native.anchorNode)) {
      return;
    }
    const chosen = native.getRangeAt(0);
    const start = this.view.offset(chosen.startContainer, chosen.startOffset);
    const end = this.view.offset(chosen.endContainer, chosen.endOffset) ?? this.text.length;
    const places = start === null || start >= end ? null : this.altHeld ? this.text.trimmed(start, end) : this.text.snapped(start, end);
    if (places) {
      this.set(...places, { reveal: false, keepNative: true });
    }
  }
}
