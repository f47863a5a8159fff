// Undo and redo: the numbers of the changes made on this page, in the order they were made.

export class Undo extends EventTarget {
  /**
   * @param {Wire} wire
   * @param {Announcer} announcer
   */
  constructor(wire, announcer) {
    super();
    this.wire = wire;
    this.announcer = announcer;
    this.key = `${wire.key} done`;
    const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "null");
    this.done = kept?.done ?? [];
    this.undone = kept?.undone ?? [];
    wire.addEventListener("done", ({ detail: { write, answer } }) => {
      if (write.verb === "undo") {
        this.carriedOut(write.fields.change, answer.change);
      } else if (answer.change !== null) {
        this.done.push({ change: answer.change, label: write.label });
        this.undone = [];
        this.keep();
      }
    });
  }

  undo() {
    return this.take(this.done.at(-1), "undo");
  }

  redo() {
    return this.take(this.undone.at(-1), "redo");
  }

  async take(entry, word) {
    if (this.wire.queue.length) {
      this.announcer.warn("What was done before is not saved yet; try again when it is.");
      return;
    }
    if (!entry) {
      this.announcer.say(`There is nothing to ${word}.`);
      return;
    }
    const label = `${word}: ${entry.label}`;
    const { answer, refusal } = await this.wire.send("undo", { change: entry.change }, { label });
    if (answer) {
      this.announcer.say(answer.message);
    } else if (refusal) {
      this.remove(entry.change);
      this.announcer.warn(`Cannot ${word} “${entry.label}”: ${refusal.message}`);
    }
  }

  // The change that takes one back is what the other stack takes back in turn.
  carriedOut(change, inTurn) {
    const wasDone = this.done.some((entry) => entry.change === change);
    const label = this.remove(change)?.label ?? "";
    (wasDone ? this.undone : this.done).push({ change: inTurn, label });
    this.keep();
  }

  remove(change) {
    const entry = [...this.done, ...this.undone].find((one) => one.change === change);
    this.done = this.done.filter((one) => one !== entry);
    this.undone = this.undone.filter((one) => one !== entry);
    this.keep();
    return entry;
  }

  keep() {
    sessionStorage.setItem(this.key, JSON.stringify({ done: this.done, undone: this.undone }));
    this.dispatchEvent(new Event("change"));
  }
}
