// Annotations in words: for the list, for what is told, and for two states side by side.

import { passages } from "./store.js";

const LONG = 60; // characters of a passage shown in a list

/** @param {string} words */
export function shortened(words, long = LONG) {
  const line = words.replace(/\n/g, " ¶ ");
  const letters = [...line];
  return letters.length > long ? `${letters.slice(0, long - 1).join("")}…` : line;
}

function label(choices, value) {
  return choices.find(([one]) => one === value)?.[1] ?? value;
}

/** Who speaks, in words. */
export function speakerOf(quotation) {
  return quotation.speaker?.name ?? (quotation.speaker_description || "no speaker");
}

/** The words an annotation is about: a quotation's content. */
export function wordsOf(annotation, text) {
  const content = passages(annotation).filter(({ role }) => !role || role === "content");
  return content.map(({ start, end }) => text.words(start, end)).join(" … ");
}

// What has to be looked at because the text changed.
function pendingOf(annotation) {
  const states = new Set(passages(annotation).map(({ state }) => state));
  return states.has("changed") ? " – words changed, to be reviewed" : states.has("moved") ? " – moved, to be reviewed" : "";
}

/** One line for the list. */
export function describe(annotation, text, choices) {
  return describeWords(annotation, text, choices) + pendingOf(annotation);
}

function describeWords(annotation, text, choices) {
  const words = `“${shortened(wordsOf(annotation, text))}”`;
  if (annotation.type === "mention") {
    const sure = annotation.certainty === "high" ? "" : `, certainty ${annotation.certainty}`;
    return `${words}: ${annotation.entity.name}, ${label(choices.entity_kinds, annotation.entity.kind)}${sure}`;
  }
  const kind = label(choices.quotation_kinds, annotation.kind);
  return `Quotation ${annotation.number}, ${kind}: ${words}, ${speakerOf(annotation)}`;
}

/** An annotation as facts, `[name, value]` each, to be compared. `text`: null if it stands in another. */
export function facts(annotation, text, choices) {
  const words = ({ start, end }) => text?.words(start, end) ?? "";
  if (annotation.type === "mention") {
    return [
      ["Words", words(annotation)],
      ["Entity", annotation.entity.name],
      ["Certainty", label(choices.certainties, annotation.certainty)],
      ["Note", annotation.note],
    ];
  }
  return [
    ["Kind", label(choices.quotation_kinds, annotation.kind)],
    ["Medium", label(choices.media, annotation.medium)],
    ["Speaker", annotation.speaker?.name ?? ""],
    ["Described speaker", annotation.speaker_description],
    ["Reason for no speaker", annotation.no_speaker_reason],
    ["Source", annotation.source?.title ?? ""],
    ["Note", annotation.note],
    ...annotation.pieces.map((piece) => [label(choices.roles, piece.role), words(piece)]),
  ];
}

const NAMES = {
  entity: "Entity",
  new_entity: "New entity",
  certainty: "Certainty",
  kind: "Kind",
  medium: "Medium",
  role: "Role",
  speaker: "Speaker",
  new_speaker: "New speaker",
  speaker_description: "Described speaker",
  no_speaker_reason: "Reason for no speaker",
  source: "Source",
  new_source: "New source",
  derivation: "Derivation",
  note: "Note",
};

/** What a write would do, as facts; the words come from its quotes. */
export function factsOfWrite(write) {
  const told = [["Change", write.label]];
  const named = (value) => write.names?.[value] ?? value;
  for (const [name, value] of Object.entries(write.fields)) {
    if (name in NAMES) {
      const values = typeof value === "object" && value ? Object.values(value).map((one) => one.title ?? one) : [value ?? "none"];
      told.push([NAMES[name], values.filter((one) => typeof one === "string" && one).map(named).join(", ")]);
    }
  }
  return told.concat(write.quotes.map(({ exact }) => ["Words", exact]));
}
