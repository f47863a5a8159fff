// The panels beside the text: one is open at a time, and a refusal is told where it belongs.

export class Panel {
  /** @param {HTMLElement} element a .bench-panel of the page */
  constructor(element) {
    this.element = element;
    this.form = element.querySelector("form");
    this.isUnfinished = false; // it holds something that would be lost
    this.mustDecide = false; // it is not left by Escape
    this.isSaving = false;
    this.isBesideText = false; // Escape goes back to the text first, and the panel stays
  }

  /** Whatever has to be put back when the panel is left. */
  left() {}

  get isOpen() {
    return !this.element.hidden;
  }

  /** @param {boolean} busy a change is on its way */
  set busy(busy) {
    this.element.ariaBusy = String(busy);
  }

  /**
   * Save when what was typed and taken with Enter has been looked up; asked twice, only once.
   *
   * @param {Combobox[]} fields
   */
  async saveAfter(...fields) {
    if (this.isSaving) {
      return;
    }
    this.isSaving = true;
    try {
      await Promise.all(fields.map(({ turn }) => turn));
      await this.save();
    } finally {
      this.isSaving = false;
    }
  }

  /** Forget the refusals told before. */
  clearErrors() {
    for (const place of this.element.querySelectorAll(".error")) {
      place.hidden = true;
      place.textContent = "";
    }
    for (const field of this.element.querySelectorAll("[aria-invalid]")) {
      field.removeAttribute("aria-invalid");
    }
  }

  /** Tell each refusal at its field. @param {{message: string, fields?: Record<string, string[]>}} answer */
  showErrors({ message, fields = {} }) {
    this.clearErrors();
    const rest = [];
    for (const [name, told] of Object.entries(fields)) {
      const [whole, ...part] = name.split(".");
      const place = this.element.querySelector(`.error[data-for~="${CSS.escape(whole)}"]`);
      const messages = part.length ? told.map((one) => `${part.join(" ").replaceAll("_", " ")}: ${one}`) : told;
      if (place) {
        place.textContent = [place.textContent, ...messages].filter(Boolean).join(" ");
        place.hidden = false;
        this.element.querySelector(`[aria-describedby~="${place.id}"]`)?.setAttribute("aria-invalid", "true");
      } else {
        rest.push(...messages);
      }
    }
    const general = this.element.querySelector(".error[data-for='']");
    const told = rest.length ? rest.join(" ") : Object.keys(fields).length ? "" : message;
    general.textContent = told;
    general.hidden = !told;
  }
}

export class Panels {
  /**
   * @param {HTMLElement} root holds the panels
   * @param {() => void} backToText gives the text the focus
   */
  constructor(root, backToText) {
    this.root = root;
    this.backToText = backToText;
    this.stack = [];
    root.addEventListener("keydown", (event) => this.handle(event));
    root.addEventListener("click", (event) => {
      if (event.target.closest(".close")) {
        this.close();
      }
    });
  }

  /** The panel that is open. */
  get current() {
    return this.stack.at(-1) ?? null;
  }

  /**
   * Open a panel; one that holds something unfinished, or stands beside
   * the text, comes back when this one is closed.
   */
  open(panel) {
    if (this.current && this.current !== panel) {
      this.current.element.hidden = true;
      if (!this.current.isUnfinished && !this.current.isBesideText) {
        this.stack.pop().left();
      }
    }
    this.stack = [...this.stack.filter((one) => one !== panel), panel];
    panel.clearErrors();
    panel.element.hidden = false;
    this.root.classList.add("open");
    this.root.scrollTop = 0;
  }

  /** Close the open panel, or the one given. */
  close(panel = this.current) {
    if (!panel || !this.stack.includes(panel)) {
      return;
    }
    const hadFocus = panel.element.contains(document.activeElement);
    panel.element.hidden = true;
    panel.isUnfinished = false;
    this.stack = this.stack.filter((one) => one !== panel);
    panel.left();
    if (this.current) {
      this.current.element.hidden = false;
    }
    this.root.classList.toggle("open", this.stack.length > 0);
    if (hadFocus || document.activeElement === document.body) {
      this.backToText();
    }
  }

  /** Close the open panel, unless it asks for a decision or goes on beside the text. */
  leave() {
    const panel = this.current;
    if (panel?.isBesideText && panel.element.contains(document.activeElement)) {
      this.backToText();
    } else if (panel && !panel.mustDecide) {
      this.close();
    }
  }

  handle(event) {
    if (event.key === "Escape") {
      event.preventDefault();
      this.leave();
    } else if (event.key === "Enter" && this.current?.form) {
      const { target } = event;
      const writes = target.matches("textarea") && !event.ctrlKey;
      if (!writes && !target.matches("button, summary, a") ) {
        event.preventDefault();
        this.current.form.requestSubmit();
      }
    }
  }
}
