// "N left" under a text with a limit. Typing past it is allowed; the answer says how far.
const say = (line, area) => {
  const left = Number(area.dataset.count) - area.value.length;
  line.textContent = left < 0 ? line.dataset.over.replace("%", -left) : line.dataset.left.replace("%", left);
};

const enhance = (root) => {
  for (const area of root.querySelectorAll("textarea[data-count]:not([data-counted])")) {
    area.dataset.counted = "";
    const line = document.createElement("p");
    line.className = "field-count";
    line.dataset.left = area.dataset.left || "% left";
    line.dataset.over = area.dataset.over || "% over";
    area.after(line);
    area.addEventListener("input", () => say(line, area));
    say(line, area);
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
