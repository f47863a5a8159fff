// Who speaks: an entity, a description, or a reason for nobody; exactly one of them.

import { EntityField } from "./entity_field.js";

export class SpeakerField {
  /**
   * @param {HTMLElement} root the fieldset
   * @param {object} state as the page brought it
   */
  constructor(root, state) {
    this.root = root;
    this.entity = new EntityField(root.querySelector(".entity-field"), state);
    this.description = root.querySelector("[name=speaker_description]");
    this.reason = root.querySelector("[name=no_speaker_reason]");
    root.addEventListener("change", (event) => {
      if (event.target.name === "speaking") {
        this.choose(event.target.value);
      }
    });
  }

  get mode() {
    return this.root.querySelector("[name=speaking]:checked").value;
  }

  choose(mode) {
    this.root.querySelector(`[name=speaking][value=${mode}]`).checked = true;
    for (const part of this.root.querySelectorAll("[data-mode]")) {
      part.hidden = part.dataset.mode !== mode;
    }
  }

  /** @param {object} quotation as the wire describes it; empty for a new one */
  show(quotation) {
    this.entity.show(quotation.speaker ?? null);
    this.description.value = quotation.speaker_description ?? "";
    this.reason.value = quotation.no_speaker_reason ?? "";
    this.choose(quotation.speaker_description ? "description" : quotation.no_speaker_reason ? "none" : "entity");
  }

  focus() {
    this.root.querySelector("[name=speaking]:checked").closest("fieldset").querySelector(`[data-mode=${this.mode}] input, [data-mode=${this.mode}] textarea`).focus();
  }

  /** What is to be sent: one field, or none if nothing is given. */
  fields() {
    if (this.mode === "entity") {
      return this.entity.fields("speaker", "new_speaker");
    }
    const [name, field] = this.mode === "description" ? ["speaker_description", this.description] : ["no_speaker_reason", this.reason];
    const value = field.value.trim();
    return value ? { [name]: value } : {};
  }

  /** What differs from a quotation there is. */
  changes(quotation) {
    const fields = this.fields();
    const [name, value] = Object.entries(fields)[0] ?? [];
    const before = name === "speaker" ? quotation.speaker?.id : quotation[name];
    return name && value !== before ? fields : {};
  }
}
