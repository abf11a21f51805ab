/** <desk-keys> around the list of works: keys, ranges of boxes, and how many are ticked. */
const NEEDS_ONE = new Set(["a", "e", "m"]);

class DeskKeys extends HTMLElement {
  #last = null;

  connectedCallback() {
    for (const part of this.querySelectorAll("[data-scripted]")) part.hidden = false;
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("change", (event) => this.#change(event));
    this.addEventListener("keydown", (event) => this.#enter(event));
    document.addEventListener("keydown", this.#key);
    this.#count();
  }

  disconnectedCallback() { document.removeEventListener("keydown", this.#key); }

  get rows() { return [...this.querySelectorAll("[data-row]")]; }
  get boxes() { return this.rows.map((row) => row.querySelector("input[name=story]")); }
  get here() { return this.rows.find((row) => row.contains(document.activeElement)); }

  #key = (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || document.querySelector("#keys:popover-open") && event.key !== "?") return;
    const act = {
      j: () => this.#go(1), k: () => this.#go(-1), x: () => this.#tick(), o: () => this.#open(),
      r: () => this.#rate(), "/": () => this.querySelector("[data-search]")?.focus(),
      "?": () => this.querySelector("#keys").togglePopover(),
      a: () => this.#press("a"), e: () => this.#press("e"), m: () => this.#press("m"), u: () => this.#press("u"),
    }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  };

  #go(step) {
    const rows = this.rows;
    const now = rows.indexOf(this.here);
    const next = rows[now < 0 ? (step > 0 ? 0 : rows.length - 1) : now + step];
    next?.querySelector("[data-open]").focus();
    next?.scrollIntoView({ block: "nearest" });
  }

  #tick() {
    const box = this.here?.querySelector("input[name=story]");
    if (box) { box.checked = !box.checked; this.#count(); }
  }

  #open() { this.here?.querySelector("[data-open]").click(); }

  #pick() {
    const all = this.querySelector("input[name=matching]")?.checked;
    if (!all && !this.boxes.some((box) => box.checked)) this.#tick();
  }

  #press(key) {
    if (NEEDS_ONE.has(key)) this.#pick();
    this.querySelector(`[data-key="${key}"]`)?.click();
  }

  #rate() {
    this.#pick();
    const change = this.querySelector("[data-change]");
    if (change) change.open = true;
    change?.querySelector("select[name=rating]").focus();
  }

  #click(event) {
    if (event.target.name !== "story") return;
    const boxes = this.boxes;
    const [from, to] = [boxes.indexOf(this.#last), boxes.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    this.#last = event.target;
    this.#count();
  }

  #change(event) {
    if ("all" in event.target.dataset) for (const box of this.boxes) box.checked = event.target.checked;
    this.#count();
  }

  /** Enter in one of the fields presses that field's own button. */
  #enter(event) {
    const line = event.key === "Enter" && event.target.matches("input:not([type=checkbox])") && event.target.closest("[data-line]");
    if (!line) return;
    event.preventDefault();
    line.querySelector("button").click();
  }

  #count() {
    const words = this.querySelector("[data-count]");
    if (!words) return;
    const { none, some, matching } = words.dataset;
    const n = this.boxes.filter((box) => box.checked).length;
    const all = this.querySelector("input[name=matching]")?.checked;
    words.textContent = all ? matching : n ? some.replace("{n}", n) : none;
  }
}

customElements.define("desk-keys", DeskKeys);
