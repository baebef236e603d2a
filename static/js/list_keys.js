// j and k go from entry to entry of a list. A letter presses the control that names it in
// aria-keyshortcuts: in the entry or the section that has the focus, or else on the page. "g h" goes
// to Home.
const ENTRIES = "main :is(.list > li, .list > .list-row, .cards > *)";
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");
const isFree = (event) => !(event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target));
const linkOf = (entry) => entry.querySelector(":is(.list-title, .card-title) a, a.person-name, a[href]");
let went = 0;

const move = (step) => {
  const entries = [...document.querySelectorAll(ENTRIES)].filter((one) => one.checkVisibility() && linkOf(one));
  const here = entries.indexOf(document.activeElement.closest(ENTRIES));
  const next = here < 0 ? entries[step > 0 ? 0 : entries.length - 1] : entries[here + step];
  if (next) linkOf(next).focus({ focusVisible: true });
};

const control = (key) => {
  const named = `[aria-keyshortcuts="${CSS.escape(key)}"]`;
  const here = document.activeElement;
  const inside = here.closest(ENTRIES)?.querySelector(named) ?? here.closest("section")?.querySelector(`.section-head ${named}`);
  return inside ?? [...document.querySelectorAll(`main ${named}`)].find((one) => !one.closest(ENTRIES) && one.checkVisibility());
};

document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (key === "Enter" && (event.ctrlKey || event.metaKey)) {
    target.closest("form[data-ctrl-enter]")?.requestSubmit();
    return;
  }
  // The review console has keys of its own.
  if (document.body.dataset.keys === "off" || !isFree(event) || document.querySelector("#console, dialog[open]")) return;
  if (key === "j" || key === "k") move(key === "j" ? 1 : -1);
  else if (key === "g") went = event.timeStamp;
  else if (key === "h" && event.timeStamp - went < 1000) location.assign("/");
  else if (/^[a-z]$/.test(key)) control(key)?.click();
});
