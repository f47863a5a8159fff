// Changes on their way to the server: in order, each until it is answered, none forgotten.

import { placesOf } from "./places.js";
import { ask, OutOfReach, Refusal, tell } from "./requests.js";

const PAUSES = [1_000, 2_000, 4_000, 8_000, 15_000]; // between attempts, in milliseconds
const LOOK = 3_000; // how often others' changes are looked for, in milliseconds

/**
 * @typedef {object} Write a change as it waits
 * @property {string} request its own name: sent twice, it is carried out once
 * @property {string} verb
 * @property {object} fields what the verb needs (docs/workbench.md)
 * @property {string} label what it does, for people
 * @property {{exact: string, prefix: string, suffix: string}[]} quotes the words it is about
 * @property {Record<string, string>} names of the records it refers to, by their ids
 * @property {number} textVersion that its offsets are from
 */

export class Wire extends EventTarget {
  /**
   * Dispatches `state` when the queue or the connection changes, `done` for every write carried
   * out ({write, answer}), `refused` for one that waited and was then refused ({write, refusal}).
   *
   * @param {object} state as the page brought it
   * @param {Store} store
   * @param {Text} text
   */
  constructor(state, store, text) {
    super();
    this.addresses = state.addresses;
    this.editor = state.editor;
    this.names = state.names;
    this.store = store;
    this.text = text;
    this.key = `bench ${state.article.public_id} ${state.editor}`;
    this.queue = [];
    this.refused = new Set(); // writes she has still to decide on
    this.settle = new Map();
    this.failures = 0;
    this.signedOut = false;
    this.why = ""; // the server is out of reach, in words
    this.sending = false;
    this.leaving = false; // on purpose: nothing to be asked
    window.addEventListener("online", () => this.retry());
    window.addEventListener("focus", () => this.retry());
    window.addEventListener("beforeunload", (event) => {
      if (this.queue.length && !this.leaving) {
        event.preventDefault();
      }
    });
    setInterval(() => this.look(), LOOK);
  }

  get isOutOfReach() {
    return this.failures > 0;
  }

  /**
   * Send a change as soon as those before it are answered.
   *
   * @returns {Promise<{answer?: object, refusal?: Refusal, waiting?: boolean, write?: Write}>} what came of it;
   *   `waiting` when the server cannot be reached: the change stays and is sent again.
   */
  send(verb, fields, { label }) {
    const places = placesOf(fields);
    const write = {
      request: this.newRequest(),
      verb,
      fields,
      label,
      quotes: places.map(([start, end]) => {
        const [prefix, suffix] = this.text.context(start, end);
        return { exact: this.text.words(start, end), prefix, suffix };
      }),
      names: this.namesIn(fields),
      textVersion: this.store.textVersion,
    };
    return this.enqueue(write);
  }

  namesIn(fields) {
    const sent = JSON.stringify(fields);
    return Object.fromEntries(Object.entries(this.names).filter(([id]) => sent.includes(`"${id}"`)));
  }

  /** A name no other request has. */
  newRequest() {
    const random = crypto.getRandomValues(new Uint32Array(3));
    return [Date.now(), ...random].map((number) => number.toString(36)).join("-");
  }

  /** Take a write up that waited in an earlier page, or was refused and may fit now. */
  enqueue(write) {
    this.queue.push(write);
    this.keep();
    const outcome = this.isOutOfReach
      ? Promise.resolve({ waiting: true })
      : new Promise((resolve) => this.settle.set(write.request, resolve));
    this.work();
    return outcome;
  }

  /** Try again now. */
  retry() {
    if (this.isOutOfReach) {
      clearTimeout(this.timer);
      this.timer = null;
      this.work();
    }
  }

  async work() {
    if (this.sending || this.timer) {
      return;
    }
    this.sending = true;
    try {
      let isAnswered = true;
      while (this.queue.length && isAnswered) {
        isAnswered = await this.sendFirst();
      }
    } finally {
      this.sending = false;
    }
    this.keep();
  }

  /** @returns {Promise<boolean>} whether it was answered, one way or the other */
  async sendFirst() {
    const [write] = this.queue;
    let outcome;
    try {
      outcome = { answer: await this.post(write) };
    } catch (error) {
      if (error instanceof OutOfReach) {
        this.wait(error);
        return false;
      }
      if (!(error instanceof Refusal)) {
        throw error;
      }
      outcome = { refusal: error };
    }
    this.reached();
    this.queue.shift();
    this.finish(write, outcome);
    return true;
  }

  post(write) {
    return tell(`${this.addresses.do}${write.verb}/`, {
      ...write.fields,
      request: write.request,
      editor: this.editor,
      seen: this.store.seen,
      text_version: write.textVersion,
    });
  }

  finish(write, { answer, refusal }) {
    if (answer) {
      this.passOn(write, answer);
      this.store.apply(answer.news);
      this.dispatchEvent(new CustomEvent("done", { detail: { write, answer } }));
    }
    const settle = this.settle.get(write.request);
    this.settle.delete(write.request);
    this.keep();
    if (settle) {
      settle({ answer, refusal, write });
    } else if (refusal) {
      this.dispatchEvent(new CustomEvent("refused", { detail: { write, refusal } }));
    }
  }

  // Writes that wait for the same record were based on what this one has just made of it.
  passOn(write, answer) {
    const { id, row } = write.fields;
    if (row === undefined || answer.change === null) {
      return;
    }
    for (const later of this.queue) {
      if (later.fields.id === id && later.fields.row === row) {
        later.fields.row = row + 1;
      }
    }
  }

  wait(error) {
    this.signedOut = error.signedOut;
    this.why = error.message;
    const pause = PAUSES[Math.min(this.failures, PAUSES.length - 1)];
    this.failures += 1;
    for (const settle of this.settle.values()) {
      settle({ waiting: true });
    }
    this.settle.clear();
    this.timer = setTimeout(() => {
      this.timer = null;
      this.work();
    }, pause);
    this.keep();
  }

  reached() {
    if (this.isOutOfReach) {
      this.failures = 0;
      this.signedOut = false;
    }
  }

  /** Look whether others changed something; `always`: also while the page is hidden. */
  async look({ always = false } = {}) {
    if (this.sending || this.queue.length || (document.hidden && !always)) {
      return;
    }
    try {
      const query = { seen: this.store.seen, text_version: this.store.textVersion };
      const news = await ask(this.addresses.news, query);
      if (this.isOutOfReach) {
        this.reached();
        this.dispatchEvent(new Event("state"));
      }
      this.store.apply(news);
    } catch (error) {
      if (error instanceof OutOfReach && !this.isOutOfReach) {
        this.wait(error);
      }
    }
  }

  // What waits survives the page being loaded again.
  keep() {
    const unsaved = [...this.refused, ...this.queue];
    if (unsaved.length) {
      sessionStorage.setItem(this.key, JSON.stringify(unsaved));
    } else {
      sessionStorage.removeItem(this.key);
    }
    this.dispatchEvent(new Event("state"));
  }

  /** @returns {Write[]} what was not saved when the page was left */
  kept() {
    return JSON.parse(sessionStorage.getItem(this.key) ?? "[]");
  }
}
