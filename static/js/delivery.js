// Hands in what was written without network: one draft, once, and says what became of it.
import * as store from "./phone_store.js";

export const WAITING = "等待网络：内容和照片在本机，联网后自动送出。";
const SIGN_IN = "请重新登录后再送；内容和照片仍在本机。";

function body(draft) {
  const sent = new FormData();
  for (const [name, value] of draft.fields) sent.append(name, value);
  for (const file of draft.files) sent.append(file.field, file.content, file.name);
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) sent.set("csrfmiddlewaretoken", token.value);
  return sent;
}

function reasonOf(page) {
  const lines = page.querySelectorAll(".form-errors li");
  if (lines.length) return Array.from(lines, (line) => line.textContent.trim()).join("；");
  const why = page.querySelector("[data-reason]");
  return why ? why.textContent.trim() : "站点没有接受，请联系管理员。";
}

async function refused(draft, answer) {
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const why = reasonOf(page);
  await store.keep({ ...draft, state: "refused", why });
  return { state: "refused", why, errors: page.querySelector(".form-errors") };
}

// {state: "delivered", url} | {state: "waiting", why} | {state: "refused", why, errors}
export async function hand(draft) {
  let answer;
  try {
    answer = await fetch(draft.action, { method: "POST", body: body(draft) });
  } catch {
    await store.keep({ ...draft, state: "waiting", why: "" });
    return { state: "waiting", why: WAITING };
  }
  if (answer.redirected && new URL(answer.url).pathname.startsWith("/accounts/")) {
    await store.keep({ ...draft, state: "waiting", why: "" });
    return { state: "waiting", why: SIGN_IN };
  }
  if (answer.ok) {
    await store.forget(draft.key);
    return { state: "delivered", url: answer.url };
  }
  if (answer.status >= 500 || answer.status === 429) {
    await store.keep({ ...draft, state: "waiting", why: "" });
    return { state: "waiting", why: "站点暂时没有回应，稍后自动再送；内容和照片在本机。" };
  }
  return refused(draft, answer);
}

// One tab at a time. Whoever need not wait leaves it to the tab that is at it.
export function alone(work, wait = false) {
  if (!navigator.locks) return work();
  const options = { ifAvailable: !wait };
  return navigator.locks.request("liaison-delivery", options, (lock) => lock && work());
}
