// Which marks a reader wants to see is remembered on her own machine, for every article: the names
// of the switches that she turned. Nothing is sent anywhere.

const KEPT = "articles.marks.turned";

const switches = [...document.querySelectorAll(".marks input")];

function remembered() {
  try {
    const names = JSON.parse(localStorage.getItem(KEPT) ?? "[]");
    return Array.isArray(names) ? names : [];
  } catch {
    return []; // storage is closed to pages, or holds something else
  }
}

function remember() {
  // What this text has no marks of keeps what was chosen elsewhere.
  const others = remembered().filter((name) => !switches.some((one) => one.id === name));
  const turned = switches.filter((one) => one.checked !== one.defaultChecked).map((one) => one.id);
  try {
    localStorage.setItem(KEPT, JSON.stringify([...others, ...turned]));
  } catch {
    // Then the choice holds for this page.
  }
}

const turned = new Set(remembered());
for (const one of switches) {
  one.checked = one.defaultChecked !== turned.has(one.id);
  one.addEventListener("change", remember);
}
