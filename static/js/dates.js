// A date field speaks the browser's language, whichever that is; below it the day stands in Chinese.
const WEEKDAYS = "日一二三四五六";

function told(value) {
  const [year, month, day] = value.split("-").map(Number);
  if (!year || !month || !day) return "";
  return `${year}年${month}月${day}日 周${WEEKDAYS[new Date(year, month - 1, day).getDay()]}`;
}

export function equip(part) {
  for (const field of part.querySelectorAll("input[type=date]:not([data-told])")) {
    field.dataset.told = "1";
    const line = document.createElement("output");
    line.className = "date-said";
    if (field.id) line.htmlFor = field.id;
    const tell = () => { line.textContent = told(field.value); };
    field.after(line);
    field.addEventListener("input", tell);
    tell();
  }
}
