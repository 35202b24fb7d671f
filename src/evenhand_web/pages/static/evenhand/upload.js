/* Files are sent as they are chosen or dropped, in parts, and go on where they were when a connection comes back.
   Without this a file goes with its form, as in any page. */

const FIRST_WAIT_MS = 800, LONGEST_WAIT_MS = 15000, MOST_TRIES = 6;
const BAD_PART = [400, 422], SIGNED_OUT = [401, 403], GONE = [404, 410];
const coming = new Set();
const held = new Map();
let queue = Promise.resolve();

class Refused extends Error {}
class Waiting extends Error {}

const pause = (ms) => new Promise((resolve) => {
  const timer = setTimeout(resolve, ms);
  addEventListener("online", () => { clearTimeout(timer); resolve(); }, { once: true });
});

async function digestOf(bytes) {
  if (!crypto.subtle) return "";
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function made(tag, { text, ...more } = {}) {
  const element = Object.assign(document.createElement(tag), more);
  if (text) element.textContent = text;
  return element;
}

/* --- One field ------------------------------------------------------------------------------------------------------ */

class Field {
  constructor(box) {
    this.box = box;
    this.form = box.closest("form");
    this.words = box.dataset;
    this.input = box.querySelector("input[type=file]");
    this.list = box.querySelector("ul");
    this.name = box.dataset.chosen;
    this.isMany = "multiple" in box.dataset;
    box.querySelector("[data-drop]").hidden = false;
    this.input.addEventListener("change", () => { this.take([...this.input.files]); this.input.value = ""; });
    dropsOn(box, (files) => this.take(files));
  }

  take(files) {
    for (const file of this.isMany ? files : files.slice(0, 1)) this.add(file);
    if (files.length > 1 && !this.isMany) this.tell(this.words.one);
  }

  tell(words) {
    this.list.hidden = false;
    this.list.append(made("li", { text: words, className: "error" }));
  }

  row() {
    if (!this.isMany) this.list.replaceChildren();
    const row = made("li");
    this.list.hidden = false;
    this.list.append(row);
    return row;
  }

  add(file) {
    if (this.form.elements.csrfmiddlewaretoken === undefined) return;
    if (this.isMany === false) for (const other of coming) if (other.field === this) other.leave();
    new Sending(this, file, this.row());
  }

  /* A file that is here: ticked, so that the form takes it, with its first page. */
  keep(told, row) {
    const tick = made("input", { type: "checkbox", name: `${this.name}-kept`, value: told.kept, checked: true });
    const pages = told.pages ? `, ${this.words.pages.replace("0", told.pages)}` : "";
    const label = made("label");
    label.append(tick, ` ${told.name} (${told.large}${pages})`);
    row.replaceChildren(label);
    if (told.picture) row.prepend(made("img", { src: told.picture, alt: this.words.first.replace("…", told.name), loading: "lazy" }));
    const title = this.form.elements[this.name === "papers" ? "paper_title" : this.name.replace(/scan$/, "title")];
    if (title && title.type === "text" && !title.value) title.value = told.title;
  }
}

function dropsOn(box, taken) {
  const holdsFiles = (event) => event.dataTransfer && [...event.dataTransfer.types].includes("Files");
  for (const kind of ["dragenter", "dragover"]) {
    box.addEventListener(kind, (event) => { if (holdsFiles(event)) { event.preventDefault(); event.stopPropagation(); box.classList.add("over"); } });
  }
  box.addEventListener("dragleave", (event) => { if (!box.contains(event.relatedTarget)) box.classList.remove("over"); });
  box.addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.stopPropagation();
    box.classList.remove("over");
    taken([...event.dataTransfer.files]);
  });
}

/* --- One file on its way -------------------------------------------------------------------------------------------- */

class Sending {
  constructor(field, file, row) {
    Object.assign(this, { field, file, row, words: field.words, isLeft: false, number: 0 });
    this.bar = made("progress", { max: file.size || 1, value: 0 });
    this.bar.setAttribute("aria-label", this.words.sending.replace("…", file.name));
    this.state = made("span", { className: "soft" });
    this.state.setAttribute("role", "status");
    this.again = made("button", { type: "button", className: "second", text: this.words.again, hidden: true });
    this.off = made("button", { type: "button", className: "second", text: this.words.remove });
    this.off.setAttribute("aria-label", `${this.words.remove} ${file.name}`);
    this.again.addEventListener("click", () => this.start());
    this.off.addEventListener("click", () => this.leave());
    row.append(made("span", { className: "name", text: file.name }), this.bar, this.state, this.again, this.off);
    coming.add(this);
    this.start();
  }

