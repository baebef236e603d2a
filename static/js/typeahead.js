// Suggestions while typing: arrows move, Enter takes, Escape closes. chips.js adds what is taken.
const select = (input, list, option) => {
  list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option.setAttribute("aria-selected", "true");
  input.setAttribute("aria-activedescendant", option.id);
};

const start = (combo) => {
  const input = combo.querySelector("input[type=text]");
  const list = combo.querySelector("[role=listbox]");
  const said = combo.querySelector("[data-said]");
  const options = () => [...list.querySelectorAll("[data-value]")];
  let asked, timer;
  const show = (html) => {
    list.innerHTML = html;
    options().forEach((option, index) => (option.id = `${list.id}_${index}`));
    list.hidden = !options().length;
    input.setAttribute("aria-expanded", String(!list.hidden));
    input.removeAttribute("aria-activedescendant");
    if (html) said.textContent = `${options().length} ${combo.dataset.words.split("|")[2]}`;
  };
  const ask = async () => {
    asked?.abort();
    if (!input.value.trim()) return show("");
    asked = new AbortController();
    const url = `${combo.dataset.typeahead}?${new URLSearchParams({ q: input.value })}`;
    const answer = await fetch(url, { signal: asked.signal }).catch(() => null);
    if (answer) show(answer.ok ? await answer.text() : "");
  };
  const take = ({ dataset: { value, label } }) => {
    input.value = "";
    show("");
    combo.dispatchEvent(new CustomEvent("take", { detail: { value, label } }));
  };
  const keys = {
    ArrowDown: (all, now) => select(input, list, all[(now + 1) % all.length]),
    ArrowUp: (all, now) => select(input, list, all.at(now < 0 ? -1 : now - 1)),
    Enter: (all, now) => take(all[Math.max(now, 0)]),
    Escape: () => show(""),
  };
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-expanded", "false");
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener("blur", () => show(""));
  input.addEventListener("keydown", (event) => {
    if (list.hidden || !keys[event.key]) return;
    event.preventDefault();
    const all = options();
    keys[event.key](all, all.findIndex((option) => option.ariaSelected === "true"));
  });
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    options().filter((option) => option.contains(event.target)).forEach(take);
  });
};

const bare = "[data-typeahead]:not(:has([role=combobox]))";
const enhance = (root) => root.querySelectorAll(bare).forEach(start);
enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
