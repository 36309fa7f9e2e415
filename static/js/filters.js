// data-auto-submit on a filter form: choosing filters at once, typing after a short rest, and empty
// fields stay out of the address. Forms with hx-get are left to htmx's own hx-trigger.
const REST_MILLISECONDS = 500;
const waiting = new WeakMap();

function send(form) {
  if (window.htmx && form.hasAttribute("hx-get")) window.htmx.trigger(form, "submit");
  else form.requestSubmit ? form.requestSubmit() : form.submit();
}

document.addEventListener("change", (event) => {
  const form = event.target.closest("form[data-auto-submit]");
  if (form && !event.target.matches("input[type=search], input[type=text]")) send(form);
});

document.addEventListener("input", (event) => {
  const form = event.target.closest("form[data-auto-submit][hx-get]");
  if (!form || !event.target.matches("input[type=search], input[type=text]") || event.isComposing) return;
  window.clearTimeout(waiting.get(form));
  waiting.set(form, window.setTimeout(() => send(form), REST_MILLISECONDS));
});

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "get" || !form.matches("form[data-auto-submit]")) return;
  for (const field of form.elements) {
    if (field.name && field.value === "" && !field.disabled) {
      field.disabled = true;
      window.setTimeout(() => { field.disabled = false; }, 0);
    }
  }
});

document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.verb !== "get") return;
  const { parameters } = event.detail;
  for (const name of Object.keys(parameters)) if (parameters[name] === "") delete parameters[name];
});
