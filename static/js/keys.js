// "/" goes to the search field, "?" shows the keys of this page. Off while someone types,
// and off altogether where the person switched single keys off (body[data-keys=off]).
const isTyping = (target) => target.closest("input, textarea, select, [contenteditable]");

document.addEventListener("keydown", (event) => {
  if (document.body.dataset.keys === "off" || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
  const fields = [...document.querySelectorAll("main [role=search] input[type=search], .topbar [role=search] input")];
  const search = fields.reverse().find((field) => field.checkVisibility());
  const help = document.getElementById("keys");
  if (event.key === "/" && search) {
    event.preventDefault();
    search.focus();
  } else if (event.key === "?" && help?.showModal) {
    help.showModal();
  } else if (/^[1-9]$/.test(event.key)) {
    document.querySelectorAll(".choices:has(.kbd) input, .need > .button")[event.key - 1]?.click();
  }
});
