// Follow a job: the page says the same without the script, by loading itself again.
const box = document.getElementById("job");
const bar = box.querySelector("progress");

async function look() {
  const job = await (await fetch(box.dataset.address)).json();
  if (job.state !== "running") { location.reload(); return; }
  box.querySelector("[data-stage]").textContent = `${job.stage}: ${job.done}${job.total ? ` of ${job.total}` : ""}`;
  box.querySelector("[data-name]").textContent = job.name;
  if (job.total) { bar.max = job.total; bar.value = job.done; } else bar.removeAttribute("value");
  setTimeout(look, 700);
}
look();
