// What stands beside the text begins below the tools, wherever these are, and ends with the window.

/** @param {HTMLElement} side @param {HTMLElement} head stays in sight; tells --head, how far down it reaches */
export function keepBelow(side, head) {
  let known;
  const measure = () => {
    const reach = Math.ceil(head.getBoundingClientRect().bottom);
    if (reach !== known) {
      known = reach;
      side.style.setProperty("--head", `${reach}px`);
    }
  };
  new ResizeObserver(measure).observe(head);
  window.addEventListener("scroll", measure, { passive: true });
}
