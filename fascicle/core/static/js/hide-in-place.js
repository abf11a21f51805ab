/**
 * A story that is hidden from where it stands in a list gives way to a line that says so, with a way back
 * and with what else could be hidden; what the page counts is counted again. Where the archive does not
 * take it, the buttons send their form.
 */
import { fetchPage, moveStories, partsAroundStories } from "./fresh-page.js";

const MOST = 8; // writers and tags
const form = document.getElementById("shielding");
const refused = new WeakSet();
let counting;

form.addEventListener("submit", async (event) => {
  const { submitter } = event;
  const blurb = submitter?.closest(".blurb");
  const isUndo = submitter?.matches("[data-undo]");
  if (!blurb || !(isUndo || submitter.matches(".away")) || refused.has(submitter)) return;
  event.preventDefault();
  const isTaken = await send(submitter);
  if (!submitter.isConnected) return; // the list has changed meanwhile
  if (!isTaken) {
    refused.add(submitter);
    return form.requestSubmit(submitter);
  }
  if (isUndo) bringBack(blurb);
  else hide(blurb, submitter.value);
  const list = blurb.closest("live-results");
  if (list) list.refresh();
  else countAgain();
});

async function send(submitter) {
  const action = submitter.getAttribute("formaction") ?? form.action;
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    return (await fetch(action, { method: "POST", body, headers: { "X-Part": "true" } })).status === 204;
  } catch {
    return false;
  }
}

function hide(blurb, entry) {
  if (blurb.matches(".gone")) return; // pressed twice
  const line = document.getElementById("hidden-line").content.firstElementChild.cloneNode(true);
  line.querySelector("[data-title]").append(...blurb.querySelector(":is(h2, h3) a").cloneNode(true).childNodes);
  line.querySelector("[data-undo]").value = entry;
  const alike = [...blurb.querySelectorAll(".hide [name=entry]")].slice(0, MOST).map(short);
  if (alike.length) line.querySelector("ul").append(...alike);
  else line.querySelectorAll("[data-alike], ul").forEach((one) => one.remove());
  blurb.classList.add("gone");
  blurb.append(line);
  line.focus();
}

/** A button of the menu, by its name alone. */
function short(button) {
  const item = document.createElement("li");
  const copy = item.appendChild(button.cloneNode(false));
  copy.className = "tag";
  copy.setAttribute("aria-label", button.textContent);
  copy.append(button.querySelector("bdi").cloneNode(true));
  return item;
}

function bringBack(blurb) {
  blurb.querySelector(".hidden-line").remove();
  blurb.classList.remove("gone");
  blurb.querySelector(".away").focus();
}

/** On pages with stories and no filters. */
function countAgain() {
  counting?.abort();
  const main = document.querySelector("main");
  counting = fetchPage(location.href, (page) => {
    for (const [part, fresh] of partsAroundStories(main, page)) {
      if (!part.contains(document.activeElement)) part.replaceWith(document.importNode(fresh, true));
    }
    moveStories(main, page);
    main.querySelector("[data-said]").textContent = main.querySelector("[data-count]").dataset.count;
  }, () => {});
}
