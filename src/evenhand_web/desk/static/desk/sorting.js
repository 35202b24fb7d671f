/* Keys of the list of papers. They work while the list has the focus and nowhere else: what is typed in a field is text. */
"use strict";

const papers = document.querySelector("[data-papers]");
const FIELDS = { t: "id_type", n: "id_title", d: "id_day" };

function go(link) {
  if (link) location.assign(link.href);
}

function beside(selector, current, by) {
  const links = [...document.querySelectorAll(selector)];
  return links[links.findIndex((link) => link.hasAttribute(current)) + by];
}

function onKey(event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const key = event.key, item = papers.querySelector(".current");
  const button = document.querySelector(`[data-do="${key.toUpperCase()}"]`);
  const field = FIELDS[key.toLowerCase()] && document.getElementById(FIELDS[key.toLowerCase()]);
  if (key === "ArrowDown" || key === "ArrowUp") go(beside("[data-paper]", "aria-current", key === "ArrowDown" ? 1 : -1));
  else if (key === "ArrowRight" || key === "ArrowLeft") go(beside("[data-thumb]", "aria-current", key === "ArrowRight" ? 1 : -1));
  else if (key === " " && item && event.target.type !== "checkbox") item.querySelector("input").click();
  else if (field) field.focus();
  else if (button) button.click();
  else return;
  event.preventDefault();
}

if (papers) {
  papers.addEventListener("keydown", onKey);
  const current = papers.querySelector("[aria-current]");
  const isAnswered = document.querySelector(".error, .wrong");
  if (current) {
    papers.scrollTop = current.offsetTop - papers.offsetTop - papers.clientHeight / 3;
    if (!isAnswered) current.focus({ preventScroll: true });
  }
}
