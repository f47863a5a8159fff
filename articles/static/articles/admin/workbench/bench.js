// The workbench: its parts, and what follows in one from what happens in another.

import { Announcer } from "./announce.js";
import { ConflictPanel } from "./conflict_panel.js";
import { Cursor } from "./cursor.js";
import { DeletePanel } from "./delete_panel.js";
import { describe, shortened } from "./describe.js";
import { FindPanel } from "./find_panel.js";
import { listen } from "./keys.js";
import { AnnotationList } from "./list.js";
import { MentionPanel } from "./mention_panel.js";
import { OccurrencesPanel } from "./occurrences_panel.js";
import { Panel, Panels } from "./panels.js";
import { QuotationPanel } from "./quotation_panel.js";
import { relocated } from "./places.js";
import { ReselectPanel } from "./reselect_panel.js";
import { Selection } from "./selection.js";
import { keepBelow } from "./side.js";
import { passages, Store } from "./store.js";
import { Text } from "./text.js";
import { Undo } from "./undo.js";
import { Unsaved } from "./unsaved.js";
import { View } from "./view.js";
import { Wire } from "./wire.js";
import { WordsMode } from "./words_mode.js";

const byId = (id) => document.getElementById(id);

export class Bench {
  /** @param {object} state as the page brought it: admin/workbench/page.py */
  constructor(state) {
    this.state = state;
    state.names = {}; // of what was chosen here, by id
    this.root = byId("bench-text");
    this.text = new Text(View.paragraphs(this.root));
    this.view = new View(this.root, this.text);
    this.store = new Store(state);
    this.current = null; // the annotation at the cursor
    this.passage = null; // its passage there
    this.announcer = new Announcer(byId("bench-status"), byId("bench-alert"), byId("bench-spoken"));
    this.selection = new Selection(this.view, this.text);
    this.cursor = new Cursor(this.selection, this.view, this.text);
    this.wire = new Wire(state, this.store, this.text);
    this.undo = new Undo(this.wire, this.announcer);
    this.unsaved = new Unsaved(byId("bench-unsaved"), this);
    this.panels = new Panels(byId("bench-panels"), () => this.focusText());
    this.mention = new MentionPanel(byId("mention-panel"), this);
    this.quotation = new QuotationPanel(byId("quotation-panel"), this);
    this.occurrences = new OccurrencesPanel(byId("occurrences-panel"), this);
    this.find = new FindPanel(byId("find-panel"), this);
    this.conflicts = new ConflictPanel(byId("conflict-panel"), this);
    this.reselect = new ReselectPanel(byId("reselect-panel"), this);
    this.deletion = new DeletePanel(byId("delete-panel"), this);
    this.help = new Panel(byId("keys-panel"));
    this.words = new WordsMode(this);
    this.list = new AnnotationList(byId("bench-list"), this);
    keepBelow(document.querySelector(".bench-side"), byId("bench-head"));
    listen(this);
    this.follow();
    this.takeUp();
    this.reselect.begin();
  }

  // --- What follows from what --------------------------------------------------------------

  follow() {
    this.store.addEventListener("change", ({ detail }) => this.showNews(detail));
    this.store.addEventListener("othertext", ({ detail }) => {
      if (this.toldOfText !== detail.text_version) {
        this.toldOfText = detail.text_version;
        this.announcer.warn(
          `The text was changed meanwhile: it is at version ${detail.text_version}. Load the page again to work on it.`,
        );
      }
    });
    this.selection.addEventListener("change", () => this.showSelection());
    this.root.addEventListener("click", (event) => this.openUnder(event));
    for (const name of ["undo", "redo"]) {
      byId(`bench-${name}`)?.addEventListener("click", () => this.undo[name]());
    }
    this.undo.addEventListener("change", () => this.showUndo());
    this.showUndo();
    window.addEventListener("beforeunload", (event) => {
      if (this.panels.stack.some(({ isUnfinished }) => isUnfinished)) {
        event.preventDefault();
      }
    });
    this.root.addEventListener("focus", () => this.showSelection());
  }

  showUndo() {
    for (const [name, stack] of [["undo", this.undo.done], ["redo", this.undo.undone]]) {
      const button = byId(`bench-${name}`);
      if (button) {
        button.disabled = !stack.length;
        button.title = stack.length ? stack.at(-1).label : "";
      }
    }
  }

  showNews(news) {
    this.view.paint(news.paragraphs);
    if (this.current) {
      this.current = this.store.get(this.current.id) ?? null;
      this.passage = this.current && (passages(this.current).find(({ id }) => id === this.passage?.id) ?? passages(this.current)[0] ?? null);
    }
    if (news.by.length) {
      this.announcer.speak(`${news.by.join(" and ")} changed something in this article.`);
    }
  }

  showSelection() {
    const { range } = this.selection;
    if (!range) {
      return;
    }
    if (document.activeElement === this.root) {
      this.announcer.speak(this.selection.words);
    }
    const exact = this.store.touching(...range).find(({ passage }) => passage.start === range[0] && passage.end === range[1]);
    const found = exact ?? this.store.touching(range[0]).at(0);
    this.current = found?.annotation ?? null;
    this.passage = found?.passage ?? null;
    this.list.mark();
  }

