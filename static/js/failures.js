// A request of htmx that failed says so in words, in a bar that stays until it is closed.
function reasonIn(response) {
  const page = new DOMParser().parseFromString(response, "text/html");
  const reason = page.querySelector("[data-reason]");
  return reason ? reason.textContent.trim() : "";
}

export function say(text) {
  document.querySelector(".notice-bar")?.remove();
  const bar = document.createElement("div");
  bar.className = "notice-bar";
  bar.setAttribute("role", "alert");
  const words = document.createElement("span");
  words.textContent = `${text} `;
  const close = document.createElement("button");
  close.type = "button";
  close.className = "btn btn-sm btn-outline-secondary";
  close.textContent = "知道了";
  close.addEventListener("click", () => bar.remove());
  bar.append(words, close);
  document.body.append(bar);
}

document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  say(reasonIn(responseText) || `操作没有完成（${status}），请稍后再试。`);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => say("网络不通，操作没有完成，请检查网络后再试。"));
}
