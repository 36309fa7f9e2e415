// The desk's own keys, called by keyboard.js: "x" ticks the row one stands on; the letters below take
// a step, of the concern on the page or of the row one stands on.
const STEPS = { s: "sort", d: "decide", m: "merge", a: "answer", o: "take_on" };
// Opened by their address from a list; the others need the concern's own page.
const PAGES = { sort: "sort/", decide: "decide/", merge: "merge/", answer: "answer/" };

function row() {
  return document.querySelector("main tbody tr[aria-current]") || document.activeElement.closest?.("main tbody tr");
}

function tick() {
  const box = row()?.querySelector("input[type=checkbox]");
  if (!box) return false;
  box.checked = !box.checked;
  box.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

function step(key) {
  const button = document.querySelector(`main [data-step="${key}"]`);
  if (button) {
    button.click();
    return true;
  }
  const link = document.getElementById("bulk") && row()?.querySelector("a.row-title");
  if (!link || !PAGES[key]) return false;
  window.location.assign(link.href + PAGES[key]);
  return true;
}

export function work(key) {
  if (key === "x") return tick();
  return key in STEPS ? step(STEPS[key]) : false;
}
