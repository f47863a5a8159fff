// An entity: found by any of its names, or made in place.

import { ask } from "./requests.js";
import { Combobox } from "./combobox.js";

/** Whether names are the same to somebody who types without capitals and accents. */
function alike(one, other) {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replace(/[‘’]/g, "'");
  return plain(one).includes(plain(other)) || plain(other).includes(plain(one));
}

function counted(mentions) {
  return mentions === 1 ? "1 mention" : `${mentions} mentions`;
}

export class EntityField extends EventTarget {
  /**
   * Dispatches `choose` when an entity was chosen, `create` when a new one is to be described.
   *
   * @param {HTMLElement} root a .entity-field of the page
   * @param {object} state as the page brought it
   */
  constructor(root, state) {
    super();
    this.root = root;
    this.state = state;
    this.created = root.querySelector(".create-fields");
    this.kind = root.querySelector("[name=kind]");
    this.name = root.querySelector("[name=name]");
    this.language = root.querySelector("[name=language]");
    this.near = root.querySelector(".near");
    this.combobox = new Combobox(root.querySelector(".combobox"), (query) => this.find(query));
    this.combobox.addEventListener("choose", ({ detail }) => {
      if (detail.create) {
        this.describe(this.combobox.input.value.trim());
      } else {
        this.created.hidden = true;
        this.dispatchEvent(new Event("choose"));
      }
    });
    this.combobox.addEventListener("edit", () => {
      this.created.hidden = true;
    });
    this.name.addEventListener("change", () => this.warn());
    this.near.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button) {
        this.show({ id: button.value, name: button.dataset.name });
        this.combobox.input.focus();
        this.dispatchEvent(new Event("choose"));
      }
    });
  }

  /** Look for these words at once. @param {string} words */
  begin(words) {
    this.created.hidden = true;
    this.combobox.input.focus();
    this.combobox.begin(words);
  }

  /** @param {{id: string, name: string}|null} entity */
  show(entity) {
    this.created.hidden = true;
    this.combobox.show(entity?.name ?? "", entity?.id ?? null);
  }

  focus() {
    this.combobox.input.focus();
    this.combobox.input.select();
  }

  /** Whether a new entity is being described. */
  get isNew() {
    return !this.created.hidden;
  }

  /**
   * What is to be sent; empty if nothing is chosen.
   *
   * @param {string} existing name of the field for an entity there is
   * @param {string} fresh name of the field for one to be made
   */
  fields(existing, fresh) {
    if (this.isNew) {
      const { kind, name, language } = this;
      return { [fresh]: { kind: kind.value, name: name.value.trim(), language: language.value.trim() } };
    }
    const { value: id, label } = this.combobox.chosen ?? {};
    if (!id) {
      return {};
    }
    this.state.names[id] = label;
    return { [existing]: id };
  }

  async find(query) {
    const { found } = await ask(this.state.addresses.entities, { q: query });
    const choices = found.map((entity) => ({
      label: entity.name,
      detail: [
        entity.matched === entity.name ? "" : `“${entity.matched}”`,
        entity.kind_label,
        counted(entity.mentions),
      ].filter(Boolean).join(", "),
      value: entity.id,
    }));
    const sure = found.length > 0 && alike(found[0].matched, query);
    choices.push({ label: `Create “${query}” …`, create: true, value: null });
    return { choices, sure: sure || !found.length };
  }

  async describe(name) {
    this.created.hidden = false;
    this.name.value = name;
    this.kind.value = "";
    this.language.value = this.state.article.language;
    this.kind.focus();
    this.dispatchEvent(new Event("create"));
    await this.warn();
  }

  // A second record of the same thing is the commonest slip in an archive.
  async warn() {
    const name = this.name.value.trim();
    this.near.hidden = true;
    this.near.replaceChildren();
    let near;
    try {
      ({ near } = await ask(this.state.addresses.entities, { q: name, near: 1 }));
    } catch {
      return; // only a warning is lost
    }
    if (!near.length || name !== this.name.value.trim()) {
      return;
    }
    const told = document.createElement("p");
    told.textContent = "There is already:";
    const list = document.createElement("ul");
    for (const entity of near) {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.value = entity.id;
      button.dataset.name = entity.name;
      button.textContent = `Use ${entity.name}`;
      const also = entity.matched === entity.name ? "" : `, also “${entity.matched}”`;
      item.append(button, ` ${entity.kind_label}${also}, ${counted(entity.mentions)}`);
      list.append(item);
    }
    this.near.append(told, list);
    this.near.hidden = false;
  }
}
