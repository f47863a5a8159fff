// Names for what Django's admin leaves without one, so that it can be heard as well as seen.

// The name stands in an element of its own, and what is chosen is read after it.
function nameChoice(select) {
  const box = select.nextElementSibling;
  const combobox = box && box.querySelector(".select2-selection");
  const label = select.labels && select.labels[0];
  const name = select.getAttribute("aria-label") || (label && label.textContent.replace(/:\s*$/, "").trim());
  if (!combobox || !name) {
    return;
  }
  const id = `${select.id}-name`;
  if (!document.getElementById(id)) {
    const hidden = document.createElement("span");
    hidden.id = id;
    hidden.className = "visually-hidden";
    hidden.textContent = name;
    box.after(hidden);
  }
  const shown = combobox.querySelector(".select2-selection__rendered");
  shown.setAttribute("aria-labelledby", id);
  combobox.setAttribute("aria-labelledby", `${id} ${shown.id}`);
}

function nameAll(root) {
  for (const select of root.querySelectorAll("select.admin-autocomplete")) {
    nameChoice(select);
  }
  for (const cell of root.querySelectorAll("th.original:empty")) {
    const hidden = document.createElement("span");
    hidden.className = "visually-hidden";
    hidden.textContent = "As stored";
    cell.append(hidden);
  }
}

// Django builds its choices when jQuery says the document is ready; this comes right after.
function start() {
  nameAll(document);
  document.addEventListener("formset:added", (event) => nameAll(event.target));
}

if (window.django && window.django.jQuery) {
  window.django.jQuery(start);
} else {
  start();
}
