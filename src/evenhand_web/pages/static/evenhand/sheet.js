/* A page of a document as it looks: a box for its number, larger and smaller, full width, whole, turned; each with a key. How it is shown lasts from page to page of the same document. */
"use strict";

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3, 4];
const asShown = { of: "", zoom: 1, turns: 0, whole: false };
const SHEET_KEYS = { Equal: "larger", NumpadAdd: "larger", Minus: "smaller", NumpadSubtract: "smaller", Digit0: "width", Digit9: "whole", KeyR: "rotate" };

function drawSheet(sheet) {
  const leaf = sheet.querySelector(".leaf"), image = leaf.querySelector("img");
  if (!image) return;
  const ratio = Number(image.getAttribute("height")) / Number(image.getAttribute("width")) || 1.3;
  const room = sheet.clientWidth, high = Math.max(innerHeight - 160, 240), isLying = asShown.turns % 2 === 1;
  let width = isLying ? room / ratio : room;
  if (asShown.whole) width = isLying ? Math.min(high, room / ratio) : Math.min(room, high / ratio);
  width *= asShown.zoom;
  const height = width * ratio;
  leaf.style.width = `${width}px`;
  leaf.style.transform = ["none", `translateX(${height}px) rotate(90deg)`, `translate(${width}px, ${height}px) rotate(180deg)`, `translateY(${width}px) rotate(270deg)`][asShown.turns];
  sheet.dataset.turns = String(asShown.turns);
  sheet.style.height = isLying ? `${width + 4}px` : "";
}

function showAs(how, tools) {
  const step = (by) => ZOOMS[Math.min(Math.max(ZOOMS.indexOf(asShown.zoom) + by, 0), ZOOMS.length - 1)];
  if (how === "larger") asShown.zoom = step(1);
  if (how === "smaller") asShown.zoom = step(-1);
  if (how === "width" || how === "whole") Object.assign(asShown, { zoom: 1, whole: how === "whole" });
  if (how === "rotate") asShown.turns = (asShown.turns + 1) % 4;
  for (const sheet of document.querySelectorAll("[data-sheet]")) drawSheet(sheet);
  press(tools);
  const place = tools.querySelector("[data-sheet-said]");
  if (place) place.textContent = `${Math.round(100 * asShown.zoom)} %, ${90 * asShown.turns}°`;
}

function press(tools) {
  for (const button of tools.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(asShown.zoom === 1 && (button.dataset.sheetDo === "whole") === asShown.whole));
  }
}

function turnTo(tools) {
  const box = tools.querySelector("[data-page-box]");
  if (!box || !box.reportValidity() || !box.value) return;
  const address = tools.dataset.turned.replace(/0$/, box.value);
  if (window.htmx && document.querySelector(tools.dataset.target)) htmx.ajax("GET", address, tools.dataset.target);
  else location.assign(address);
}

function setUpSheet() {
  for (const tools of document.querySelectorAll("[data-sheet-tools][hidden]")) {
    if (!tools.querySelector("button")) continue;
    tools.hidden = false;
    const of = tools.dataset.turned;
    if (asShown.of !== of) Object.assign(asShown, { of, turns: 0 });
    tools.addEventListener("submit", (event) => { event.preventDefault(); turnTo(tools); });
    tools.addEventListener("click", (event) => {
      const button = event.target.closest("[data-sheet-do]");
      if (button) showAs(button.dataset.sheetDo, tools);
    });
    press(tools);
  }
  for (const sheet of document.querySelectorAll("[data-sheet]")) drawSheet(sheet);
}

document.addEventListener("keydown", (event) => {
  const tools = document.querySelector("[data-sheet-tools]:not([hidden])");
  if (!event.altKey || event.ctrlKey || event.metaKey || !tools) return;
  const box = tools.querySelector("[data-page-box]"), how = SHEET_KEYS[event.code];
  if (event.code === "KeyG" && box) { event.preventDefault(); box.focus(); box.select(); }
  else if (how && tools.querySelector("[data-sheet-do]")) { event.preventDefault(); showAs(how, tools); }
  else if (event.key === "PageDown" || event.key === "PageUp") {
    const link = document.getElementById(event.key === "PageDown" ? "page-after" : "page-before");
    if (link) { event.preventDefault(); link.click(); }
  }
});
document.addEventListener("htmx:afterSettle", setUpSheet);
document.addEventListener("htmx:afterSwap", (event) => { // below its list, as on a phone, the page is brought into view
  if (event.target.id === "preview" && event.target.getBoundingClientRect().top > innerHeight) event.target.scrollIntoView();
});
addEventListener("resize", () => { for (const sheet of document.querySelectorAll("[data-sheet]")) drawSheet(sheet); });
setUpSheet();
