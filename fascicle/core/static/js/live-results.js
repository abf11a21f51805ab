/**
 * <live-results> around a filter form and what it finds: results and counts change in place while
 * the form is filled in, the address follows, Back and Forward work. Without it, or where
 * anything fails, the form and its links do what forms and links do.
 * What is marked data-part is exchanged.
 */
import { fetchPage, moveStories, partsAroundStories } from "./fresh-page.js";

class LiveResults extends HTMLElement {
  #request;
  #awaited = null; // what is being loaded, to put it all in place
  #shown = LiveResults.#bare(location.href);
  #unfolded = new Set();
  #typed = new Map(); // by the ids of fields beside the filters: what nobody has sent yet

  static #bare(address) { return address.split("#")[0]; }

  get #form() { return this.querySelector("form.filters"); }

  connectedCallback() {
    this.addEventListener("change", (event) => this.#changed(event));
    this.addEventListener("submit", (event) => this.#submitted(event));
    this.addEventListener("click", (event) => this.#clicked(event));
    this.addEventListener("input", (event) => this.#looksFor(event));
    this.addEventListener("keydown", (event) => this.#keyed(event));
    this.#form.addEventListener("toggle", ({ newState }) => { if (newState === "closed") this.#closed(); });
    addEventListener("popstate", this.#moved);
  }

  disconnectedCallback() { removeEventListener("popstate", this.#moved); }

  #moved = () => {
    if (LiveResults.#bare(location.href) !== this.#shown) this.#load(location.href, { push: false });
  };

  /** The button that opened the filters has been exchanged meanwhile: the focus goes to the new one. */
  #closed() {
    const { activeElement, body } = document;
    if (activeElement !== body && !this.#form.contains(activeElement)) return;
    this.querySelector("#open-filters")?.focus({ preventScroll: true });
  }

  #changed({ target }) {
    if (target.form !== this.#form || target.dataset.find) return;
    if (target.type === "checkbox" && target.checked) this.#uncheckOpposite(target);
    for (const id of (target.dataset.clears ?? "").split(" ").filter(Boolean)) {
      if (target.value) document.getElementById(id).value = "";
    }
    this.#load(this.#address());
  }

  /** Nothing is wanted and not wanted at once. */
  #uncheckOpposite({ name, value }) {
    const other = { tag: "not", not: "tag" }[name] ?? (name.startsWith("not-") ? name.slice(4) : `not-${name}`);
    const box = document.getElementById(`${other}-${value}`);
    if (box) box.checked = false;
  }

  #submitted(event) {
    if (event.target !== this.#form || event.submitter?.dataset.more) return;
    event.preventDefault();
    if (this.#form.matches(":popover-open")) this.#form.hidePopover();
    if (this.#address() !== this.#shown) this.#load(this.#address());
  }

  #clicked(event) {
    const more = event.target.closest("[data-more]");
    if (more) {
      event.preventDefault();
      const field = more.parentElement.querySelector("[data-find]");
      if (!field.value) this.#unfolded.add(field.id);
      return this.#findIn(field);
    }
    const link = event.target.closest("a[data-live], .pager a");
    if (!link || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const turns = link.closest(".pager") !== null;
    this.#load(link.href, { top: turns });
  }

  #looksFor({ target }) {
    if (target.dataset.find) this.#findIn(target);
  }

  #keyed(event) {
    if (event.key === "Enter" && event.target.dataset.find) {
      event.preventDefault();
      this.#findIn(event.target);
    }
  }

  /** The readable address is the server's to write; this one it understands. */
  #address(action = this.#form.action, leaveOut = () => false) {
    const fields = [...new FormData(this.#form)].filter(([name, value]) => value && !leaveOut(name));
    const query = new URLSearchParams(fields);
    return LiveResults.#bare(action) + (fields.length ? `?${query}` : "");
  }

  /** Counts, and all else that the list says of itself, as they are now. Its stories stay where they stand. */
  refresh() {
    if (this.#awaited) return this.#load(...this.#awaited); // which may come from before
    this.#request?.abort();
    this.#request = this.#fetch(this.#shown, (page) => {
      const fresh = page.querySelector("live-results");
      if (!fresh) return;
      this.#exchange(partsAroundStories(this, fresh));
      moveStories(this, fresh);
      this.#say();
    }, () => {});
  }

  #load(address, { push = true, top = false } = {}) {
    this.#request?.abort();
    this.#awaited = [address, { push, top }];
    const request = (this.#request = this.#fetch(address, (page) => {
      this.#awaited = null;
      if (!this.#show(page)) return location.assign(address);
      const arrived = request.responseURL || address;
      if (push && arrived !== this.#shown) history.pushState(null, "", arrived);
      this.#shown = LiveResults.#bare(arrived);
      document.title = page.title;
      if (top) this.#toTop();
      this.#say();
    }, () => location.assign(address)));
    this.setAttribute("aria-busy", "true");
  }

  #say() {
    this.querySelector("[data-said]").textContent = this.querySelector("[data-count]").dataset.count;
  }

  #fetch(address, arrived, failed) {
    return fetchPage(address, (page) => {
      this.removeAttribute("aria-busy");
      arrived(page);
    }, failed);
  }

  #show(page) {
    const parts = [...this.querySelectorAll("[data-part]")];
    const fresh = parts.map((part) => page.querySelector(`live-results [data-part="${part.dataset.part}"]`));
    if (!parts.length || fresh.includes(null)) return false;
    this.#exchange(parts.map((part, i) => [part, fresh[i]]));
    return true;
  }

  /** Puts new parts in the place of old ones; what was open, typed in or focused stays so. */
  #exchange(parts) {
    const focused = document.activeElement?.id;
    const scrolled = this.#form.scrollTop;
    const folds = new Map([...this.querySelectorAll("details[id]")].map((fold) => [fold.id, fold.open]));
    this.#keepTyped();
    for (const [part, fresh] of parts) part.replaceWith(document.importNode(fresh, true));
    for (const fold of this.querySelectorAll("details[id]")) fold.open = folds.get(fold.id) ?? fold.open;
    this.#putTyped();
    this.#form.scrollTop = scrolled;
    this.#focus(focused);
    for (const id of this.#unfolded) this.#findIn(document.getElementById(id));
  }

  get #fieldsBeside() { return [...this.querySelectorAll("textarea[id]")].filter(({ form }) => form !== this.#form); }

  #keepTyped() {
    for (const { id, value, defaultValue } of this.#fieldsBeside) {
      if (value === defaultValue) this.#typed.delete(id); else this.#typed.set(id, value);
    }
  }

  /** Where a field has gone for now, its words wait until it is back. */
  #putTyped() {
    for (const field of this.#fieldsBeside.filter(({ id }) => this.#typed.has(id))) {
      field.value = this.#typed.get(field.id);
      const fold = field.closest("details");
      if (fold) fold.open = true;
    }
  }

  #focus(id) {
    if (!id || document.activeElement?.id === id) return;
    (document.getElementById(id) ?? document.getElementById("found"))?.focus({ preventScroll: true });
  }

  #toTop() {
    const head = document.getElementById("found");
    head.scrollIntoView();
    head.focus({ preventScroll: true });
  }

  /** All tags of a kind, or those with what was typed in their names, in the place of the first ten. */
  #findIn(field) {
    if (!field) return;
    const kind = field.name.slice("find-".length);
    const others = (name) => name.startsWith("find-") && name !== field.name;
    clearTimeout(field.timer);
    field.timer = setTimeout(() => {
      const address = this.#address(new URL(field.dataset.find, location.href).href, others);
      this.#fetch(address, (page) => {
        const rows = page.querySelector(`[data-rows="${kind}"]`) ?? page.querySelector("[data-none]");
        const old = this.querySelector(`[data-rows="${kind}"]`);
        const focused = document.activeElement?.id;
        if (!rows) return location.assign(address);
        const fresh = document.importNode(rows, true);
        old.replaceChildren(...("rows" in rows.dataset ? fresh.children : [fresh]));
        if (document.getElementById(focused)) this.#focus(focused);
      }, () => location.assign(address));
    }, 150);
  }
}

customElements.define("live-results", LiveResults);
