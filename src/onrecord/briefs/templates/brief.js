// The page works without this. It opens the statements behind a count in place, and marks every part of the statement
// that the address names.
(() => {
  "use strict";
  const byId = (id) => document.getElementById(id);
  const peek = byId("peek");

  function show(entry) {
    byId("peek-h").textContent = entry.dataset.label + ": " + entry.querySelector("b").textContent;
    const rows = byId("peek-rows");
    rows.replaceChildren();
    for (const link of entry.querySelectorAll(".refs a")) {
      const row = byId(link.getAttribute("href").slice(1));
      if (!row) continue;
      const copy = row.cloneNode(true);
      copy.removeAttribute("id");
      copy.removeAttribute("aria-labelledby");
      for (const inner of copy.querySelectorAll("[id]")) inner.removeAttribute("id");
      const box = document.createElement("div");
      box.append(...copy.childNodes);
      box.className = "peeked";
      rows.append(box);
    }
    peek.showModal();
    peek.scrollTop = 0;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (!link) return;
    if (peek.open && peek.contains(link)) peek.close();
    if (!link.classList.contains("k") || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const entry = byId(link.getAttribute("href").slice(1));
    if (!entry || !entry.matches(".index dd")) return;
    event.preventDefault();
    show(entry);
  });
  peek.addEventListener("click", (event) => { if (event.target === peek) peek.close(); });

  function light() {
    for (const mark of document.querySelectorAll("mark.lit")) mark.classList.remove("lit");
    const at = location.hash.startsWith("#t-") ? byId(location.hash.slice(1)) : null;
    if (!at) return;
    const text = at.closest(".frozen");
    for (const mark of text.querySelectorAll(`mark[data-s~="${at.dataset.n.slice(1)}"]`)) mark.classList.add("lit");
  }
  addEventListener("hashchange", light);
  light();

  addEventListener("beforeprint", () => {
    for (const details of document.querySelectorAll("details:not([open])")) {
      details.open = true;
      details.dataset.shut = "";
    }
  });
  addEventListener("afterprint", () => {
    for (const details of document.querySelectorAll("details[data-shut]")) {
      details.open = false;
      delete details.dataset.shut;
    }
  });
})();
