// data-focus: the summary of a form's errors is read out as soon as it appears.
export function equip(part) {
  const target = part.matches?.("[data-focus]") ? part : part.querySelector("[data-focus]");
  if (target) target.focus();
}

// A link of the summary leads into the field itself, or to a group's first choice.
document.addEventListener("click", (event) => {
  const link = event.target.closest(".form-errors a[href^='#']");
  if (!link) return;
  const target = document.getElementById(link.hash.slice(1));
  if (!target) return;
  event.preventDefault();
  const field = target.matches("input, select, textarea") ? target : target.querySelector("input, select, textarea");
  (field || target).focus();
});
