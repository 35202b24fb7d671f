/* Keys of the mailroom: Alt and a figure files a paper as the party beside that figure; Alt and Page Down goes on. */
"use strict";

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const figure = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
  const target = figure
    ? document.querySelector(`[data-key="${figure[1]}"]`)
    : event.key === "PageDown" ? document.getElementById("next-paper") : null;
  if (!target) return;
  event.preventDefault();
  target.click();
});
