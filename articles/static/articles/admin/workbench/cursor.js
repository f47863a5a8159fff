// Reading and selecting by keyboard: browsers show no caret in a text that cannot be edited.
// Without Shift the arrows go from word to word; with Shift they extend by words; with Alt and
// Shift by characters.

const LINE_STEPS = 4; // how far down a gap between paragraphs is looked across, in half lines

export class Cursor {
  /**
   * @param {Selection} selection
   * @param {View} view
   * @param {Text} text
   */
  constructor(selection, view, text) {
    this.selection = selection;
    this.view = view;
    this.text = text;
  }

  /** Act on a key. @param {KeyboardEvent} event @returns {boolean} whether it was one of ours */
  handle(event) {
    const { key, shiftKey, altKey, ctrlKey, metaKey } = event;
    if (metaKey || (ctrlKey && key !== "Home" && key !== "End")) {
      return false;
    }
    const forwards = key === "ArrowRight" || key === "ArrowDown" || key === "End";
    if (key === "ArrowLeft" || key === "ArrowRight") {
      const ahead = this.isRightToLeft() ? !forwards : forwards;
      if (altKey && !shiftKey) {
        return false; // the browser's way back
      }
      shiftKey ? (altKey ? this.extendByCharacter(ahead) : this.extendByWord(ahead)) : this.move(ahead);
    } else if (key === "ArrowUp" || key === "ArrowDown") {
      this.moveByLine(forwards, shiftKey);
    } else if (key === "Home" || key === "End") {
      this.moveToEdge(forwards, shiftKey, ctrlKey);
    } else {
      return false;
    }
    return true;
  }

  isRightToLeft() {
    return getComputedStyle(this.view.root).direction === "rtl";
  }

  move(ahead) {
    const { anchor, focus, caret } = this.selection;
    const at = anchor === null ? caret : ahead ? Math.max(anchor, focus) : Math.min(anchor, focus);
    const word = ahead ? this.text.nextWord(at) : this.text.previousWord(at);
    if (word) {
      this.selection.set(...word);
    }
  }

  extendByWord(ahead) {
    const { anchor, focus } = this.selection;
    if (anchor === null) {
      this.move(ahead);
      return;
    }
    const word = ahead ? this.text.nextWord(focus) : this.text.previousWord(focus);
    if (!word) {
      return;
    }
    if ((ahead && focus >= anchor) || (!ahead && focus <= anchor)) {
      this.selection.set(anchor, ahead ? word[1] : word[0]);
      return;
    }
    // Towards the end that stays: give the outermost word up; past it, go on at the other side.
    const kept = ahead ? this.text.nextWord(word[1])?.[0] : this.text.previousWord(word[0])?.[1];
    const inside = kept !== undefined && (ahead ? kept < anchor : kept > anchor);
    if (inside) {
      this.selection.set(anchor, kept);
    } else {
      this.selection.set(focus, ahead ? this.text.nextWord(focus)[1] : this.text.previousWord(anchor)?.[0] ?? 0);
    }
  }

  extendByCharacter(ahead) {
    const { anchor, focus, caret } = this.selection;
    const from = anchor ?? caret;
    const at = focus ?? caret;
    this.selection.set(from, ahead ? this.text.nextCharacter(at) : this.text.previousCharacter(at));
  }

  moveToEdge(forwards, extend, whole) {
    const at = this.selection.focus ?? this.selection.caret;
    const [start, end] = whole ? [0, this.text.length] : this.text.paragraphAt(at);
    const edge = forwards ? end : start;
    if (extend) {
      this.selection.set(this.selection.anchor ?? at, edge);
      return;
    }
    const word = forwards ? this.text.previousWord(edge) : this.text.nextWord(edge);
    if (word) {
      this.selection.set(...word);
    }
  }

  moveByLine(down, extend) {
    const at = this.selection.focus ?? this.selection.caret;
    const word = this.wordInNextLine(at, down);
    if (!word) {
      this.moveToEdge(down, extend, true);
    } else if (extend) {
      this.selection.set(this.selection.anchor ?? at, down ? word[1] : word[0]);
    } else {
      this.selection.set(...word);
    }
  }

  wordInNextLine(at, down) {
    const start = Math.max(0, Math.min(at, this.text.length) - 1);
    this.view.reveal(start, start + 1);
    const rectangle = this.view.range(start, start + 1).getBoundingClientRect();
    const step = parseFloat(getComputedStyle(this.view.root).lineHeight) / 2 || 12;
    const x = rectangle.left + rectangle.width / 2;
    let y = down ? rectangle.bottom : rectangle.top;
    for (let count = 0; count < LINE_STEPS; count += 1) {
      y += down ? step : -step;
      if (y < 0 || y > window.innerHeight) {
        window.scrollBy({ top: down ? 4 * step : -4 * step });
        y += down ? -4 * step : 4 * step;
      }
      const offset = this.offsetAt(x, y);
      if (offset !== null) {
        const word = this.text.wordAt(offset) ?? this.text.previousWord(offset) ?? this.text.nextWord(offset);
        const moved = word && (down ? word[1] > at : word[0] < at - 1);
        if (moved) {
          return word;
        }
      }
    }
    return null;
  }

  offsetAt(x, y) {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(x, y);
      return place && this.view.root.contains(place.offsetNode) ? this.view.offset(place.offsetNode, place.offset) : null;
    }
    const range = document.caretRangeFromPoint(x, y);
    return range && this.view.root.contains(range.startContainer) ? this.view.offset(range.startContainer, range.startOffset) : null;
  }
}
