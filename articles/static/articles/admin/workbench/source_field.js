// A source: found by its title, or made in place.

import { ask } from "./requests.js";
import { Combobox } from "./combobox.js";

export class SourceField extends EventTarget {
  /**
   * Dispatches `choose` when a source was chosen or a new one is to be described.
   *
   * @param {HTMLElement} root a .source-field of the page
   * @param {object} state as the page brought it
   */
  constructor(root, state) {
    super();
    this.state = state;
    this.created = root.querySelector(".create-fields");
    this.title = root.querySelector("[name=title]");
    this.kind = root.querySelector("[name=kind]");
    this.behind = root.querySelector(".behind");
    this.combobox = new Combobox(root.querySelector(".combobox"), (query) => this.find(query));
    this.combobox.addEventListener("choose", ({ detail }) => {
      this.created.hidden = !detail.create;
      if (detail.create) {
        this.title.value = this.combobox.input.value.trim();
        this.kind.value = "";
        this.kind.focus();
      }
      this.tellBehind(detail.derivations ?? []);
      this.dispatchEvent(new Event("choose"));
    });
    this.combobox.addEventListener("edit", () => {
      this.created.hidden = true;
      this.tellBehind([]);
    });
  }

  /** @param {{id: string, title: string}|null} source */
  show(source) {
    this.created.hidden = true;
    this.combobox.show(source?.title ?? "", source?.id ?? null);
    this.tellBehind([]);
  }

  /** Whether anything is chosen, described or at least typed. */
  get isGiven() {
    return this.combobox.input.value.trim() !== "";
  }

  /** Whether words were typed of which no source came. */
  get isUndecided() {
    return this.isGiven && this.created.hidden && !this.combobox.chosen;
  }

  /**
   * What is to be sent; empty if nothing is chosen.
   *
   * @param {string} existing name of the field for a source there is
   * @param {string} fresh name of the field for one to be made
   */
  fields(existing, fresh) {
    if (!this.created.hidden) {
      return { [fresh]: { title: this.title.value.trim(), kind: this.kind.value } };
    }
    const { value: id, label } = this.combobox.chosen ?? {};
    if (!id) {
      return {};
    }
    this.state.names[id] = label;
    return { [existing]: id };
  }

  async find(query) {
    const { found } = await ask(this.state.addresses.sources, { q: query });
    const choices = found.map((source) => ({
      label: source.title,
      detail: [source.kind_label, source.date].filter(Boolean).join(", "),
      value: source.id,
      derivations: source.derivations,
    }));
    choices.push({ label: `Create “${query}” …`, create: true, value: null });
    return { choices, sure: true };
  }

  // Where the chosen source comes from, as far as it is recorded.
  tellBehind(derivations) {
    if (!this.behind) {
      return;
    }
    this.behind.textContent = derivations
      .map(({ kind_label, from, basis }) => `${kind_label} “${from.title}” (${basis})`)
      .join("; ");
    this.behind.hidden = !derivations.length;
  }
}
