// Chosen chips: "take" adds one, a press or Backspace in the empty box removes one, and it is said.
const chip = (name, { value, label }) => {
  const item = document.createElement("li");
  item.innerHTML = '<label class="chip chip-act"><input type="checkbox" checked><span></span></label>';
  Object.assign(item.querySelector("input"), { name, value });
  item.querySelector("span").textContent = label;
  return item;
};

const start = (combo) => {
  const input = combo.querySelector("input[type=text]");
  const chosen = combo.querySelector("[data-chosen]");
  const said = combo.querySelector("[data-said]");
  const [added, removed] = combo.dataset.words.split("|");
  combo.dataset.ready = "";

  combo.addEventListener("take", ({ detail }) => {
    if (combo.dataset.maximum === "1") chosen.replaceChildren();
    const values = [...chosen.querySelectorAll("input")].map((box) => box.value);
    if (!values.includes(detail.value)) chosen.append(chip(combo.dataset.name, detail));
    said.textContent = `${added}: ${detail.label}`;
  });
  chosen.addEventListener("change", (event) => {
    const item = event.target.closest("li");
    said.textContent = `${removed}: ${item.textContent.trim()}`;
    item.remove();
    input.focus();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !input.value) chosen.querySelector("li:last-child input")?.click();
  });
};

const enhance = (root) => root.querySelectorAll("[data-typeahead]:not([data-ready])").forEach(start);

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
