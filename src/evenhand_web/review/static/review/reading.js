/* Reading: a page counts as seen once all of it was on the screen, large enough to be read, for two seconds in all; or its text was open that long; or the document was printed. */
"use strict";

const LONG_ENOUGH_MS = 2000, TICK_MS = 250, AGAIN_MS = 8000, LEGIBLE_PX = 480;
const DOWN = [0.03, 0.19, 0.35, 0.5, 0.65, 0.81, 0.97], ACROSS = [0.1, 0.5, 0.9];

/* How many pixels wide a page is to whoever looks at it: turned on its side, and pinched larger on a phone, too. */
function widthSeen(leaf) {
  const place = leaf.getBoundingClientRect(), isLying = Number(leaf.parentElement.dataset.turns || 0) % 2 === 1;
  return (isLying ? place.height : place.width) * (window.visualViewport ? window.visualViewport.scale : 1);
}

class Reading {
  constructor(shown) {
    this.shown = shown;
    this.form = shown.querySelector("[data-seen]");
    this.leaf = shown.querySelector("[data-sheet] .leaf");
    this.image = this.leaf.querySelector("img");
    this.text = shown.querySelector("[data-as-text]");
    this.left = new Set();
    this.inView = new Set();
    this.time = { screen: 0, text: 0 };
    this.told = this.form.hasAttribute("data-done");
    if (!this.told) this.begin();
  }

  begin() {
    this.observer = new IntersectionObserver((entries) => {
      for (const entry of entries) this.inView[entry.isIntersecting ? "add" : "delete"](entry.target);
    });
    for (const down of DOWN) for (const across of ACROSS) {
      const point = document.createElement("span");
      point.className = "point";
      point.setAttribute("aria-hidden", "true");
      point.style.top = `${100 * down}%`;
      point.style.left = `${100 * across}%`;
      this.leaf.append(point);
      this.left.add(point);
      this.observer.observe(point);
    }
    this.timer = setInterval(() => this.tick(), TICK_MS);
  }

  end() {
    clearInterval(this.timer);
    if (this.observer) this.observer.disconnect();
  }

  tick() {
    if (!this.shown.isConnected) { this.end(); return; }
    if (document.visibilityState !== "visible") return;
    const isThere = !this.image || (this.image.complete && this.image.naturalWidth > 0);
    const isLegible = !this.image || widthSeen(this.leaf) >= LEGIBLE_PX;
    if (isThere && this.inView.size && !isLegible) this.say("Too small to be read here: make it larger, or open its text.");
    if (isThere && isLegible && this.inView.size) {
      for (const point of this.inView) this.left.delete(point);
      this.time.screen += TICK_MS;
    }
    if (this.text && this.text.open) this.time.text += TICK_MS;
    if (!this.left.size && this.time.screen >= LONG_ENOUGH_MS) this.tell("screen");
    else if (this.time.text >= LONG_ENOUGH_MS) this.tell("text");
    else if (this.time.screen >= LONG_ENOUGH_MS) this.say("Not all of this page was on the screen yet.");
  }

  say(words) {
    const place = this.form.querySelector("[data-said]");
    if (place.textContent !== words) place.textContent = words;
  }

  async tell(how) {
    this.end();
    const kept = await tellSeen(this.form, how);
    if (kept) this.say("You have seen this page.");
    else if (kept === null) this.say("This page cannot be kept as seen any more: the case has moved on. Reload the file.");
    else {
      this.say("Not kept yet: the server could not be reached, or you are signed out. It is tried again.");
      setTimeout(() => { if (this.shown.isConnected) this.tell(how); }, AGAIN_MS);
    }
  }
}

/* True once it is kept, null where it cannot be, false where it is to be tried again. */
async function tellSeen(form, how) {
  const body = new FormData(form);
  body.set("how", how);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { "X-Seen": "1" }, redirect: "error" });
    if (answer.status === 404) return null;
    if (!answer.ok) return false;
    showProgress(body.get("record"), await answer.text(), answer.headers);
    return true;
  } catch {
    return false;
  }
}

function showProgress(record, words, headers) {
  const unread = document.getElementById("unread");
  if (unread) unread.textContent = headers.get("X-Wanting");
  for (const row of document.querySelectorAll(".documents > li")) {
    if (row.dataset.record !== record) continue;
    const place = row.querySelector(".progress");
    if (place) { place.textContent = words; place.classList.toggle("met", Boolean(headers.get("X-Whole"))); }
    if (headers.get("X-Whole")) for (const form of row.querySelectorAll(".word")) form.remove();
  }
}

let reading = null;

function look(place) {
  if (reading) reading.end();
  const shown = place.querySelector(".shown");
  reading = shown && shown.querySelector("[data-seen]") ? new Reading(shown) : null;
}

document.addEventListener("htmx:afterSwap", (event) => { if (event.target.id === "page") look(event.target); });
if (document.getElementById("page")) look(document.getElementById("page"));

const printing = document.querySelector("[data-print]");
if (printing) {
  const button = printing.querySelector("[data-print-now]"), said = printing.querySelector("[data-said]");
  button.hidden = false;
  button.addEventListener("click", () => print());
  addEventListener("afterprint", async () => {
    const kept = await tellSeen(printing, "print");
    said.textContent = kept ? "Printed: its pages count as seen." : "It could not be kept that this was printed. Look whether you are signed in, and print again.";
  });
}
