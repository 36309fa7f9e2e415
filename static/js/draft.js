// data-draft="key" on a text field: what is typed stays on this device until the form was accepted,
// so that a lost connection loses no words. data-draft-sent="key" on the page that follows forgets it.
const PREFIX = "draft:";
const KEPT_DAYS = 7;

function read(key) {
  try {
    const kept = JSON.parse(window.localStorage.getItem(PREFIX + key));
    return kept && Date.now() - kept.at < KEPT_DAYS * 86_400_000 ? kept.text : "";
  } catch {
    return "";
  }
}

function keep(key, text) {
  try {
    if (text) window.localStorage.setItem(PREFIX + key, JSON.stringify({ at: Date.now(), text }));
    else window.localStorage.removeItem(PREFIX + key);
  } catch {
    // a browser that keeps nothing: the form works without
  }
}

function say(field, text) {
  const line = document.createElement("div");
  line.className = "form-text";
  line.setAttribute("role", "status");
  line.textContent = text;
  field.after(line);
}

function prepare(field) {
  const key = field.dataset.draft;
  const kept = read(key);
  if (kept && !field.value) {
    field.value = kept;
    say(field, "已恢复上次没有提交的内容。");
  }
  field.addEventListener("input", () => keep(key, field.value));
}

export function equip(part) {
  for (const mark of part.querySelectorAll("[data-draft-sent]")) keep(mark.dataset.draftSent, "");
  for (const field of part.querySelectorAll("[data-draft]:not([data-draft-on])")) {
    field.dataset.draftOn = "1";
    prepare(field);
  }
}

window.addEventListener("offline", () => {
  for (const field of document.querySelectorAll("[data-draft]")) {
    say(field, "网络已断开，写好的内容留在本机，联网后再提交。");
  }
});
