// Correct spans by selecting words: offsets are code points of the frozen text, as the dossier counts them.
const excerpt = document.getElementById("excerpt");
const points = (text) => [...text].length;

function offsetOf(node, offset) {
  const range = document.createRange();
  range.setStart(excerpt, 0);
  range.setEnd(node, offset);
  return Number(excerpt.dataset.start) + points(range.toString());
}

const bar = document.createElement("div");
bar.className = "judge selecting";
bar.hidden = true;
bar.setAttribute("aria-label", "What the selected words are");
for (const [name, title] of [["source", "Source"], ["cue", "Cue"], ["content", "What is said"], ["also", "Also said"]]) {
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = title;
  button.dataset.as = name;
  bar.append(button);
}
excerpt.after(bar);
let chosen = null;

document.addEventListener("selectionchange", () => {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return;
  const range = selection.getRangeAt(0);
  if (!excerpt.contains(range.startContainer) || !excerpt.contains(range.endContainer)) return;
  const start = offsetOf(range.startContainer, range.startOffset);
  chosen = `${start}-${start + points(range.toString())}`;
  bar.hidden = false;
});

bar.addEventListener("click", (event) => {
  const name = event.target.dataset.as;
  if (!name || !chosen) return;
  const field = document.querySelector(`[data-span="${name === "also" ? "content" : name}"]`);
  const parts = name === "also" && field.value ? [...field.value.split(","), chosen] : [chosen];
  field.value = parts.sort((a, b) => parseInt(a) - parseInt(b)).join(",");
  field.scrollIntoView({ block: "center" });
  field.focus();
});
