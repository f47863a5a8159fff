// Where the browser begins: the page's state becomes a workbench.

import { Bench } from "./bench.js";

const state = document.getElementById("bench-state");
if (state) {
  // At hand in the browser's console, too.
  window.bench = new Bench(JSON.parse(state.textContent));
}
