// data-file-field: says in the page's own words which files were chosen. Without scripts the
// browser's own file field is shown and says so itself.
const NONE = "还没有选择";

function told(files) {
  const names = Array.from(files, (file) => file.name);
  if (names.length === 0) return NONE;
  return names.length === 1 ? names[0] : `已选 ${names.length} 个：${names.join("、")}`;
}

function tell(input) {
  const field = input.closest("[data-file-field]");
  if (field) field.querySelector("[data-file-names]").textContent = told(input.files);
}

document.addEventListener("change", (event) => {
  if (event.target.matches("input[type=file]")) tell(event.target);
});

export function equip(part) {
  part.querySelectorAll("[data-file-field] input[type=file]").forEach(tell);
}
