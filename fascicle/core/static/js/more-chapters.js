/**
 * <more-chapters> around a link to the next chapters of a long work: puts them in its place when
 * it comes near. Also guesses how tall chapters are that were never laid out, from those that were.
 *
 * Parsed by XMLHttpRequest: an inert document, and no HTML sink for the CSP to refuse.
 */
const AHEAD = "3000px";

/** So that the scroll bar does not jump: as tall as its words take on this page. */
function guessHeights() {
  const sections = [...document.querySelectorAll(".reader > section[data-words]")];
  const known = sections.filter((one) => one.querySelector(".text")?.checkVisibility({ contentVisibilityAuto: true }));
  const words = known.reduce((sum, one) => sum + Number(one.dataset.words), 0);
  const height = known.reduce((sum, one) => sum + one.offsetHeight, 0);
  if (words < 200) return;
  for (const one of sections) {
    if (one.dataset.guessed) continue;
    one.dataset.guessed = "yes";
    one.style.containIntrinsicBlockSize = `auto ${Math.round((Number(one.dataset.words) * height) / words)}px`;
  }
}

class MoreChapters extends HTMLElement {
  #watch;

  connectedCallback() {
    guessHeights();
    this.link = this.querySelector("a");
    this.link.addEventListener("click", (event) => { event.preventDefault(); this.#fetch(); });
    this.#watch = new IntersectionObserver(([one]) => { if (one.isIntersecting) this.#fetch(); }, { rootMargin: AHEAD });
    this.#watch.observe(this);
  }

  disconnectedCallback() { this.#watch.disconnect(); }

  #fetch() {
    if (this.getAttribute("aria-busy") === "true") return;
    this.setAttribute("aria-busy", "true");
    const request = new XMLHttpRequest();
    request.open("GET", this.link.href);
    request.setRequestHeader("X-Part", "portion");
    request.responseType = "document";
    request.onload = () => {
      const chapters = request.status === 200 ? [...request.response.body.children] : [];
      if (chapters.length) this.#put(chapters);
      else this.#fail();
    };
    request.onerror = () => this.#fail();
    request.send();
  }

  #put(chapters) {
    const hadFocus = this.contains(document.activeElement);
    const part = document.createDocumentFragment();
    part.append(...chapters.map((one) => document.importNode(one, true)));
    const first = part.querySelector("section");
    this.replaceWith(part);
    guessHeights();
    if (hadFocus && first) {
      first.tabIndex = -1;
      first.focus();
    }
    document.dispatchEvent(new Event("chapters-added"));
  }

  #fail() {
    this.removeAttribute("aria-busy");
    this.#watch.disconnect();
    if (this.querySelector("[role=status]")) return;
    this.append(Object.assign(document.createElement("p"), { role: "status", textContent: this.dataset.failed }));
  }
}

customElements.define("more-chapters", MoreChapters);

/** The menu leads to chapters that came since without loading the page again. */
document.querySelector("#chapters")?.addEventListener("click", (event) => {
  const hash = event.target.closest("a")?.hash;
  const section = hash && document.querySelector(hash);
  if (!section) return;
  event.preventDefault();
  document.querySelector("#chapters").hidePopover();
  location.hash = hash;
  section.scrollIntoView();
});
