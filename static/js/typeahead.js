// Chips with a list of suggestions: arrows move, Enter takes, Backspace removes the last one.
const chip = (name, option) => {
  const item = document.createElement("li");
  item.innerHTML = '<label class="chip chip-act"><input type="checkbox" checked><span></span></label>';
  const box = item.querySelector("input");
  box.name = name;
  box.value = option.dataset.value;
  item.querySelector("span").textContent = option.dataset.label;
  return item;
};

const start = (combo) => {
  const [input, list, chosen, said] = ["input[type=text]", "[role=listbox]", "[data-chosen]", "[data-said]"].map((each) => combo.querySelector(each));
  const [added, removed, found] = combo.dataset.words.split("|");
  let asking, timer;
  const options = () => [...list.children].filter((each) => each.dataset.value);
  const active = () => list.querySelector("[aria-selected=true]");
  const close = () => { list.hidden = true; list.replaceChildren(); input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const select = (option) => {
    active()?.setAttribute("aria-selected", "false");
    option.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", option.id);
    option.scrollIntoView({ block: "nearest" });
  };
  const take = (option) => {
    const isNew = ![...chosen.querySelectorAll("input")].some((box) => box.value === option.dataset.value);
    if (combo.dataset.maximum === "1") chosen.replaceChildren();
    if (isNew || combo.dataset.maximum === "1") chosen.append(chip(combo.dataset.name, option));
    said.textContent = `${added}: ${option.dataset.label}`;
    input.value = "";
    close();
  };
  const ask = async () => {
    asking?.abort();
    if (!input.value.trim()) return close();
    asking = new AbortController();
    const answer = await fetch(`${combo.dataset.typeahead}?q=${encodeURIComponent(input.value)}`, { signal: asking.signal, headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return close();
    list.innerHTML = await answer.text();
    options().forEach((option, index) => { option.id = `${list.id}_${index}`; });
    list.hidden = !options().length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    said.textContent = `${options().length} ${found}`;
  };
  const move = (step) => { const all = options(); if (all.length) select(all[(all.indexOf(active()) + step + all.length + (step < 0 && !active() ? 1 : 0)) % all.length]); };
  Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id }).forEach(([key, value]) => input.setAttribute(key, value));
  combo.dataset.ready = "";
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    if (event.key === "Enter" && !list.hidden) { event.preventDefault(); take(active() || options()[0]); }
    if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); close(); }
    if (event.key === "Backspace" && !input.value) chosen.querySelector("li:last-child input")?.click();
  });
  list.addEventListener("mousedown", (event) => { const option = event.target.closest("[role=option]"); if (option) { event.preventDefault(); take(option); } });
  chosen.addEventListener("change", (event) => { const item = event.target.closest("li"); said.textContent = `${removed}: ${item.textContent.trim()}`; item.remove(); input.focus(); });
};

export const watchTypeaheads = (root) => root.querySelectorAll("[data-typeahead]:not([data-ready])").forEach(start);
