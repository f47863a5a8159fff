// A field that finds records as one types (ARIA 1.2 combobox with a list box).

const PAUSE = 80; // milliseconds of silence before asking

let isPressed = false;
document.addEventListener("pointerdown", () => (isPressed = true), true);
for (const name of ["pointerup", "pointercancel"]) {
  document.addEventListener(name, () => (isPressed = false), true);
}

// The list takes room: closing it while a button below is being pressed would move it away.
function afterPress(act) {
  if (isPressed) {
    document.addEventListener("pointerup", () => setTimeout(act), { once: true });
  } else {
    act();
  }
}

/**
 * @typedef {object} Choice
 * @property {string} label
 * @property {string} [detail] shown after the label, quieter
 * @property {boolean} [create] the way to make a new record
 * @property {*} value
 */

export class Combobox extends EventTarget {
  /**
   * Dispatches `choose` with the choice taken, and `edit` when the words were changed after one.
   *
   * @param {HTMLElement} root holds an input[role=combobox] and a ul[role=listbox]
   * @param {(query: string) => Promise<{choices: Choice[], sure: boolean}>} find `sure`: the first
   *   choice may be taken by Enter alone
   */
  constructor(root, find) {
    super();
    this.input = root.querySelector("[role=combobox]");
    this.list = root.querySelector("[role=listbox]");
    this.find = find;
    this.choices = [];
    this.active = -1;
    this.chosen = null;
    this.asked = Promise.resolve();
    this.turn = Promise.resolve(); // keys are acted on one after the other
    this.input.addEventListener("input", () => {
      this.chosen = null;
      this.dispatchEvent(new Event("edit"));
      this.askSoon();
    });
    this.input.addEventListener("keydown", (event) => this.handle(event));
    this.input.addEventListener("blur", () => afterPress(() => this.close()));
    // Before the field loses the focus to what is clicked.
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) {
        this.take(Number(option.dataset.index));
      }
    });
  }

  /** Begin with these words, and look for them. @param {string} words */
  begin(words) {
    this.input.value = words;
    this.chosen = null;
    this.input.select();
    this.ask();
  }

  /** Show a record that is chosen already. @param {string} label @param {*} value */
  show(label, value) {
    this.input.value = label;
    this.chosen = value === null ? null : { label, value };
    this.close();
  }

  askSoon() {
    clearTimeout(this.timer);
    this.pending = true;
    this.timer = setTimeout(() => this.ask(), PAUSE);
  }

  ask() {
    clearTimeout(this.timer);
    this.pending = false;
    const query = this.input.value.trim();
    this.asked = this.look(query);
    return this.asked;
  }

  async look(query) {
    let found = { choices: [], sure: false };
    if (query) {
      try {
        found = await this.find(query);
      } catch (error) {
        found = { choices: [{ label: error.message, detail: "", value: null, disabled: true }], sure: false };
      }
    }
    if (query !== this.input.value.trim()) {
      return; // the words were changed meanwhile
    }
    this.choices = found.choices;
    this.draw();
    this.activate(found.sure && this.choices.length ? 0 : -1);
  }

  draw() {
    this.list.replaceChildren(
      ...this.choices.map((choice, index) => {
        const option = document.createElement("li");
        option.role = "option";
        option.id = `${this.list.id}-${index}`;
        option.dataset.index = index;
        option.className = choice.create ? "create" : "";
        option.ariaDisabled = choice.disabled ? "true" : null;
        option.append(choice.label);
        if (choice.detail) {
          const detail = document.createElement("small");
          detail.textContent = choice.detail;
          option.append(" ", detail);
        }
        return option;
      }),
    );
    const isOpen = this.choices.length > 0 && document.activeElement === this.input;
    this.list.hidden = !isOpen;
    this.input.ariaExpanded = String(isOpen);
  }

  activate(index) {
    this.active = index;
    for (const option of this.list.children) {
      option.ariaSelected = String(Number(option.dataset.index) === index);
    }
    const option = this.list.children[index];
    if (option && !this.list.hidden) {
      this.input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else {
      this.input.removeAttribute("aria-activedescendant");
    }
  }

  /** Take a choice. @param {number} index */
  take(index) {
    const choice = this.choices[index];
    if (!choice || choice.disabled) {
      return;
    }
    this.chosen = choice;
    if (!choice.create) {
      this.input.value = choice.label;
    }
    this.close();
    this.dispatchEvent(new CustomEvent("choose", { detail: choice }));
  }

  close() {
    this.list.hidden = true;
    this.input.ariaExpanded = "false";
    this.input.removeAttribute("aria-activedescendant");
  }

  handle(event) {
    const { key } = event;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      this.inTurn(() => this.step(key === "ArrowDown" ? 1 : -1));
    } else if (key === "Enter" && !event.ctrlKey) {
      const isDone = this.chosen && !this.chosen.create && this.list.hidden && !this.pending;
      if (isDone || !this.input.value.trim()) {
        return; // Enter saves the form
      }
      event.preventDefault();
      event.stopPropagation();
      this.inTurn(() => this.take(this.active));
    } else if (key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
    }
  }

  // Whoever types and presses a key at once means what will be found.
  inTurn(act) {
    this.turn = this.turn
      .then(() => (this.pending ? this.ask() : this.asked))
      .then(act);
  }

  step(step) {
    if (this.list.hidden) {
      return this.ask();
    }
    const count = this.choices.length;
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    return this.activate((from + step + count) % count);
  }
}
