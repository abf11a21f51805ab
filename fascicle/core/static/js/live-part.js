/**
 * <live-part src="…" data-busy>: fetches its own page every two seconds and shows the part anew
 * while that says it is busy. With data-reload the whole page comes anew when it no longer is.
 *
 * Parsed by XMLHttpRequest: an inert document, and no HTML sink for the CSP to refuse.
 */
class LivePart extends HTMLElement {
  #timer;

  connectedCallback() { if ("busy" in this.dataset) this.#wait(); }

  disconnectedCallback() { clearTimeout(this.#timer); }

  #wait() { this.#timer = setTimeout(() => this.#fetch(), 2000); }

  #fetch() {
    if (document.hidden) return this.#wait();
    const request = new XMLHttpRequest();
    request.open("GET", this.getAttribute("src"));
    request.responseType = "document";
    request.setRequestHeader("X-Part", "true");
    request.onload = () => this.#show(request.response?.querySelector("[data-part]"));
    request.onerror = () => this.#wait();
    request.send();
  }

  #show(part) {
    if (!part) return location.reload();
    const busy = "busy" in part.dataset;
    if (!busy && "reload" in this.dataset) return location.reload();
    this.replaceChildren(document.importNode(part, true));
    if (busy) this.#wait();
  }
}

customElements.define("live-part", LivePart);
