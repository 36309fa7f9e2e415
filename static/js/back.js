// data-back: to the page before, when there is one on this site; the link's own address otherwise.
// data-reload: the same page again.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-back], [data-reload]");
  if (!button) return;
  if (button.hasAttribute("data-reload")) {
    event.preventDefault();
    window.location.reload();
  } else if (document.referrer.startsWith(window.location.origin) && window.history.length > 1) {
    event.preventDefault();
    window.history.back();
  }
});
