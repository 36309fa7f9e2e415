// The bar above a list whose rows can be ticked: says how many are, and waits for the first one.
function count(bar) {
  const ticked = document.querySelectorAll(`input[form="${bar.id}"]:checked`).length;
  bar.querySelector("[data-bulk-count]").textContent = ticked ? `已勾选 ${ticked} 件：` : "勾选后可以一起办：";
  for (const button of bar.querySelectorAll("button")) button.disabled = ticked === 0;
}

export function equip(part) {
  const bar = part.querySelector("form.bulk") || document.querySelector("form.bulk");
  if (bar) count(bar);
}

document.addEventListener("change", (event) => {
  const bar = event.target.form;
  if (bar?.matches("form.bulk")) count(bar);
});
