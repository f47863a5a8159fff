// At a name in the text or at the number of a quotation: a card that says who or what it is, from
// the lists on this page. It opens for a pointer that rests there, for the keyboard and for a tap;
// it can be pointed at itself; Escape closes it. Without this the same is a link away. Words whose
// mark a reader has switched off (css/marks.css) have none: nothing shows that there would be one.

const OPENS = 250; // milliseconds a pointer rests before a card opens
const CLOSES = 250; // and may be away before it closes
const GAP = 4; // pixels between words and card
const EDGE = 12; // and between card and window

const text = document.querySelector(".text");
const card = document.createElement("div");
card.id = "card";
card.className = "card";
card.popover = "manual";

let about = null; // what the card is open for
let timer = 0;
let touched = false; // whether the last press was a finger’s

/** Where an entity’s address leads → its entry in the list below the text. */
const entries = new Map(
  [...document.querySelectorAll(".entities li[id]")].map((entry) => [
    entry.querySelector("a").getAttribute("href"),
    entry,
  ]),
);

/** Whether the mark of a mention can be seen. */
function isMarked(mention) {
  const style = getComputedStyle(mention);
  return style.textDecorationLine !== "none" || style.backgroundImage !== "none";
}

/** The mentions that a node is in, the innermost first, whose marks can be seen. */
function mentionsAround(node) {
  const found = [];
  for (let one = node.closest(".mention"); one; one = one.parentElement.closest(".mention")) {
    if (isMarked(one)) {
      found.push(one);
    }
  }
  return found;
}

function trigger(node) {
  if (!(node instanceof Element)) {
    return null;
  }
  return node.closest("a.margin-number") ?? mentionsAround(node)[0] ?? null;
}

function element(name, className, ...content) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...content);
  return made;
}

function describeEntity(mention) {
  const { entity } = mention.dataset;
  const entry = entity ? document.getElementById(`named-${entity}`) : entries.get(mention.getAttribute("href"));
  if (!entry) {
    return null;
  }
  const name = entry.querySelector("a").cloneNode(true);
  name.classList.add("card-name");
  if (!entity) {
    name.tabIndex = -1; // the words themselves are the same link
  }
  const times = parseInt(entry.querySelector(".count").textContent, 10);
  const kind = entry.closest("[data-kind]").dataset.kind;
  const named = times === 1 ? "named once here" : `named ${times} times here`;
  const made = element("div", "card-entry", name, element("p", "card-kind", `${kind}, ${named}`));
  const description = entry.querySelector(".description");
  if (description) {
    made.append(element("p", "", description.textContent));
  }
  if (mention.classList.contains("mention-uncertain")) {
    made.append(element("p", "card-kind", "The words leave open which one is meant."));
  }
  return made;
}

/** The innermost mention and those around it. */
function describeMention(mention) {
  return mentionsAround(mention)
    .map(describeEntity)
    .filter((entry) => entry);
}

function describeQuotation(number) {
  const known = document.getElementById(number.hash.slice(1));
  const parts = [known.querySelector(".attribution-kind"), known.querySelector(".facts")];
  const made = element("div", "card-entry", ...parts.map((part) => part.cloneNode(true)));
  made.firstChild.className = "card-name";
  made.firstChild.querySelector("span").className = "";
  return [made];
}

/** The part of a trigger under a point; where there is none, its first. */
function rectangle(of, x, y) {
  const all = [...of.getClientRects()];
  return all.find((one) => x >= one.left && x <= one.right && y >= one.top && y <= one.bottom) ?? all[0];
}

function place(at) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  const above = at.top - GAP - card.offsetHeight;
  const isBelow = at.bottom + GAP + card.offsetHeight <= height || above < 0;
  const start = text.dir === "rtl" ? at.right - card.offsetWidth : at.left;
  card.style.left = `${Math.max(EDGE, Math.min(start, width - card.offsetWidth - EDGE)) + scrollX}px`;
  card.style.top = `${(isBelow ? at.bottom + GAP : above) + scrollY}px`;
}

function open(of, x, y) {
  clearTimeout(timer);
  if (about === of) {
    return;
  }
  const parts = of.matches(".mention") ? describeMention(of) : describeQuotation(of);
  close();
  if (!parts.length) {
    return;
  }
  about = of;
  card.replaceChildren(...parts);
  if (of.hash?.startsWith("#about-")) {
    const pieces = text.querySelectorAll(`[data-quotation="${of.id}"]`);
    pieces.forEach((piece) => piece.classList.add("is-meant"));
  }
  // Named as the source, Tab goes from it into the card.
  card.showPopover({ source: of });
  of.setAttribute("aria-describedby", card.id);
  place(rectangle(of, x, y));
}

function close() {
  clearTimeout(timer);
  if (!about) {
    return;
  }
  text.querySelectorAll(".is-meant").forEach((piece) => piece.classList.remove("is-meant"));
  about.removeAttribute("aria-describedby");
  about = null;
  card.hidePopover();
}

/** Go to the entry of a quotation without losing the place in the text, if it can be seen there. */
function showBeside(number) {
  const entry = document.getElementById(number.hash.slice(1));
  if (getComputedStyle(entry.closest(".attributions")).position !== "sticky") {
    return false;
  }
  document.querySelector(".attribution.is-here")?.classList.remove("is-here");
  entry.classList.add("is-here");
  entry.scrollIntoView({ block: "nearest" });
  entry.querySelector(".attribution-number").focus({ preventScroll: true });
  return true;
}

function later(what, milliseconds) {
  clearTimeout(timer);
  timer = setTimeout(what, milliseconds);
}

function listen() {
  document.addEventListener("pointerover", ({ target, pointerType, buttons, clientX, clientY }) => {
    if (pointerType === "touch" || buttons) {
      return;
    }
    const of = text.contains(target) ? trigger(target) : null;
    if (of === about && of) {
      clearTimeout(timer);
    } else if (of) {
      later(() => open(of, clientX, clientY), OPENS);
    } else if (card.contains(target)) {
      clearTimeout(timer);
    } else if (!about?.matches(":focus-visible")) {
      later(close, CLOSES);
    }
  });
  document.addEventListener("focusin", ({ target }) => {
    const of = text.contains(target) && target.matches(":focus-visible") ? trigger(target) : null;
    if (of && of === target) {
      open(of);
    } else if (!card.contains(target)) {
      close();
    }
  });
  document.addEventListener("pointerdown", ({ target, pointerType }) => {
    touched = pointerType === "touch";
    if (about && !card.contains(target) && trigger(target) !== about) {
      close();
    }
  });
  text.addEventListener("click", (event) => {
    const of = trigger(event.target);
    if (!of || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    if (touched && of !== about) {
      // A finger has no place to rest: the first tap opens the card, which has the link.
      event.preventDefault();
      open(of, event.clientX, event.clientY);
    } else if (of.matches(".margin-number") && showBeside(of)) {
      event.preventDefault();
    }
  });
  document.addEventListener("keydown", ({ key }) => {
    if (key === "Escape") {
      if (card.contains(document.activeElement)) {
        about.focus();
      }
      close();
    }
  });
}

if (text && HTMLElement.prototype.showPopover) {
  text.after(card);
  listen();
  document.querySelectorAll(".with-cards").forEach((help) => (help.hidden = false));
}
