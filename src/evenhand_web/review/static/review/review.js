/* The workspace: what is typed is saved by itself, a row is always free, and one key anchors a sentence to a page. */
"use strict";

const QUIET_MS = 1200;
const ABBREVIATED = /(?:\b(?:Dr|Mr|Mrs|Ms|No|vs|approx|Fig|cf|e\.g|i\.e)|\b[A-Z])\.$/;

/* --- Saving --------------------------------------------------------------------------------------------------------- */

class Saver {
  constructor(form) {
    this.form = form;
    this.state = form.querySelector(".state");
    this.timer = 0;
    this.busy = false;
    this.again = false;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    form.addEventListener("submit", (event) => { event.preventDefault(); this.now(); });
  }

  soon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), QUIET_MS);
    this.dirty = true;
  }

  async now() {
    clearTimeout(this.timer);
    if (this.busy) { this.again = true; return; }
    this.busy = true;
    this.dirty = false;
    try {
      const answer = await fetch(this.form.action, {
        method: "POST", body: new FormData(this.form), headers: { "X-Autosave": "1" }, redirect: "error",
      });
      if (answer.status === 404) {
        this.state.textContent = "This draft can no longer be changed: the case has moved on. Copy what you need of it, and reload.";
        this.busy = false;
        return;
      }
      if (!answer.ok && answer.status !== 409 && answer.status !== 422) throw new Error(String(answer.status));
      this.state.innerHTML = await answer.text();
      this.dirty = answer.status === 422 || this.dirty; // what was refused is still to be saved
      if (answer.ok) {
        this.form.elements.number.value = answer.headers.get("X-Number");
        document.body.dispatchEvent(new Event("saved")); // the checks look again
      }
    } catch {
      this.dirty = true;
      this.state.textContent = "Not saved: the server could not be reached, or you are signed out. It is tried again.";
      this.timer = setTimeout(() => this.now(), 10 * QUIET_MS);
    }
    this.busy = false;
    if (this.again) { this.again = false; this.now(); }
  }
}

const savers = new Map();
for (const form of document.querySelectorAll("form[data-save]")) savers.set(form, new Saver(form));
addEventListener("beforeunload", (event) => {
  if ([...savers.values()].some((saver) => saver.dirty || saver.busy)) event.preventDefault();
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden") for (const saver of savers.values()) if (saver.dirty) saver.now();
});

/* --- Rows ----------------------------------------------------------------------------------------------------------- */

function isBlank(row) {
  return [...row.querySelectorAll("input:not([type=hidden]), textarea, select")].every((field) => !field.value.trim());
}

function blankLike(row) {
  const made = row.cloneNode(true);
  for (const field of made.querySelectorAll("input:not([type=hidden]), textarea")) { field.value = ""; field.textContent = ""; }
  for (const list of made.querySelectorAll("select")) list.selectedIndex = 0;
  mark(made);
  return made;
}

function mark(row) {
  const record = row.querySelector("select[name$=-record]");
  row.classList.toggle("anchored", Boolean(record && record.value && row.querySelector("[data-anchor]")));
}

function keepOneFree(rows) {
  const last = rows.lastElementChild;
  if (last && !isBlank(last)) rows.append(blankLike(last));
  renumber(rows);
}

/* Rows are told apart by their number in the names of their fields, and counted: `fact-0-words`, `fact-TOTAL_FORMS`. */
function renumber(rows) {
  const prefix = rows.dataset.rows;
  [...rows.children].forEach((row, number) => {
    for (const field of row.querySelectorAll("[name]")) {
      const end = `${prefix}-${number}-${field.name.split("-").pop()}`;
      field.id = field.id.slice(0, field.id.length - field.name.length) + end;
      field.name = end;
    }
  });
  rows.closest("form").elements[`${prefix}-TOTAL_FORMS`].value = rows.children.length;
}

for (const rows of document.querySelectorAll("[data-rows]")) {
  for (const row of rows.children) mark(row);
  for (const button of rows.querySelectorAll("[data-anchor]")) button.hidden = false;
  for (const kind of ["input", "change"]) {
    rows.addEventListener(kind, (event) => { mark(event.target.closest("[data-row]")); keepOneFree(rows); });
  }
}

/* --- Anchoring ------------------------------------------------------------------------------------------------------ */

function sentences(text) {
  const found = [];
  let start = 0;
  for (const end of text.matchAll(/[.!?]["”’)]?\s+(?=["“‘(]?[A-Z0-9])/g)) {
    const until = end.index + end[0].length;
    if (ABBREVIATED.test(text.slice(start, end.index + 1))) continue;
    found.push([start, until]);
    start = until;
  }
  return [...found, [start, text.length]];
}

/* The row of the sentence at the cursor: what stands before and after it in the same field moves to rows of its own. */
function rowOfSentence(row, field) {
  const text = field.value, at = field.selectionStart;
  const parts = sentences(text);
  const mine = parts.findIndex(([, end]) => at < end) === -1 ? parts.length - 1 : parts.findIndex(([, end]) => at < end);
  const [start, end] = parts[mine];
  const before = text.slice(0, start).trim(), after = text.slice(end).trim();
  field.value = text.slice(start, end).trim();
  for (const [words, place] of [[before, "beforebegin"], [after, "afterend"]]) {
    if (!words) continue;
    const made = blankLike(row);
    made.querySelector("textarea").value = words;
    row.insertAdjacentElement(place, made);
  }
  renumber(row.parentElement);
  return row;
}

function anchor(row, field) {
  const shown = document.querySelector("#page .shown");
  if (!row || !shown || !shown.dataset.page) {
    say(row, "Open a page of the record first.");
    return;
  }
  if (field && field.tagName === "TEXTAREA") rowOfSentence(row, field);
  row.querySelector("select[name$=-record]").value = shown.dataset.record;
  row.querySelector("input[name$=-page]").value = shown.dataset.page;
  row.dispatchEvent(new Event("change", { bubbles: true }));
  mark(row);
  say(row, `Anchored to ${shown.dataset.record}, page ${shown.dataset.page}.`);
}

function say(row, words) {
  const state = (row && row.closest("form") ? row.closest("form") : document).querySelector(".state");
  if (state) state.textContent = words;
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-anchor]");
  if (button) anchor(button.closest("[data-row]"), null);
});

document.addEventListener("keydown", (event) => {
  if (event.key === "F8" || (event.altKey && event.code === "KeyA")) {
    const field = document.activeElement;
    const row = field && field.closest("[data-row]");
    if (row && !row.querySelector("[data-anchor]")) return;
    event.preventDefault();
    anchor(row, field);
  }
});

/* --- The page shown ------------------------------------------------------------------------------------------------- */

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.target.id !== "page") return;
  const pane = document.getElementById("record"), shown = event.target.querySelector(".shown");
  if (getComputedStyle(pane).position === "sticky") pane.scrollTop = event.target.offsetTop - 8; // the pane is what its offset counts from
  else event.target.scrollIntoView();
  if (!shown || !shown.dataset.page) return;
  for (const row of document.querySelectorAll(".documents > li")) {
    if (row.dataset.record === shown.dataset.record) for (const tag of row.querySelectorAll(".unopened")) tag.remove();
  }
});
