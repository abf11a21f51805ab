/** Offers what this browser kept and nobody saved, in front of the form of a <writing-form> or <kept-form>. */
import { forget } from "./kept-words.js";

/** `words` are to be read; whoever wants them back has `take()` called. */
export function offerKept(host, kept, words, take) {
  const offer = host.querySelector("template[data-offer]").content.cloneNode(true).firstElementChild;
  const when = offer.querySelector("[data-when]");
  when.textContent = when.textContent.replace("{when}", new Date(kept.keptAt).toLocaleString(document.documentElement.lang));
  offer.querySelector("[data-words]").textContent = words.filter(Boolean).join("\n\n");
  offer.querySelector("[data-take]").addEventListener("click", () => { offer.remove(); take(); });
  offer.querySelector("[data-drop]").addEventListener("click", async () => { offer.remove(); await forget(kept.slot); });
  host.prepend(offer);
}

/** Formatted text as one reads it. Nothing of it is loaded or run. */
export function readable(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  for (const line of body.querySelectorAll("br")) line.replaceWith("\n");
  for (const scene of body.querySelectorAll("hr")) scene.replaceWith("* * *\n\n");
  for (const block of body.querySelectorAll("p, h1, h2, h3, h4, h5, h6, li")) block.append("\n\n");
  return body.textContent.replace(/\n{3,}/g, "\n\n").trim();
}
