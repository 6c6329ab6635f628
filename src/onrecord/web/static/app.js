// The pages work without this; it adds the keyboard, judging in place, and what must be live.
"use strict";
const items = () => [...document.querySelectorAll("[data-item]")].filter((e) => e.offsetParent !== null);
let now = null;

let fading = 0;
function tell(text) {
  clearTimeout(fading);
  document.getElementById("told").textContent = text;
  if (text) fading = setTimeout(() => tell(""), 4000);
}

function point(item) {
  if (!item) return;
  now?.classList.remove("now");
  now = item;
  now.classList.add("now");
  now.focus({ preventScroll: true });
  now.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = items();
  if (!all.length) return;
  const at = now && now.isConnected ? all.indexOf(now) : -1;
  point(all[Math.max(0, Math.min(all.length - 1, at < 0 ? 0 : at + by))]);
}

// Nothing is decided on an item that was not pointed at, unless it is the only one.
function act(key) {
  if (key === "n" || key === "p") { const link = document.querySelector(`[data-do="${key}"]`); link?.click(); return Boolean(link); }
  const all = items();
  const item = now?.isConnected ? now : all.length === 1 ? all[0] : null;
  if (!item && all.length) { step(1); return true; }
  const target = item?.querySelector(`[data-do="${key}"]`);
  target?.click();
  return Boolean(target);
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea, dialog[open], [contenteditable]")) return;
  const key = event.key;
  if (key === "j" || key === "k") step(key === "j" ? 1 : -1);
  else if (key === "Enter" && now && event.target === now) now.querySelector("[data-open]")?.click();
  else if (key === "/") document.querySelector('[data-key="/"]')?.focus();
  else if (key === "?") document.getElementById("keys").showModal();
  else if (!"cerunp".includes(key) || key.length !== 1 || !act(key)) return;
  event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const item = event.target.closest("[data-item]");
  if (item && item !== now) { now?.classList.remove("now"); now = item; now.classList.add("now"); }
});

// Send a form as the browser itself would: the answer is a page of its own.
function sendWhole(form, submitter) {
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = submitter.name;
  field.value = submitter.value;
  form.append(field);
  form.submit();
}

// What was decided on no longer belongs in this list. It stays where it is until the page is left, so that it can be undone.
function leave(item, form) {
  item.classList.add("left");
  for (const old of form.querySelectorAll("[data-do], .gone")) old.remove();
  const undo = document.createElement("button");
  Object.assign(undo, { name: "decision", value: "undone", textContent: "Undo" });
  undo.dataset.do = "u";
  const gone = document.createElement("span");
  Object.assign(gone, { className: "gone", textContent: "Written down: it is no longer in this list." });
  form.prepend(undo, gone);
  point(item);
  tell("Written down.");
}

// Judging in place: the answer is the page itself, of which the same item is taken over.
document.addEventListener("submit", async (event) => {
  const form = event.target.closest("form.judge");
  if (!form) return;
  const item = form.closest("[data-item]");
  if (!item?.id) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const answer = await fetch(form.action, { method: "POST", body });
  if (answer.status === 422) { sendWhole(form, event.submitter); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const fresh = page.getElementById(item.id);
  if (!answer.ok) { tell(page.querySelector("h1")?.textContent ?? "It could not be done."); return; }
  if (!fresh && event.submitter?.value === "undone") { location.reload(); return; }
  if (!fresh) { leave(item, form); return; }
  item.replaceWith(document.importNode(fresh, true));
  const who = page.querySelector(".who-am-i");
  if (who) document.querySelector(".who-am-i").replaceWith(document.importNode(who, true));
  point(document.getElementById(item.id));
  tell("Written down.");
});

// On a narrow page the list of rooms is a strip: show where one is in it.
const here = document.querySelector(".rail [aria-current]");
const rail = here?.closest(".rail");
if (rail && rail.scrollWidth > rail.clientWidth) rail.scrollLeft = here.offsetLeft - (rail.clientWidth - here.offsetWidth) / 2;

document.querySelectorAll("[data-keys]").forEach((e) => { e.hidden = false; e.addEventListener("click", () => document.getElementById("keys").showModal()); });
for (const script of document.querySelectorAll("[data-module]")) import(`/static/${script.dataset.module}.js`);
