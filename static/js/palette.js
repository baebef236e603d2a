// Ctrl+K or Cmd+K opens the palette; arrows walk its hits, Enter in the field opens the first one.
const palette = document.getElementById("palette");
const hits = () => [...palette.querySelectorAll("#palette-hits a")];

const open = (event) => {
  event.preventDefault();
  if (!palette.open) palette.showModal();
  palette.querySelector("input").select();
};

const walk = (step) => {
  const stops = [palette.querySelector("input"), ...hits()];
  const at = stops.indexOf(document.activeElement);
  stops[(Math.max(at, 0) + step + stops.length) % stops.length].focus();
};

if (palette?.showModal) {
  document.addEventListener("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey)) open(event);
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-palette]") && !event.ctrlKey && !event.metaKey) open(event);
    if (event.target === palette) palette.close();
  });
  palette.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      walk(step);
    }
  });
  palette.querySelector("form").addEventListener("submit", (event) => {
    const first = hits()[0];
    if (!first) return;
    event.preventDefault();
    first.click();
  });
}