  start() {
    this.again.hidden = true;
    this.say(this.words.waits);
    queue = queue.then(() => this.run()).catch(() => {});
  }

  say(words, isWrong = false) {
    this.state.textContent = words;
    this.state.className = isWrong ? "error" : "soft";
  }

  async run() {
    if (this.isLeft) return;
    try {
      const told = await this.whole();
      coming.delete(this);
      if (!this.isLeft) { this.field.keep(told, this.row); goOn(this.field.form); }
    } catch (fault) {
      held.delete(this.field.form);
      const isRefused = fault instanceof Refused;
      this.say(fault instanceof Refused || fault instanceof Waiting ? fault.message : this.words.cut, true);
      this.again.hidden = isRefused;
      if (isRefused) { coming.delete(this); this.bar.remove(); }
    }
  }

  async whole() {
    let at = await this.begin(), tries = 0;
    while (at < this.file.size && !this.isLeft) {
      this.bar.value = at;
      this.say(`${Math.floor((100 * at) / this.file.size)} %`);
      const bytes = await this.file.slice(at, at + this.part).arrayBuffer();
      const answer = await this.ask(`${this.number}/parts/${at}`, {
        method: "PUT", body: bytes, headers: { "Content-Type": "application/octet-stream", "X-Part-Digest": await digestOf(bytes) },
      });
      if (answer.ok) { at = answer.told.received; tries = 0; continue; }
      tries += 1;
      if (tries > MOST_TRIES) throw new Waiting(answer.told.words || this.words.cut);
      if (GONE.includes(answer.status) || !BAD_PART.includes(answer.status)) at = await this.begin();
    }
    this.bar.value = this.file.size;
    this.say(this.words.looks);
    const answer = await this.ask(`${this.number}/whole`, { method: "POST" });
    if (!answer.ok) throw new Refused(answer.told.words || this.words.cut);
    return answer.told;
  }

  /* Where to go on: what is there already counts only where it is the same, part for part. */
  async begin(mark = `${this.file.lastModified}`) {
    const body = new URLSearchParams({ name: this.file.name, size: this.file.size, mark: crypto.subtle || this.number ? mark : "" });
    const answer = await this.ask("", { method: "POST", body });
    if (!answer.ok) throw new Refused(answer.told.words || this.words.cut);
    const { number, part, received, digests } = answer.told;
    const isMine = number === this.number;
    Object.assign(this, { number, part });
    if (isMine) return received;
    for (const [place, digest] of digests.entries()) {
      const bytes = await this.file.slice(place * part, (place + 1) * part).arrayBuffer();
      if (await digestOf(bytes) !== digest) return this.begin(`${mark}-${Date.now()}`.slice(-40));
    }
    return received;
  }

  async ask(path, options, tries = 0) {
    const token = this.field.form.elements.csrfmiddlewaretoken;
    let answer;
    try {
      answer = await fetch(this.words.uploads + path, {
        ...options, headers: { ...options.headers, "X-CSRFToken": token.value }, redirect: "manual", credentials: "same-origin",
      });
    } catch {
      if (this.isLeft) throw new Waiting("");
      if (tries >= MOST_TRIES) throw new Waiting(this.words.cut);
      this.say(this.words.retry, true);
      await pause(Math.min(FIRST_WAIT_MS * 2 ** tries, LONGEST_WAIT_MS));
      return this.ask(path, options, tries + 1);
    }
    if (answer.type === "opaqueredirect" || SIGNED_OUT.includes(answer.status)) {
      if (!tries && await freshToken()) return this.ask(path, options, 1);
      throw new Waiting(this.words.out);
    }
    const isTold = (answer.headers.get("Content-Type") || "").includes("json");
    const told = isTold ? await answer.json() : { words: answer.ok ? "" : await answer.text() };
    if (answer.status === 507 || answer.status === 503) throw new Waiting(told.words);
    return { ok: answer.ok && isTold, status: answer.status, told };
  }

  leave() {
    this.isLeft = true;
    coming.delete(this);
    held.delete(this.field.form);
    this.row.remove();
    if (this.number) this.ask(`${this.number}/removed`, { method: "POST" }).catch(() => {});
  }
}

/* Whoever signed in again in another window has another token: every form of this page gets it. */
async function freshToken() {
  const answer = await fetch("/account/session", { redirect: "manual" }).catch(() => null);
  if (!answer || !answer.ok) return false;
  const { token } = await answer.json();
  for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
  return true;
}

