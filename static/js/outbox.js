// data-outbox on a desk page: logs that were written without network go out by themselves as soon
// as there is network, from whichever page is open, and say so here.
import * as store from "./phone_store.js";
import { alone, hand } from "./delivery.js";

const AGAIN_MILLISECONDS = 60_000;
const bar = document.querySelector("[data-outbox]");

function line(draft, words, url) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = draft.title;
  row.append(link, `：${words}`);
  return row;
}

async function deliver() {
  const rows = [];
  for (const draft of await store.all(bar.dataset.outbox)) {
    // the open form speaks for itself
    if (document.querySelector(`form[data-kept="${draft.key}"]`)) continue;
    if (draft.state === "waiting" && navigator.onLine) {
      const told = await hand(draft);
      const words = { delivered: "已送达。", waiting: told.why, refused: `没有送达：${told.why} 内容和照片仍在本机，改好后再送。` };
      rows.push(line(draft, words[told.state], told.state === "delivered" ? told.url : draft.action));
    } else if (draft.state === "waiting") rows.push(line(draft, "等待网络，联网后自动送出。", draft.action));
    else if (draft.state === "refused") rows.push(line(draft, `没有送达：${draft.why} 内容和照片仍在本机。`, draft.action));
    else rows.push(line(draft, "草稿已保存在本机，还没有提交。", draft.action));
  }
  bar.hidden = rows.length === 0;
  bar.querySelector("ul").replaceChildren(...rows);
}

function tryNow() {
  alone(deliver).catch(() => {
    // a browser that keeps nothing has nothing to hand in
  });
}

if (bar) {
  window.addEventListener("online", tryNow);
  window.addEventListener("offline", tryNow);
  window.setInterval(() => {
    if (navigator.onLine) tryNow();
  }, AGAIN_MILLISECONDS);
  tryNow();
}
