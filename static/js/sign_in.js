// The sign-in form on a phone. Without network the code, its moment and the page's pass stay on this
// phone and are handed in once there is network again; "定位签到" sends where the phone is.
const PREFIX = "sign-in:";

function keep(key, value) {
  try {
    if (value) window.localStorage.setItem(PREFIX + key, JSON.stringify(value));
    else window.localStorage.removeItem(PREFIX + key);
    return true;
  } catch {
    return false;
  }
}

function kept(key) {
  try {
    return JSON.parse(window.localStorage.getItem(PREFIX + key));
  } catch {
    return null;
  }
}

function say(form, words) {
  form.querySelector("[data-sign-in-word]").textContent = words;
}

let isBusy = false;

// Once at a time: the page may open and the network return in the same moment.
async function handIn(form) {
  if (isBusy) return;
  isBusy = true;
  try {
    await handInOnce(form);
  } finally {
    isBusy = false;
  }
}

async function handInOnce(form) {
  const given = kept(form.dataset.keptKey);
  if (!given || !navigator.onLine) return;
  say(form, "正在补传刚才的签到……");
  const body = new FormData(form);
  body.set("c", given.c);
  body.set("at", given.at);
  // the page the code was typed on, not the one that hands it in
  body.set("page", given.page);
  body.set("sent", new Date().toISOString());
  try {
    const answer = await fetch(form.action, { method: "POST", body });
    // the server is not there yet: try again later
    if (answer.status >= 500) throw new Error("later");
    // signed out meanwhile: kept, and handed in when signing in leads back to this page
    if (new URL(answer.url).pathname.startsWith("/accounts/login/")) {
      window.location.assign(answer.url);
      return;
    }
    if (answer.status === 403 || new URL(answer.url).pathname.startsWith("/accounts/")) {
      say(form, "签到已存在本机，请重新登录后打开本页，在 24 小时内补传。");
      return;
    }
    keep(form.dataset.keptKey, null);
    if (answer.ok) {
      window.location.assign(form.action);
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const why = page.querySelector("[data-reason], .errorlist");
    say(form, `补传未成功：${why ? why.textContent.trim() : "请联系站点联络员登记。"}`);
  } catch {
    say(form, "签到已存在本机，联网后自动补传，请在 24 小时内打开本页。");
  }
}

function keepOffline(event) {
  const form = event.target;
  const code = form.elements.c.value.trim();
  if (navigator.onLine || !code) return;
  event.preventDefault();
  const isKept = keep(form.dataset.keptKey, {
    c: code,
    at: new Date().toISOString(),
    page: form.elements.page.value,
  });
  say(form, isKept ? "没有网络，签到已存在本机，联网后自动补传。" : "没有网络，请联网后再签到。");
}

function locate(form, button) {
  button.disabled = true;
  say(form, "正在定位……");
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      form.elements.latitude.value = coords.latitude.toFixed(6);
      form.elements.longitude.value = coords.longitude.toFixed(6);
      form.requestSubmit();
    },
    () => {
      button.disabled = false;
      say(form, "没有得到位置，请允许定位，或输入屏幕上的签到码。");
    },
    { enableHighAccuracy: true, timeout: 15_000, maximumAge: 30_000 },
  );
}

for (const form of document.querySelectorAll("form[data-sign-in]")) {
  const button = form.querySelector("[data-locate]");
  if (button && "geolocation" in navigator) {
    button.hidden = false;
    button.addEventListener("click", () => locate(form, button));
  }
  form.addEventListener("submit", keepOffline);
  window.addEventListener("online", () => handIn(form));
  handIn(form);
}
