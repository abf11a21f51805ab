/**
 * <tag-picker data-names="…"> around a field and its datalist: offers the names of tags in which
 * what is typed stands. Parsed by XMLHttpRequest: an inert document, and no HTML sink.
 */
class TagPicker extends HTMLElement {
  #timer;
  #request;

  connectedCallback() { this.addEventListener("input", () => this.#soon()); }

  disconnectedCallback() { clearTimeout(this.#timer); this.#request?.abort(); }

  #soon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), 120);
  }

  #ask() {
    const words = this.querySelector("input").value.trim();
    this.#request?.abort();
    if (!words) return;
    const request = this.#request = new XMLHttpRequest();
    request.open("GET", `${this.dataset.names}?q=${encodeURIComponent(words)}`);
    request.responseType = "document";
    request.onload = () => this.#offer(request.response?.querySelector("[data-part]"));
    request.send();
  }

  #offer(part) {
    if (part) this.querySelector("datalist").replaceChildren(...document.importNode(part, true).children);
  }
}

customElements.define("tag-picker", TagPicker);
