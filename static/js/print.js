// [data-print] opens the browser's own print dialog; without scripts the page says how instead.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
