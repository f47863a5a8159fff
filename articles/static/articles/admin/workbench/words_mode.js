// Giving an annotation other words: its span becomes the selection, and what is selected when
// Enter or w is pressed becomes its span.

import { shortened } from "./describe.js";
import { passages } from "./store.js";

export class WordsMode {
  /** @param {Bench} bench */
  constructor(bench) {
    this.bench = bench;
    this.target = null;
  }

  get isOn() {
    return this.target !== null;
  }

  /** Begin. @param {object} annotation @param {object} passage itself, or the piece meant */
  begin(annotation, passage) {
    this.target = { annotation, passage };
    this.bench.focusText();
    this.bench.selection.set(passage.start, passage.end);
    this.bench.view.light("bench-open", [[passage.start, passage.end]]);
    this.bench.announcer.say(
      "Change the words: Shift and the arrows extend and shrink, x changes the end that moves. Enter saves, Escape leaves.",
    );
  }

  /** Save what is selected now. */
  async save() {
    const { annotation, passage } = this.target;
    if (this.bench.selection.range) {
      this.end();
    }
    await this.take(annotation, passage);
  }

  /** Give a passage the selected words. */
  async take(annotation, passage) {
    const { bench } = this;
    const place = bench.selection.range;
    if (!place) {
      bench.announcer.warn("Select the words it shall have first.");
      return;
    }
    if (place[0] === passage.start && place[1] === passage.end) {
      bench.announcer.say("The words are as they were.");
      return;
    }
    const { id, row } = passage;
    const verb = annotation.type === "mention" ? "change_mention" : "change_piece";
    const label = `Change the words to “${shortened(bench.text.words(...place))}”`;
    const answer = await bench.carryOut(null, verb, { id, row, place }, label);
    const now = bench.store.get(annotation.id);
    const isStillThere = String(bench.selection.range) === String(place);
    if (answer && now && isStillThere) {
      bench.setCurrent(now, { move: false, passage: passages(now).find((one) => one.id === id) });
    }
  }

  /** Leave it. */
  end() {
    if (this.isOn) {
      this.target = null;
      this.bench.view.light("bench-open", []);
    }
  }
}
