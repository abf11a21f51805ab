/**
 * <guest-place data-work data-all> in a blurb: says where a guest is in the work, as this browser keeps it,
 * in the sentences of ``#guest-sentences``. The page itself is the same for everybody.
 */
import { keptPlace } from "./guest-places.js";

class GuestPlace extends HTMLElement {
  connectedCallback() {
    this.#tell();
    addEventListener("pageshow", this.#back);
  }

  disconnectedCallback() { removeEventListener("pageshow", this.#back); }

  /** Who comes back to a list from a chapter finds the list as it was left, but for this. */
  #back = ({ persisted }) => { if (persisted) this.#tell(); };

  #tell() {
    const place = keptPlace(this.dataset.work);
    this.replaceChildren();
    if (!place) return;
    const line = this.appendChild(document.createElement("p"));
    line.className = "place";
    line.textContent = this.#words(place);
  }

  /** As reading/standing.py says it to members. What is new is what there is more of since. */
  #words(place) {
    const all = Number(this.dataset.all);
    const then = place.all ?? all;
    const said = this.#said({ n: place.number ?? place.position, ...place }, then, all);
    const count = all - then;
    return count > 0 ? `${said} · ${fill(newOnes(count), { n: count })}` : said;
  }

  #said({ n, read }, then, all) {
    const { complete } = this.dataset;
    const words = sentences();
    if (read && n >= then) return complete === undefined ? words.caughtUp : words.finished;
    if (all <= 1) return words.reading;
    return fill(read ? words.read : words.within, { n: Math.min(n, all), all });
  }
}

const sentences = () => document.getElementById("guest-sentences").dataset;

/** The plural of the page's language: that of a number which is counted alike. */
function newOnes(count) {
  const rules = new Intl.PluralRules(document.documentElement.lang);
  const plurals = Object.entries(JSON.parse(sentences().new));
  const alike = plurals.find(([n]) => rules.select(Number(n)) === rules.select(count));
  return (alike ?? plurals.at(-1))[1];
}

const fill = (words, numbers) => words.replace(/%\((\w+)\)d/g, (_, name) => numbers[name]);

customElements.define("guest-place", GuestPlace);
