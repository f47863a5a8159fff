// Beside what is marked with data-copy, a button that copies it: a link’s address, else the words.
// Where a browser keeps the clipboard to itself (pages that are not secure), there are none.

const SHOWN = 2000; // milliseconds that “Copied” stands, or “Could not copy”

const canonical = document.querySelector('link[rel="canonical"]')?.href ?? location.href;

function copied(element) {
  if (element.localName === "a") {
    return new URL(element.getAttribute("href"), canonical).href;
  }
  const words = element.cloneNode(true);
  words.querySelectorAll(".copy").forEach((button) => button.remove());
  return words.textContent.trim().replace(/\s+/g, " ");
}

function addButton(element) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "copy";
  button.textContent = element.dataset.copy;
  const number = element.closest("[id^=about-]")?.querySelector(".attribution-number").textContent;
  if (number) {
    button.setAttribute("aria-label", `${element.dataset.copy} to quotation ${number}`);
  }
  button.addEventListener("click", async () => {
    let outcome = "Copied";
    try {
      await navigator.clipboard.writeText(copied(element));
    } catch {
      outcome = "Could not copy"; // not allowed to, or the window is not in front
    }
    said.textContent = outcome;
    button.textContent = outcome;
    setTimeout(() => {
      button.textContent = element.dataset.copy;
      said.textContent = "";
    }, SHOWN);
  });
  if (element.localName === "a") {
    (element.closest("h3") ?? element).after(button);
  } else {
    element.append(" ", button);
  }
}

const said = document.createElement("p");
said.className = "visually-hidden";
said.setAttribute("role", "status");

if (navigator.clipboard) {
  document.querySelector("main").append(said);
  document.querySelectorAll("[data-copy]").forEach(addButton);
}
