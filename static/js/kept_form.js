// data-kept="key" on a form: every field and every photo stays on this phone from the first letter
// until the site has it. Without network the form waits and goes out by itself, once.
import * as store from "./phone_store.js";
import { WAITING, alone, hand } from "./delivery.js";

const REST_MILLISECONDS = 200;
const OWN_WAY = new Set(["hidden", "file", "submit", "button"]);

function clock() {
  return new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
}

function photosOf(form) {
  return form.querySelector("input[type=file]");
}

function gathered(form, state) {
  const fields = [];
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && name !== "csrfmiddlewaretoken") fields.push([name, value]);
  }
  const input = photosOf(form);
  const files = Array.from(input ? input.files : [], (file) => ({ field: input.name, name: file.name, content: file }));
  return {
    key: form.dataset.kept, owner: form.dataset.owner, title: form.dataset.title,
    action: new URL(form.action).pathname, fields, files, state, why: "",
  };
}

class KeptForm {
  constructor(form) {
    this.form = form;
    this.word = form.querySelector("[data-kept-word]");
    this.state = "draft";
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => { this.listPhotos(); this.soon(); });
    form.addEventListener("submit", (event) => { event.preventDefault(); this.submit(); });
    window.addEventListener("online", () => { if (this.state === "waiting") this.submit(); });
    window.addEventListener("pagehide", () => { if (this.pending) this.save(); });
    document.addEventListener("visibilitychange", () => { if (this.pending) this.save(); });
  }

  say(words, tone = "info") {
    this.word.textContent = words;
    this.word.className = `alert alert-${tone} kept-word`;
    this.word.hidden = false;
  }

  soon() {
    window.clearTimeout(this.pending);
    this.pending = window.setTimeout(() => this.save(), REST_MILLISECONDS);
  }

  async save() {
    window.clearTimeout(this.pending);
    this.pending = 0;
    try {
      await store.keep(gathered(this.form, this.state));
      if (this.state === "waiting") this.say(WAITING, "warning");
      else this.say(`草稿已保存在本机（${clock()}）。${navigator.onLine ? "" : "现在没有网络，照常写，写完按“归档”。"}`);
    } catch {
      this.say("这台手机存不下草稿，请联网后再写。", "warning");
    }
  }

  async restore() {
    const draft = await store.read(this.form.dataset.kept, this.form.dataset.owner);
    if (!draft) return;
    for (const [name, value] of draft.fields) {
      const field = this.form.elements.namedItem(name);
      if (field && (name === "once" || !OWN_WAY.has(field.type))) field.value = value;
    }
    this.putPhotos(draft.files.map((file) => new File([file.content], file.name, { type: file.content.type })));
    this.state = draft.state;
    if (draft.state === "waiting") {
      this.say(WAITING, "warning");
      if (navigator.onLine) await this.submit();
    } else if (draft.state === "refused") this.say(`没有送达：${draft.why} 内容和照片都还在，改好后再提交。`, "danger");
    else this.say("已恢复上次没有提交的内容和照片，草稿保存在本机。");
  }

  async submit() {
    if (this.busy) return;
    this.busy = true;
    this.state = "waiting";
    await this.save();
    if (navigator.onLine) {
      this.say("正在送出……");
      await alone(async () => this.told(await hand(gathered(this.form, "waiting"))), true);
    }
    this.busy = false;
    delete this.form.dataset.sent;
    for (const button of this.form.querySelectorAll("[aria-busy]")) button.setAttribute("aria-busy", "false");
  }

  told(outcome) {
    if (outcome.state === "delivered") {
      this.say("已送达。", "success");
      window.location.assign(outcome.url);
      return;
    }
    this.state = outcome.state;
    for (const old of document.querySelectorAll(".form-errors")) old.remove();
    if (outcome.state === "waiting") this.say(outcome.why, "warning");
    else {
      if (outcome.errors) this.form.before(document.importNode(outcome.errors, true));
      this.say(`没有送达：${outcome.why} 内容和照片都还在，改好后再提交。`, "danger");
      this.word.scrollIntoView({ block: "center" });
    }
  }

  // photos by name, each with a button that leaves it out again
  listPhotos() {
    const list = this.form.querySelector("[data-photo-list]");
    const files = Array.from(photosOf(this.form).files);
    list.replaceChildren(...files.map((file) => {
      const row = document.createElement("li");
      const away = document.createElement("button");
      away.type = "button";
      away.className = "btn btn-sm btn-outline-secondary";
      away.textContent = "移除";
      away.setAttribute("aria-label", `移除照片 ${file.name}`);
      away.addEventListener("click", () => { this.putPhotos(files.filter((other) => other !== file)); this.soon(); });
      row.append(file.name, away);
      return row;
    }));
  }

  putPhotos(files) {
    const chosen = new DataTransfer();
    for (const file of files) chosen.items.add(file);
    const input = photosOf(this.form);
    input.files = chosen.files;
    this.listPhotos();
    const names = this.form.querySelector("[data-file-names]");
    if (names) names.textContent = files.length ? `已选 ${files.length} 张` : "还没有选择";
  }
}

export function equip(part) {
  if (!("indexedDB" in window)) return;
  for (const form of part.querySelectorAll("form[data-kept]:not([data-kept-on])")) {
    form.dataset.keptOn = "1";
    new KeptForm(form).restore().catch(() => {
      // a browser that keeps nothing: the form works without
    });
  }
}
