// What the keys do. Single keys act only while the text or the list has the focus (WCAG 2.1.4).

import { Commands } from "./commands.js";

/**
 * @param {Bench} bench
 * @returns {Record<string, () => void>} what a key does, by `KeyboardEvent.key`
 */
function commands(bench) {
  const commands = new Commands(bench);
  return {
    m: () => commands.mention(),
    q: () => commands.quotation(),
    c: () => commands.piece("cue"),
    a: () => commands.piece("attribution"),
    d: () => commands.piece("addressee"),
    o: () => commands.occurrences(),
    w: () => commands.words(),
    x: () => bench.selection.swap(),
    j: () => commands.walk(1),
    k: () => commands.walk(-1),
    l: () => commands.list(),
    "/": () => bench.find.begin(),
    n: () => commands.hit(1),
    N: () => commands.hit(-1),
    "?": () => commands.help(),
    Delete: () => commands.remove(),
    Enter: () => commands.enter(),
    Escape: () => commands.escape(),
  };
}

const WRITING = new Set(["m", "q", "c", "a", "d", "o", "w", "Delete"]);

/** @param {Bench} bench */
export function listen(bench) {
  const known = commands(bench);
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented) {
      return; // a panel has acted on it, and may have given the text the focus
    }
    const inText = bench.root.contains(document.activeElement);
    if (isUndo(event) && (inText || bench.list.hasFocus || !document.activeElement.matches("input, textarea, select"))) {
      event.preventDefault();
      event.shiftKey ? bench.undo.redo() : bench.undo.undo();
      return;
    }
    if (!inText && !bench.list.hasFocus) {
      return;
    }
    if (inText && bench.cursor.handle(event)) {
      event.preventDefault();
      return;
    }
    if (bench.list.hasFocus && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      known[event.key === "ArrowDown" ? "j" : "k"]();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in known)) {
      return;
    }
    if (event.key === "Enter" && bench.list.hasFocus) {
      return; // the button has its own
    }
    event.preventDefault();
    if (bench.state.may_write || !WRITING.has(event.key)) {
      known[event.key]();
    }
  });
  for (const button of document.querySelectorAll("[data-key]")) {
    // The text keeps its selection, and on a telephone its handles, while a button is pressed.
    button.addEventListener("pointerdown", (event) => event.preventDefault());
    button.addEventListener("click", () => known[button.dataset.key]());
  }
}

function isUndo({ key, ctrlKey, metaKey, altKey }) {
  return (ctrlKey || metaKey) && !altKey && key.toLowerCase() === "z";
}
