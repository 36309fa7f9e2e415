// data-once on a form: a second press of the button does not send it twice.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-once]")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  // after the browser has read which button was pressed
  window.setTimeout(() => setButtons(form, true), 0);
});

// back from the page that followed, or answered with errors: it may be sent again
function release(form) {
  delete form.dataset.sent;
  setButtons(form, false);
}

function setButtons(form, sending) {
  for (const button of form.querySelectorAll("button:not([type=button]), input[type=submit]")) {
    button.setAttribute("aria-busy", String(sending));
  }
}

window.addEventListener("pageshow", () => document.querySelectorAll("form[data-once]").forEach(release));
document.addEventListener("htmx:afterRequest", (event) => {
  if (event.detail.elt.matches("form[data-once]")) release(event.detail.elt);
});
