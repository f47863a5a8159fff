// On an article’s text: “Report an error” takes the words selected in it along, as the offsets of
// the archive: Unicode code points of the body, end exclusive. Without this the link works as it is.

const text = document.querySelector(".text");
const links = [...document.querySelectorAll("a[data-passage]")];
const plain = links.map((link) => ({ href: link.href, words: link.textContent }));

// How many code points a string has; a browser counts UTF-16 units.
const countPoints = (string) => [...string].length;

/** The offset in the body of a place on the page; null between paragraphs. */
function offset(node, at) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  const paragraph = element.closest("[data-start]");
  if (!paragraph) {
    return null;
  }
  const before = document.createRange();
  before.setStart(paragraph, 0);
  before.setEnd(node, at);
  return Number(paragraph.dataset.start) + countPoints(before.toString());
}

/** The passage a range covers, without the paragraphs it only touches. @returns {[number, number]|null} */
function passage(range) {
  const touched = [...text.querySelectorAll("[data-start]")].filter((paragraph) => range.intersectsNode(paragraph));
  if (!touched.length) {
    return null;
  }
  const last = touched.at(-1);
  const start = offset(range.startContainer, range.startOffset) ?? Number(touched[0].dataset.start);
  const end = offset(range.endContainer, range.endOffset) ?? Number(last.dataset.start) + countPoints(last.textContent);
  return start < end ? [start, end] : null;
}

function point(chosen) {
  links.forEach((link, index) => {
    const address = new URL(plain[index].href);
    if (chosen) {
      address.searchParams.set("start", chosen[0]);
      address.searchParams.set("end", chosen[1]);
    }
    link.href = address;
    link.textContent = chosen ? `${plain[index].words} in ${link.dataset.passage}` : plain[index].words;
    link.closest("p").classList.toggle("has-passage", Boolean(chosen));
  });
}

// A click on the link takes the selection away before it follows the link.
let isFollowing = false;
document.addEventListener("pointerdown", ({ target }) => {
  isFollowing = links.some((link) => link.closest("p").contains(target));
});

document.addEventListener("selectionchange", () => {
  const selection = document.getSelection();
  if (!selection.isCollapsed) {
    point(passage(selection.getRangeAt(0)));
  } else if (!isFollowing) {
    point(null);
  }
});
