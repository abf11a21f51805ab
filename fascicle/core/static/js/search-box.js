/**
 * <search-box src="…"> around a form with one search field: shows what may be meant below it.
 * A combobox as ARIA describes it; each suggestion is a link. Without it the form just searches.
 *
 * Parsed by XMLHttpRequest: an inert document, and no HTML sink for the CSP to refuse.
 */
const PAUSE = 150;

class SearchBox extends HTMLElement {
  #field;
  #list;
  #said;
  #timer;
  #request;

  connectedCallback() {
    this.#field = this.querySelector("input[type=search]");
    this.#list = this.#made("div", { id: `${this.#field.id}-list`, role: "listbox" }, "suggestions");
    this.#list.ariaLabel = this.#field.ariaLabel;
    this.#list.hidden = true;
    this.#said = this.#made("p", { role: "status" }, "unseen");
    const list = this.#list.id;
    for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list, "aria-haspopup": "listbox" })) {
      this.#field.setAttribute(name, value);
    }
    this.#field.addEventListener("input", () => this.#wait());
    this.#field.addEventListener("keydown", (event) => this.#key(event));
    this.addEventListener("focusout", (event) => { if (!this.contains(event.relatedTarget)) this.#close(); });
    this.#list.addEventListener("mousedown", (event) => event.preventDefault());
  }

  disconnectedCallback() { clearTimeout(this.#timer); this.#request?.abort(); }

  #made(name, attributes, css) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.className = css;
    this.append(element);
    return element;
  }

  #wait() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE);
  }

  #ask() {
    this.#request?.abort();
    const typed = this.#field.value.trim();
    if (!typed) return this.#close();
    const request = this.#request = new XMLHttpRequest();
    request.open("GET", `${this.getAttribute("src")}?q=${encodeURIComponent(typed)}`);
    request.responseType = "document";
    request.onload = () => this.#show(request.response?.querySelector("[data-part=suggestions]"));
    request.onerror = () => this.#close();
    request.send();
  }

  #show(part) {
    if (!part?.querySelector("[role=option]") || document.activeElement !== this.#field) return this.#close();
    this.#list.replaceChildren(...document.importNode(part, true).children);
    this.#list.hidden = false;
    this.#field.setAttribute("aria-expanded", "true");
    this.#field.removeAttribute("aria-activedescendant");
    this.#said.textContent = part.dataset.count;
  }

  #close() {
    this.#list.hidden = true;
    this.#list.replaceChildren();
    this.#said.textContent = "";
    this.#field.setAttribute("aria-expanded", "false");
    this.#field.removeAttribute("aria-activedescendant");
  }

  #key(event) {
    if (event.isComposing || this.#list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      this.#close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      this.#move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && this.#chosen) {
      event.preventDefault();
      this.#chosen.click();
    }
  }

  get #chosen() { return this.#list.querySelector("[aria-selected=true]"); }

  /** One further, and from either end back to the field, where what was typed is searched for. */
  #move(step) {
    const options = [...this.#list.querySelectorAll("[role=option]")];
    const before = options.indexOf(this.#chosen);
    const next = before < 0 && step < 0 ? options.length - 1 : before + step;
    this.#chosen?.setAttribute("aria-selected", "false");
    const option = options[next];
    if (!option) return this.#field.removeAttribute("aria-activedescendant");
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.#field.setAttribute("aria-activedescendant", option.id);
  }
}

customElements.define("search-box", SearchBox);
