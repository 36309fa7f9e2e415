// data-fold on a button: shows and hides what it controls (aria-controls). Used where a phone has no
// room, such as a list's filters; what is folded by width alone is the stylesheet's business.
document.addEventListener("click", (event) => {
  const button = event.target.closest("button[data-fold]");
  if (!button) return;
  const open = button.getAttribute("aria-expanded") !== "true";
  button.setAttribute("aria-expanded", String(open));
});
