// data-month-step on a button beside a select of months: the month before, the month after.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-month-step]");
  if (!button) return;
  const select = button.parentElement.querySelector("select");
  // months stand newest first; the empty choice means no month
  const months = Array.from(select.options, (option) => option.value).filter(Boolean).sort();
  const now = select.value || select.dataset.now;
  const next = months[months.indexOf(now) + Number(button.dataset.monthStep)];
  if (!next) return;
  select.value = next;
  select.dispatchEvent(new Event("change", { bubbles: true }));
});
