// A slider beside its number: either one moves the other. The number is what is sent.
const enhance = (root) => {
  for (const range of root.querySelectorAll("[data-range][hidden]")) {
    const number = document.getElementById(range.dataset.range);
    if (!number) continue;
    range.hidden = false;
    range.value = number.value || range.min;
    range.addEventListener("input", () => {
      number.value = range.value;
      number.dispatchEvent(new Event("input", { bubbles: true }));
    });
    number.addEventListener("input", () => {
      if (number.value !== "") range.value = number.value;
    });
  }
};

enhance(document);
document.addEventListener("htmx:load", (event) => enhance(event.detail.elt));
