// The annotations of the text as the server last told them.

/**
 * @typedef {object} Annotation a mention or a quotation as the wire describes it (docs/workbench.md)
 * @property {string} id
 * @property {"mention"|"quotation"} type
 * @property {number} row the row version a change is based on
 */

/** Every passage an annotation covers, with what tells pieces apart. Offsets are code points. */
export function passages(annotation) {
  return annotation.type === "mention" ? [annotation] : annotation.pieces;
}

/** Where an annotation begins; the end of the text for one that stands nowhere in it. */
export function beginning(annotation) {
  return passages(annotation)[0]?.start ?? Infinity;
}

export class Store extends EventTarget {
  /** @param {{annotations: Annotation[], seen: number, text_version: number}} state */
  constructor(state) {
    super();
    this.seen = state.seen;
    this.textVersion = state.text_version;
    this.byId = new Map(state.annotations.map((annotation) => [annotation.id, annotation]));
    this.inOrder = this.sorted();
  }

  sorted() {
    return [...this.byId.values()].sort(
      (a, b) =>
        beginning(a) - beginning(b) ||
        (passages(b)[0]?.end ?? 0) - (passages(a)[0]?.end ?? 0) ||
        (a.id < b.id ? -1 : 1),
    );
  }

  /** @param {string} id of a mention or quotation */
  get(id) {
    return this.byId.get(id);
  }

  /** The quotation a piece belongs to, and the piece. @param {string} id of a piece */
  piece(id) {
    for (const annotation of this.byId.values()) {
      const piece = annotation.pieces?.find((one) => one.id === id);
      if (piece) {
        return { quotation: annotation, piece };
      }
    }
    return null;
  }

  /** What covers any of the characters from `start` to `end`, the shortest passage first. */
  touching(start, end = start + 1) {
    const found = [];
    for (const annotation of this.inOrder) {
      for (const passage of passages(annotation)) {
        if (passage.start < end && passage.end > start) {
          found.push({ annotation, passage });
        }
      }
    }
    return found.sort((a, b) => a.passage.end - a.passage.start - (b.passage.end - b.passage.start));
  }

  /**
   * Take in what the server told. Dispatches `change` with what came, changed and went.
   * Older news than what is known already are passed over.
   */
  apply(news) {
    if (news.text_version !== this.textVersion) {
      this.dispatchEvent(new CustomEvent("othertext", { detail: news }));
      return;
    }
    if (news.seen < this.seen) {
      return;
    }
    this.seen = news.seen;
    for (const annotation of news.annotations) {
      this.byId.set(annotation.id, annotation);
    }
    for (const id of news.gone) {
      this.byId.delete(id);
    }
    if (news.annotations.length || news.gone.length || news.paragraphs.length) {
      this.inOrder = this.sorted();
      this.dispatchEvent(new CustomEvent("change", { detail: news }));
    }
  }
}
