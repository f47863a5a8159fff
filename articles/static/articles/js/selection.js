// What is selected in a text, as the offsets of the archive: Unicode code points of the body, end
// exclusive.

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

/**
 * The passage of a text that a range covers, without the paragraphs it only touches.
 * @returns {[number, number]|null}
 */
export function passage(text, range) {
  if (!range.intersectsNode(text)) {
    return null;
  }
  const touched = [...text.querySelectorAll("[data-start]")].filter((paragraph) => range.intersectsNode(paragraph));
  if (!touched.length) {
    return null;
  }
  const last = touched.at(-1);
  const start = offset(range.startContainer, range.startOffset) ?? Number(touched[0].dataset.start);
  const end = offset(range.endContainer, range.endOffset) ?? Number(last.dataset.start) + countPoints(last.textContent);
  return start < end ? [start, end] : null;
}
