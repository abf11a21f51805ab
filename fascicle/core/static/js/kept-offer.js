/** Offers what this browser kept and nobody saved, in front of the form of a <writing-form> or <kept-form>. */
import { forgetWords } from "./kept-words.js";

/** `words` are to be read; whoever wants them back has `take()` called, or first `compare()`. */
export function offerKept(host, kept, words, { take, compare }) {
  const offer = host.querySelector("template[data-offer]").content.cloneNode(true).firstElementChild;
  const when = offer.querySelector("[data-when]");
  when.textContent = when.textContent.replace("{when}", new Date(kept.keptAt).toLocaleString(document.documentElement.lang, { dateStyle: "long", timeStyle: "short" }));
  offer.querySelector("[data-words]").textContent = words.filter(Boolean).join("\n\n");
  offer.querySelector("[data-take]").addEventListener("click", () => { offer.remove(); take(); });
  offer.querySelector("[data-compare]")?.addEventListener("click", compare);
  offer.querySelector("[data-drop]").addEventListener("click", async () => { offer.remove(); await forgetWords(kept); });
  host.prepend(offer);
}

const SIGNS = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&nbsp;": "\u00a0", "&amp;": "&" };

/** What the editor wrote, as one reads it. No parser of HTML is needed, nor the right to one. */
export function readable(html) {
  return html
    .replace(/<br[^>]*>/g, "\n")
    .replace(/<hr[^>]*>/g, "* * *\n\n")
    .replace(/<\/(p|h[1-6]|li)>/g, "\n\n")
    .replace(/<[^>]*>/g, "")
    .replace(/&(lt|gt|quot|nbsp|amp);/g, (sign) => SIGNS[sign])
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
