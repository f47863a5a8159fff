// The links under a text, “Cite a passage” and “Report an error”, take the words selected in it
// along. With a mouse the first of them is at hand beside the words too. Without this the links work
// as they are: one types or pastes the words there.

import { passage } from "./selection.js";

const GAP = 6; // pixels between the words and the link
const text = document.querySelector(".text");
const links = [...document.querySelectorAll("a[data-passage]")];
const plain = links.map((link) => ({ href: link.href, words: link.textContent }));

function point(chosen) {
  links.forEach((link, index) => {
    const address = new URL(plain[index].href);
    if (chosen) {
      address.searchParams.set("start", chosen[0]);
      address.searchParams.set("end", chosen[1]);
    }
    link.href = address;
    link.textContent = chosen ? link.dataset.passage : plain[index].words;
    link.closest("p").classList.toggle("has-passage", Boolean(chosen));
  });
}

// A link at the words themselves. On touch screens the system's own menu stands there.
const isMouse = matchMedia("(hover: hover) and (pointer: fine)");
const canFloat = Boolean(HTMLElement.prototype.showPopover && links.length);
const near = document.createElement("p");
near.className = "cite-here";
near.popover = "manual";
if (canFloat) {
  near.append(document.createElement("a"));
  links[0].closest("p").after(near);
}

function placeNear(range) {
  const link = near.firstElementChild;
  link.href = links[0].href;
  link.textContent = links[0].textContent;
  const last = [...range.getClientRects()].at(-1);
  if (!last) {
    return;
  }
  near.showPopover();
  const room = document.documentElement.clientWidth - near.offsetWidth - GAP;
  near.style.left = `${Math.max(GAP, Math.min(last.right - near.offsetWidth / 2, room)) + scrollX}px`;
  near.style.top = `${last.bottom + GAP + scrollY}px`;
}

// A click on a link takes the selection away before it follows the link.
let isFollowing = false;
let isSelecting = false;
document.addEventListener("pointerdown", ({ target }) => {
  isFollowing = near.contains(target) || links.some((link) => link.closest("p").contains(target));
  isSelecting = !isFollowing;
});
for (const event of ["pointerup", "pointercancel"]) {
  document.addEventListener(event, () => {
    isSelecting = false;
    show();
  });
}

function selected() {
  const selection = document.getSelection();
  return selection.isCollapsed ? null : selection.getRangeAt(0);
}

function show() {
  const range = selected();
  const chosen = range && passage(text, range);
  if (chosen || !isFollowing) {
    point(chosen);
  }
  if (!canFloat || (isFollowing && !chosen)) {
    return;
  }
  near.hidePopover();
  if (chosen && isMouse.matches && !isSelecting) {
    placeNear(range);
  }
}

document.addEventListener("selectionchange", show);
document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && canFloat) {
    near.hidePopover();
  }
});