  /** Make an annotation the current one; `move`: and go to its words. */
  setCurrent(annotation, { move = true, passage = null } = {}) {
    const meant = passage ?? passages(annotation)[0] ?? null;
    if (move && meant) {
      this.selection.set(meant.start, meant.end);
    }
    this.current = annotation;
    this.passage = meant;
    this.list.mark();
  }

  focusText() {
    this.root.focus({ preventScroll: true });
  }

  // --- Opening -----------------------------------------------------------------------------

  openUnder(event) {
    if (!document.getSelection().isCollapsed) {
      return; // the end of a selection, not a click
    }
    const marked = event.target.closest("[data-mention], [data-quotation]");
    const offset = this.cursor.offsetAt(event.clientX, event.clientY);
    this.selection.clear(offset ?? this.selection.caret);
    if (!marked || this.words.isOn) {
      return;
    }
    const { mention, quotation, piece } = marked.dataset;
    const annotation = this.store.get(mention ?? quotation);
    if (annotation) {
      const passage = annotation.pieces?.find(({ id }) => id === piece) ?? null;
      this.setCurrent(annotation, { move: false, passage });
      this.open(annotation, { focus: false });
    }
  }

  /** Open an annotation, and name what else is marked in the same place. */
  open(annotation, { focus = true } = {}) {
    const panel = annotation.type === "mention" ? this.mention : this.quotation;
    if (panel.isUnfinished) {
      this.announcer.warn("A new quotation is open: save or leave it first.");
      return;
    }
    panel.edit(annotation, { focus });
    const [first] = passages(annotation);
    const shown = this.current === annotation ? this.passage : first;
    if (shown) {
      this.view.reveal(shown.start, shown.end);
    }
    if (focus && !this.state.may_write) {
      panel.element.querySelector("h2").focus(); // its fields cannot have it
    }
    const others = first ? this.store.touching(first.start, first.end).map((found) => found.annotation) : [];
    const also = panel.element.querySelector(".also");
    const buttons = [...new Set(others)].filter((one) => one !== annotation).map((one) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = describe(one, this.text, this.state.choices);
      button.addEventListener("click", () => {
        this.setCurrent(one, { move: false });
        this.open(one);
      });
      return button;
    });
    also.querySelector("div").replaceChildren(...buttons);
    also.hidden = !buttons.length;
  }

  // --- Writing -----------------------------------------------------------------------------

  /** Delete an annotation, or one piece of a quotation. */
  async remove(annotation, passage = annotation) {
    const { id, row } = passage;
    const isPiece = passage !== annotation;
    if (annotation.type === "quotation" && !isPiece && this.state.is_public) {
      this.deletion.begin(annotation);
      return;
    }
    const what = annotation.type === "mention" || isPiece ? `“${shortened(this.text.words(passage.start, passage.end))}”` : `quotation ${annotation.number}`;
    const panel = isPiece ? null : this.panels.current;
    await this.carryOut(panel === this.mention || panel === this.quotation ? panel : null, "delete", { id, row }, `Delete ${what}`);
  }

  /**
   * Send a change and tell what came of it, in `panel` where one asked for it.
   *
   * @returns {Promise<object|null>} the server's answer, or null
   */
  async carryOut(panel, verb, fields, label) {
    if (panel) {
      panel.clearErrors();
      panel.busy = true;
    }
    const { answer, refusal, waiting, write } = await this.wire.send(verb, fields, { label });
    if (panel) {
      panel.busy = false;
    }
    if (answer) {
      if (panel) {
        this.panels.close(panel);
      }
      this.announcer.say(answer.message);
      return answer;
    }
    if (waiting) {
      if (panel) {
        this.panels.close(panel);
      }
    } else if (refusal.status === 409 || (!panel && refusal.answer.fields)) {
      this.conflicts.show(write, refusal.answer, panel);
    } else if (panel) {
      panel.showErrors(refusal.answer);
      this.announcer.warn(refusal.answer.message);
    } else {
      this.announcer.warn(refusal.answer.message);
    }
    return null;
  }

  /** Load the page again, with what waits. */
  reload() {
    for (const panel of this.panels.stack) {
      panel.isUnfinished = false;
    }
    this.wire.leaving = true;
    window.location.reload();
  }

  // What waited when the page was left is sent now, if its words are still there.
  takeUp() {
    for (const write of this.wire.kept()) {
      const { fields, lost } = write.textVersion === this.store.textVersion ? { fields: write.fields, lost: [] } : relocated(write, this.text);
      if (lost.length) {
        const words = lost.map((one) => `“${shortened(one)}”`).join(", ");
        this.conflicts.show(write, { error: "lost", message: `These words do not stand in the text any more, or not only once: ${words}.` });
      } else {
        this.wire.enqueue({ ...write, fields, textVersion: this.store.textVersion }).then(({ answer, refusal, write: sent }) => {
          if (answer) {
            this.announcer.say(answer.message);
          } else if (refusal) {
            this.conflicts.show(sent, refusal.answer);
          }
        });
      }
    }
  }
}
