/** <keep-offline src="…" data-key="…">: keeps a work in this browser, and says how far it is. */
import { canKeep, freshen, keep, keptWork, remove } from "./offline.js";

class KeepOffline extends HTMLElement {
  async connectedCallback() {
    if (!canKeep()) return;
    this.button = this.querySelector("[data-do=keep]");
    this.off = this.querySelector("[data-do=remove]");
    this.bar = this.querySelector("progress");
    this.said = this.querySelector("[role=status]");
    this.button.addEventListener("click", () => this.#keep());
    this.off.addEventListener("click", () => this.#remove());
    const kept = await keptWork(this.dataset.key);
    this.#show(kept);
    this.hidden = false;
    if (kept) {
      await freshen([kept]);
      this.#show(await keptWork(this.dataset.key));
    }
  }

  #show(kept) {
    const missing = kept ? kept.pages.filter((one) => !one.bytes).length : 0;
    this.button.hidden = Boolean(kept) && !missing;
    this.off.hidden = !kept;
    this.bar.hidden = true;
    this.said.textContent = kept && !missing ? this.dataset.kept : missing ? this.#count(kept.pages.length - missing, kept.pages.length) : "";
  }

  #count(done, all) { return this.dataset.progress.replace("{done}", done).replace("{all}", all); }

  async #keep() {
    this.button.disabled = true;
    this.bar.hidden = false;
    let failed = false;
    try {
      await keep(this.getAttribute("src"), (done, all) => {
        this.bar.max = all;
        this.bar.value = done;
        this.said.textContent = this.#count(done, all);
      });
    } catch {
      failed = true;
    }
    this.button.disabled = false;
    const hadFocus = this.contains(document.activeElement) || document.activeElement === document.body;
    this.#show(await keptWork(this.dataset.key));
    if (failed) this.said.textContent = this.dataset.failed;
    else if (hadFocus) this.off.focus();
  }

  async #remove() {
    await remove(this.dataset.key);
    this.#show(undefined);
    this.said.textContent = this.dataset.gone;
    this.button.focus();
  }
}

customElements.define("keep-offline", KeepOffline);