/* --- Many at once: each becomes a document of its own ---------------------------------------------------------------- */

function isFree(row) {
  const title = row.querySelector("[name$=-title]");
  return title && !title.value && !row.querySelector("[name$=-kept], progress");
}

function nextRow(zone) {
  const rows = document.querySelector(`[data-rows-of="${zone.dataset.many}"]`);
  const free = [...rows.children].find(isFree);
  if (free) return free;
  const total = zone.closest("form").elements[`${zone.dataset.many}-TOTAL_FORMS`], number = Number(total.value);
  if (number >= Number(zone.dataset.most)) return null;
  const shown = document.createElement("template");
  shown.innerHTML = zone.querySelector("template").innerHTML.replaceAll("__prefix__", number).replaceAll("__number__", number + 1);
  rows.append(shown.content);
  total.value = number + 1;
  const row = rows.lastElementChild;
  for (const box of row.querySelectorAll("[data-chosen]")) fields.set(box, new Field(box));
  return row;
}

function eachItsRow(zone, files) {
  const told = zone.querySelector("[data-told]");
  let taken = 0;
  for (const file of files) {
    const row = nextRow(zone);
    if (!row) break;
    fields.get(row.querySelector("[data-chosen]")).take([file]);
    taken += 1;
  }
  told.textContent = taken < files.length ? zone.dataset.more : zone.dataset.taken.replace("0", taken);
}

/* --- The page ------------------------------------------------------------------------------------------------------- */

const fields = new Map();
for (const box of document.querySelectorAll("[data-chosen]")) fields.set(box, new Field(box));
for (const zone of document.querySelectorAll("[data-many]")) {
  zone.hidden = false;
  const input = zone.querySelector("input[type=file]");
  input.addEventListener("change", () => { eachItsRow(zone, [...input.files]); input.value = ""; });
  dropsOn(zone, (files) => eachItsRow(zone, files));
}
for (const form of new Set([...fields.values()].map((field) => field.form))) {
  form.addEventListener("submit", (event) => {
    const mine = [...coming].filter((sending) => sending.field.form === form);
    if (!mine.length) return;
    event.preventDefault();
    if (mine.every((sending) => sending.again.hidden)) held.set(form, event.submitter);
    for (const sending of mine) if (sending.again.hidden) sending.say(sending.words.first_this);
    mine[0].off.focus();
  });
}

/* A form that was entered while its files were still coming is entered once the last is here; one that was refused, cut
   off or removed meanwhile leaves it to the person. */
function goOn(form) {
  if (!held.has(form) || [...coming].some((sending) => sending.field.form === form)) return;
  const button = held.get(form);
  held.delete(form);
  form.requestSubmit(button);
}
addEventListener("beforeunload", (event) => { if (coming.size) event.preventDefault(); });
/* A file dropped beside its place would take the page away, and all that was typed with it. */
for (const kind of ["dragover", "drop"]) {
  if (fields.size) addEventListener(kind, (event) => { if (event.dataTransfer && [...event.dataTransfer.types].includes("Files")) event.preventDefault(); });
}

/* --- What was sent before and not entered ---------------------------------------------------------------------------- */

async function offerEarlier(field) {
  const answer = await fetch(field.words.uploads, { redirect: "manual" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const { unfinished, kept } = await answer.json();
  const isHere = (told) => document.querySelector(`input[value="${CSS.escape(told.kept)}"]`);
  const earlier = [...kept.filter((told) => !isHere(told)), ...unfinished];
  if (!earlier.length) return;
  const more = made("details"), list = made("ul", { className: "kept-files" });
  more.append(made("summary", { text: field.words.earlier.replace("0", earlier.length) }), list);
  for (const told of earlier) {
    const row = made("li"), off = made("button", { type: "button", className: "second", text: field.words.remove });
    const part = told.kept ? told.large : field.words.part.replace("…", `${Math.floor((100 * told.received) / told.size)} %`);
    row.append(made("span", { text: `${told.name} (${part})` }));
    if (told.kept) {
      const use = made("button", { type: "button", className: "second", text: field.words.use });
      use.addEventListener("click", () => { row.remove(); field.keep(told, field.row()); });
      row.append(use);
    }
    off.addEventListener("click", async () => {
      const token = field.form.elements.csrfmiddlewaretoken.value;
      await fetch(`${field.words.uploads}${told.number}/removed`, { method: "POST", headers: { "X-CSRFToken": token } });
      row.remove();
    });
    row.append(off);
    list.append(row);
  }
  field.box.append(more);
}

const first = [...fields.values()][0];
if (first) offerEarlier(first);
