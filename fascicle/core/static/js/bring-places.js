/**
 * <bring-places> on a member's page: where they were before they logged in or without a network, which
 * this browser kept, goes to their account (data-to, where places are taken). At log-out this browser forgets it all.
 */
import { forgetPlace, forgetPlaces, keptPlaces, openFor } from "./guest-places.js";

const KEPT = 204;
const NEVER = [400, 404]; // no place, or a work that is gone or not theirs to see

class BringPlaces extends HTMLElement {
  connectedCallback() {
    const { reader, logOut, to } = this.dataset;
    openFor(reader);
    document.addEventListener("submit", ({ target }) => {
      if (new URL(target.action).pathname === logOut) forgetPlaces();
    });
    if (!to) return;
    this.#bring();
    addEventListener("online", () => this.#bring());
  }

  /** One after another, the last read first. Where the archive takes none, they wait here. */
  async #bring() {
    const kept = Object.entries(keptPlaces()).sort(([, a], [, b]) => b.at - a.at);
    for (const [work, place] of kept) {
      const status = await this.#send(work, place);
      if (status !== KEPT && !NEVER.includes(status)) return;
      forgetPlace(work, place);
      if (status === KEPT && !this.querySelector("p")) this.#tell();
    }
  }

  async #send(work, { at, ...place }) {
    const address = this.dataset.to.replace("/0/", `/${encodeURIComponent(work)}/`);
    const token = this.querySelector("[name=csrfmiddlewaretoken]").value;
    const headers = { "Content-Type": "application/json", "X-CSRFToken": token };
    const body = JSON.stringify({ ...place, ago: (Date.now() - at) / 1000 });
    try {
      return (await fetch(address, { method: "POST", body, headers })).status;
    } catch {
      return 0;
    }
  }

  #tell() { this.append(this.querySelector("template").content.cloneNode(true)); }
}

customElements.define("bring-places", BringPlaces);
