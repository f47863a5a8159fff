// What was refused because somebody else was faster: both states, and the way on.

import { facts, factsOfWrite } from "./describe.js";
import { Panel } from "./panels.js";

export class ConflictPanel extends Panel {
  /**
   * @param {HTMLElement} element
   * @param {Bench} bench
   */
  constructor(element, bench) {
    super(element);
    this.bench = bench;
    this.waiting = [];
    this.mustDecide = true;
    this.again = element.querySelector("[name=again]");
    this.again.addEventListener("click", () => this.applyAgain());
    element.querySelector("[name=give-up]").addEventListener("click", () => this.next());
    bench.wire.addEventListener("refused", ({ detail }) => this.show(detail.write, detail.refusal.answer));
  }

  /**
   * @param {Write} write what was refused
   * @param {object} answer the server's refusal, or one of our own
   * @param {Panel|null} panel where the change was made
   */
  show(write, answer, panel = null) {
    this.waiting.push({ write, answer, panel });
    this.bench.wire.refused.add(write);
    this.bench.wire.keep();
    this.isUnfinished = true;
    if (this.waiting.length === 1) {
      this.tell();
    }
  }

  tell() {
    const { bench } = this;
    const { write, answer } = this.waiting[0];
    const isOtherText = answer.text_version !== undefined && answer.text_version !== bench.store.textVersion;
    const isGone = answer.error === "stale" && !answer.now && write.fields.id !== undefined && !isOtherText;
    bench.panels.open(this);
    this.element.querySelector(".message").textContent = answer.message;
    fill(this.element.querySelector(".yours"), factsOfWrite(write));
    const state = isOtherText ? `The text is at version ${answer.text_version}.` : isGone ? "It is deleted." : answer.now ? "" : "As the list and the text show it.";
    const now = answer.now ? facts(answer.now, isOtherText ? null : bench.text, bench.state.choices) : [];
    fill(this.element.querySelector(".now"), [["State", state], ...now]);
    this.again.hidden = isGone || answer.error !== "stale";
    this.again.textContent = isOtherText ? "Load the new text and apply again what still fits" : "Reload it and apply again what still fits";
    bench.announcer.warn(`Not saved: ${answer.message}`);
    (this.again.hidden ? this.element.querySelector("[name=give-up]") : this.again).focus();
  }

  async applyAgain() {
    const { bench } = this;
    const { write, answer, panel } = this.waiting[0];
    if (answer.text_version !== bench.store.textVersion) {
      bench.reload(); // which takes up what is kept
      return;
    }
    const fields = { ...write.fields };
    if (answer.row !== undefined && fields.row !== undefined) {
      fields.row = answer.row;
    }
    const again = bench.wire.enqueue({ ...write, fields, request: bench.wire.newRequest() });
    this.next();
    const outcome = await again;
    if (!outcome.refusal) {
      bench.panels.close(panel);
    }
    if (outcome.answer) {
      bench.announcer.say(outcome.answer.message);
    } else if (outcome.refusal) {
      this.show(outcome.write, outcome.refusal.answer, panel);
    }
  }

  next() {
    const { write } = this.waiting.shift();
    this.bench.wire.refused.delete(write);
    this.bench.wire.keep();
    if (this.waiting.length) {
      this.tell();
    } else {
      this.bench.panels.close(this);
    }
  }

}

function fill(list, told) {
  list.replaceChildren(
    ...told
      .filter(([, value]) => value !== "")
      .flatMap(([name, value]) => {
        const term = document.createElement("dt");
        term.textContent = name;
        const words = document.createElement("dd");
        words.textContent = value;
        return [term, words];
      }),
  );
}

