/* Says before a session ends that it does, and lets one key make it go on. What was typed stays on the page, and is kept
   when it is sent. */

const WARNED_SECONDS = 300, LEAST_MS = 5000;
const ending = document.getElementById("session-end");
let checking = 0;

async function told(method) {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  const headers = method === "POST" ? { "X-CSRFToken": token ? token.value : "" } : {};
  const answer = await fetch(ending.dataset.address, { method, headers, redirect: "manual", credentials: "same-origin" });
  if (answer.type === "opaqueredirect") return { left: 0 };
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.json();
}

function say(left, isLast) {
  const isOver = left <= 0;
  const words = isOver ? ending.dataset.over : isLast ? ending.dataset.last : ending.dataset.soon;
  const at = new Date(Date.now() + left * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  ending.querySelector("h2").textContent = isOver ? ending.dataset.overHead : ending.dataset.head;
  ending.querySelector("p").textContent = words.replace("…", at);
  ending.querySelector("[data-stay]").hidden = isOver || isLast;
  ending.querySelector("a").hidden = !(isOver || isLast);
  ending.querySelector("[data-close]").hidden = !(isOver || isLast);
  if (!ending.open) ending.showModal();
}

async function check(method = "GET") {
  clearTimeout(checking);
  let next = 60;
  try {
    const { left, is_last: isLast, token } = await told(method);
    if (token) for (const field of document.querySelectorAll("input[name=csrfmiddlewaretoken]")) field.value = token;
    if (left > WARNED_SECONDS) {
      if (ending.open) ending.close();
      next = left - WARNED_SECONDS + 1;
    } else {
      if (left <= 0 || !isLast || !ending.dataset.wasClosed) say(left, isLast);
      next = left > 0 ? Math.min(left + 1, 30) : 0; // somebody may work in another window meanwhile
    }
  } catch { /* the server is away: asked again in a minute */ }
  if (next) checking = setTimeout(check, Math.max(next * 1000, LEAST_MS));
}

if (ending) {
  ending.querySelector("[data-stay]").addEventListener("click", () => check("POST"));
  ending.querySelector("[data-close]").addEventListener("click", () => { ending.dataset.wasClosed = "1"; ending.close(); });
  ending.addEventListener("cancel", (event) => {
    if (ending.querySelector("[data-stay]").hidden) return;
    event.preventDefault();
    check("POST");
  });
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") check(); });
  addEventListener("focus", () => { if (ending.open) check(); });
  checking = setTimeout(check, Math.max((Number(ending.dataset.first) - WARNED_SECONDS) * 1000, LEAST_MS));
}
