// A link with data-dialog opens that dialog instead of the page it points to.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.dialog);
  if (!dialog?.showModal || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  dialog.showModal();
});
