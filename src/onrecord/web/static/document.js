// In a document, a click on marked words leads to their statement, and a statement shows its words.
const text = document.getElementById("text");
const links = new Map([...text.querySelectorAll("a.n[data-n]")].map((a) => [a.dataset.n.slice(1), a]));
const cards = new Map([...document.querySelectorAll(".beside article")].map((c) => [c.querySelector("a.sn").textContent.slice(1), c]));

function light(numbers) {
  for (const mark of text.querySelectorAll("mark.lit")) mark.classList.remove("lit");
  for (const number of numbers) {
    for (const mark of text.querySelectorAll(`mark[data-s~="${number}"]`)) mark.classList.add("lit");
  }
}

text.addEventListener("click", (event) => {
  const mark = event.target.closest("mark[data-s]");
  const link = event.target.closest("a.n[data-n]");
  const numbers = mark ? mark.dataset.s.split(" ") : link ? [link.dataset.n.slice(1)] : [];
  if (!numbers.length || !getSelection().isCollapsed) return;
  if (link) event.preventDefault();
  light(numbers);
  const card = cards.get(numbers.at(-1));
  card?.scrollIntoView({ block: "center" });
  card?.focus({ preventScroll: true });
});

for (const [number, card] of cards) {
  card.addEventListener("focusin", () => {
    light([number]);
    const link = links.get(number);
    const box = link?.getBoundingClientRect();
    if (box && (box.top < 0 || box.bottom > innerHeight)) link.scrollIntoView({ block: "center" });
  });
}
