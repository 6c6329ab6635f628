// Dropping files and folders; the form alone does the same with chosen files.
const form = document.getElementById("drop");
const chosen = form.querySelector("[data-chosen]");
const files = new Map();
form.querySelector("[data-folder]").hidden = false;

function add(file, path) {
  files.set(path || file.webkitRelativePath || file.name, file);
  const names = [...files.keys()];
  chosen.textContent = `${names.length} chosen: ${names.slice(0, 5).join(", ")}${names.length > 5 ? " …" : ""}`;
}

async function walk(entry, base) {
  const path = base ? `${base}/${entry.name}` : entry.name;
  if (entry.isFile) { add(await new Promise((done, fail) => entry.file(done, fail)), path); return; }
  const reader = entry.createReader();
  for (;;) { // a reader gives a folder a hundred entries at a time
    const some = await new Promise((done, fail) => reader.readEntries(done, fail));
    if (!some.length) return;
    for (const one of some) await walk(one, path);
  }
}

for (const input of form.querySelectorAll("input[type=file]")) {
  input.addEventListener("change", () => { for (const file of input.files) add(file); });
}
addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
addEventListener("drop", async (event) => {
  event.preventDefault();
  form.classList.remove("over");
  const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (entries.length) for (const entry of entries) await walk(entry, "");
  else for (const file of event.dataTransfer.files) add(file);
  form.querySelector("button").focus();
});

form.addEventListener("submit", async (event) => {
  if (!files.size) return;
  event.preventDefault();
  const body = new FormData();
  body.append("command", "add");
  body.append("addresses", form.addresses.value);
  for (const [path, file] of files) { body.append("files", file); body.append("paths", path); }
  form.querySelector("button").disabled = true;
  const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
  if (answer.ok) location.href = (await answer.json()).address;
  else { document.documentElement.replaceWith(new DOMParser().parseFromString(await answer.text(), "text/html").documentElement); }
});
