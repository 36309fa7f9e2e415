// The desk by keyboard: "g" and a letter opens a page, "/" goes to the search, j and k walk along a
// list, "?" explains. Nothing happens while someone is typing.
import { work } from "./desk.js";

const PAUSE_MILLISECONDS = 1200;
let afterG = 0;

function isTyping(target) {
  return target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
}

function showHelp() {
  const dialog = document.getElementById("keyboard-help");
  if (dialog?.showModal && !dialog.open) dialog.showModal();
}

function open(key) {
  const link = document.querySelector(`.desk-menu [data-go="${key}"]`);
  if (link) window.location.assign(link.href);
  return Boolean(link);
}

function walk(step) {
  const rows = [...document.querySelectorAll("main tbody tr")].filter((row) => row.querySelector("a[href]"));
  if (!rows.length) return false;
  const here = rows.findIndex((row) => row.contains(document.activeElement));
  const next = rows[Math.min(Math.max(here + step, 0), rows.length - 1)];
  for (const row of rows) row.removeAttribute("aria-current");
  next.setAttribute("aria-current", "true");
  next.querySelector("a[href]").focus();
  return true;
}

function search() {
  const field = document.querySelector("main input[type=search], main .filters input[type=text], main .filters select");
  if (field) field.focus();
  return Boolean(field);
}

function act(key) {
  if (afterG && Date.now() - afterG < PAUSE_MILLISECONDS) {
    afterG = 0;
    return open(key);
  }
  if (key === "g") {
    afterG = Date.now();
    return true;
  }
  if (key === "?") return showHelp() ?? true;
  if (key === "/") return search();
  if (key === "j") return walk(1);
  return key === "k" ? walk(-1) : work(key);
}

if (document.querySelector(".desk-menu")) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyping(event.target) || document.querySelector("dialog[open]")) return;
    if (/^[a-z?/]$/.test(event.key) && act(event.key)) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-keys-help]")) showHelp();
  });
}
