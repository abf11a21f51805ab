/** The page one reads on: arrow keys turn it, and it says how long the rest will take. */
const WORDS_A_MINUTE = 230;
const root = document.documentElement;

document.addEventListener("keydown", (event) => {
  if (root.dataset.keys === "no" || event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (event.target.closest("input, textarea, select, [contenteditable], [popover], dialog, table, pre")) return;
  const forward = getComputedStyle(root).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
  const back = forward === "ArrowLeft" ? "ArrowRight" : "ArrowLeft";
  const way = { [forward]: "next", [back]: "prev" }[event.key];
  const link = way && document.querySelector(`.turn a[rel="${way}"]`);
  if (!link) return;
  event.preventDefault();
  link.click();
});

const left = document.querySelector(".tools .left");
const text = document.querySelector(".reader");

/** Minutes from the bottom of the window to the end of the text, chapters yet to come included. */
function minutesLeft() {
  const { top, height } = text.getBoundingClientRect();
  const rest = Math.min(1, Math.max(0, (top + height - innerHeight) / height));
  const after = Number(document.querySelector("more-chapters")?.dataset.words ?? 0);
  const here = Number(text.dataset.words) - Number(text.dataset.wordsBefore ?? 0) - after;
  return Math.ceil((rest * here + after) / WORDS_A_MINUTE);
}

let asked = false;
function tell() {
  asked = false;
  const minutes = minutesLeft();
  left.hidden = minutes < 1 || scrollY < 200;
  left.textContent = left.dataset.words.replace("{minutes}", minutes);
}

if (left && Number(text?.dataset.words) > 0) {
  addEventListener("scroll", () => {
    if (!asked) requestAnimationFrame(tell);
    asked = true;
  }, { passive: true });
}

/** What is kept offline is looked after while one reads. */
if (navigator.serviceWorker?.controller) {
  import("./offline.js").then(async ({ freshen, keptWorks }) => freshen(await keptWorks())).catch(() => {});
}
