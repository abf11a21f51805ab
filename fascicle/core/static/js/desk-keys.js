/**
 * <desk-keys> around a list of things to decide about: keys, ranges of boxes, and how many are ticked.
 *
 * Rows bear data-row, their box is in .pick, what opens them bears data-open. Whatever else bears
 * data-key is pressed by that key, or, if it is no button, gets the focus into its field. What
 * belongs to the form of the boxes ticks the row one is at, if no box is ticked.
 */
const OFF = "desk-keys-off";

class DeskKeys extends HTMLElement {
  #last = null;

  connectedCallback() {
    for (const part of this.querySelectorAll("[data-scripted]")) part.hidden = false;
    this.addEventListener("click", (event) => this.#click(event));
    this.addEventListener("change", (event) => this.#change(event));
    this.addEventListener("keydown", (event) => this.#enter(event));
    this.addEventListener("keydown", (event) => this.#fold(event));
    document.addEventListener("keydown", this.#key);
    if (this.#switch) this.#switch.checked = !this.#isOff;
    this.#count();
  }

  disconnectedCallback() { document.removeEventListener("keydown", this.#key); }

  get rows() { return [...this.querySelectorAll("[data-row]")]; }
  get boxes() { return this.rows.map((row) => row.querySelector(".pick input")); }
  get here() { return this.rows.find((row) => row.contains(document.activeElement)); }
  get #switch() { return this.querySelector("[data-keys-on]"); }
  get #isOff() { return localStorage.getItem(OFF) !== null; }

  #key = (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea, dialog");
    if (event.ctrlKey || event.metaKey || event.altKey || typing || this.#isOff) return;
    if (document.querySelector("#keys:popover-open") && event.key !== "?") return;
    const act = {
      j: () => this.#go(1), k: () => this.#go(-1), x: () => this.#tick(), o: () => this.#open(),
      "/": () => this.querySelector("[data-search]")?.focus(),
      "?": () => this.querySelector("#keys").togglePopover(),
    }[event.key] ?? this.#pressing(event.key);
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
    const box = this.here?.querySelector(".pick input");
    if (box) { box.checked = !box.checked; this.#count(); }
  }

  #open() { this.here?.querySelector("[data-open]").click(); }

  #pick() {
    const all = this.querySelector("input[name=matching]")?.checked;
    if (!all && !this.boxes.some((box) => box.checked)) this.#tick();
  }

  #pressing(key) {
    const part = /^[a-z]$/.test(key) && this.querySelector(`[data-key="${key}"]`);
    return part && (() => this.#press(part));
  }

  #press(part) {
    const target = part.matches("button") ? part : part.querySelector("select, input");
    if (target.form === this.boxes[0]?.form) this.#pick();
    if (target === part) return part.click();
    const fold = part.closest("details");
    if (fold) fold.open = true;
    target.focus();
  }

  #click(event) {
    if (!event.target.matches("[data-row] .pick input")) return;
    const boxes = this.boxes;
    const [from, to] = [boxes.indexOf(this.#last), boxes.indexOf(event.target)].sort((a, b) => a - b);
    if (event.shiftKey && from >= 0) for (const box of boxes.slice(from, to + 1)) box.checked = event.target.checked;
    this.#last = event.target;
    this.#count();
  }

  #change(event) {
    if ("all" in event.target.dataset) for (const box of this.boxes) box.checked = event.target.checked;
    if (event.target === this.#switch) this.#turn(event.target.checked);
    this.#count();
  }

  #turn(on) {
    if (on) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "");
  }

  /** Enter in one of the fields presses that field's own button. */
  #enter(event) {
    const line = event.key === "Enter" && event.target.matches("input:not([type=checkbox])") && event.target.closest("[data-line]");
    if (!line) return;
    event.preventDefault();
    line.querySelector("button").click();
  }

  /** Escape folds what is open around it, and leads back to what opens it. */
  #fold(event) {
    const open = event.key === "Escape" && event.target.closest("[data-bulk] details[open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary").focus();
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
