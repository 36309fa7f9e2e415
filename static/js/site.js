// What every page's script consists of. Each module looks for its own data- hooks, in the page and
// in what htmx puts into it later; a page without the hooks is left alone.
import "./back.js";
import "./csrf.js";
import "./once.js";
import "./failures.js";
import "./filters.js";
import "./fold.js";
import "./keyboard.js";
import "./months.js";
import "./outbox.js";
import * as bulk from "./bulk.js";
import * as chart from "./chart.js";
import * as draft from "./draft.js";
import * as files from "./files.js";
import * as dates from "./dates.js";
import * as focus from "./focus.js";
import * as kept from "./kept_form.js";
import * as tabs from "./tabs.js";

const modules = [bulk, chart, dates, draft, files, focus, kept, tabs];

function equip(part) {
  for (const module of modules) module.equip(part);
}

equip(document);
document.addEventListener("htmx:load", (event) => equip(event.detail.elt));
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
});
