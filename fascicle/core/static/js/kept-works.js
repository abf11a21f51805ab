/** <kept-works>: the list of what this browser keeps for reading without a network. */
import { canKeep, freshen, keep, keptWorks, remove } from "./offline.js";

class KeptWorks extends HTMLElement {
  async connectedCallback() {
    this.list = this.querySelector("ol");
    this.row = this.querySelector("template").content.firstElementChild;
    this.said = this.querySelector("[role=status]");
    this.querySelector("[data-elsewhere]").hidden = location.pathname === "/offline/";
    if (!canKeep()) return this.#part("cannot");
    await this.#show();
    await freshen(await keptWorks(), 60_000);
    if (navigator.onLine) await this.#show();
  }

  #part(name) {
    for (const one of this.querySelectorAll("[data-when]")) one.hidden = one.dataset.when !== name;
  }

  async #show() {
    const works = await keptWorks();
    this.#part(works.length ? "some" : "none");
    this.list.replaceChildren(...works.map((one) => this.#made(one)));
    const bytes = works.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
    const total = this.querySelector("[data-total]");
    total.textContent = total.dataset.words.replace("{size}", size(bytes));
  }

  #made(kept) {
    const row = this.row.cloneNode(true);
    const there = kept.pages.filter((one) => one.bytes).length;
    const put = (name, words) => { row.querySelector(`[data-put=${name}]`).textContent = words; };
    const link = row.querySelector("h2 a");
    link.href = kept.address;
    link.lang = kept.language;
    put("title", kept.title);
    put("by", kept.by.join(", "));
    put("chapters", this.dataset.progress.replace("{done}", there).replace("{all}", kept.pages.length));
    put("size", size(kept.bytes ?? 0));
    put("date", new Date(kept.keptAt).toLocaleDateString(document.documentElement.lang));
    const more = row.querySelector("[data-do=more]");
    more.hidden = there === kept.pages.length;
    more.addEventListener("click", () => this.#act(() => keep(kept.manifest)));
    const off = row.querySelector("[data-do=remove]");
    off.querySelector(".unseen").textContent = ` ${kept.title}`;
    off.addEventListener("click", () => this.#act(() => remove(kept.key), this.dataset.gone));
    return row;
  }

  async #act(act, words = "") {
    try {
      await act();
      this.said.textContent = words;
    } catch {
      this.said.textContent = this.dataset.failed;
    }
    await this.#show();
    (this.list.querySelector("a") ?? this.querySelector("[data-when=none] a")).focus();
  }
}

/** "1.2 MB", as the page's language writes it. */
function size(bytes) {
  const format = (n, unit) => new Intl.NumberFormat(document.documentElement.lang, { style: "unit", unit, maximumFractionDigits: 1 }).format(n);
  return bytes < 100_000 ? format(Math.max(bytes ? 1 : 0, Math.round(bytes / 1000)), "kilobyte") : format(bytes / 1e6, "megabyte");
}

customElements.define("kept-works", KeptWorks);
