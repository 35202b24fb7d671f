/* Releasing with keys: the next letter, the one before, issuing, sending back. A letter to be read whole is said to have been read once all of it was on the screen. */
"use strict";

const RELEASE_LINKS = { KeyN: "letter-after", KeyP: "letter-before" };

/* Where the keyboard goes to issue: to what is still to be answered there, else to the button. */
function issuePlace() {
  const button = document.getElementById("issue-now");
  if (!button) return null;
  const wanting = [...button.form.elements].find((field) => (field.type === "checkbox" && !field.checked && !field.disabled) || (field.type === "password" && !field.value));
  return wanting || button;
}

document.addEventListener("keydown", (event) => {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const link = document.getElementById(RELEASE_LINKS[event.code] || "");
  const place = event.code === "KeyI" ? issuePlace() : event.code === "KeyB" ? document.getElementById("return_finding") : null;
  if (link) { event.preventDefault(); link.click(); }
  else if (place) { event.preventDefault(); place.focus(); place.scrollIntoView({ block: "center" }); }
});

const box = document.getElementById("release_read_whole"), letter = document.querySelector(".paper article");
if (box && letter && !box.checked) {
  const left = new Set([...letter.querySelectorAll("p, li, tr, h1, h2, h3")].filter((block) => block.getClientRects().length));
  const told = document.createElement("p");
  told.className = "help";
  told.setAttribute("role", "status");
  box.closest(".field").append(told);
  const tell = () => {
    box.disabled = left.size > 0;
    told.textContent = left.size ? `${left.size} paragraphs were not on the screen yet.` : "All of it was on the screen.";
  };
  const observer = new IntersectionObserver((entries) => {
    for (const entry of entries) if (entry.isIntersecting) { left.delete(entry.target); observer.unobserve(entry.target); }
    tell();
  });
  for (const block of left) observer.observe(block);
  tell();
}
