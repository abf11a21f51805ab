/**
 * <field-limit for="…"> below a field that takes so many characters: says how many are left when few
 * are, and before anything is sent that there are too many. What is pasted is not cut off, as a
 * browser would do by itself. With ``data-each`` the limit is that of each part between such signs.
 */
const NEARLY = 0.9; // of the limit, from which on it is said
const PAUSE = 1000; // milliseconds without a key until it is said aloud

const counted = (text) => [...text].length; // as the archive counts: emoji are one, not two

class FieldLimit extends HTMLElement {
  #timer;

  connectedCallback() {
    this.field = document.getElementById(this.getAttribute("for"));
    this.limit = Number(this.dataset.limit) || (this.field?.maxLength ?? 0);
    if (this.limit <= 0 || this.shown) return;
    this.field.removeAttribute("maxlength");
    this.shown = document.createElement("span");
    this.shown.id = `${this.field.id}_left`;
    this.aloud = document.createElement("span");
    this.aloud.className = "unseen";
    this.aloud.role = "status";
    this.append(this.shown, this.aloud);
    const described = [this.field.getAttribute("aria-describedby"), this.shown.id];
    this.field.setAttribute("aria-describedby", described.filter(Boolean).join(" "));
    for (const type of ["input", "change"]) this.field.addEventListener(type, () => this.#tell());
    this.field.form?.addEventListener("words-changed", () => this.#tell());
    // A browser cannot lead to what is folded away.
    this.field.addEventListener("invalid", () => this.closest("details")?.setAttribute("open", ""));
    this.#tell();
  }

  disconnectedCallback() { clearTimeout(this.#timer); }

  get #length() {
    const { value, type } = this.field;
    if (this.dataset.each) return Math.max(...value.split(this.dataset.each).map((part) => counted(part.trim())));
    return type === "textarea" ? counted(value.replaceAll("\n", "\r\n")) : counted(value.trim());
  }

  #words(left) {
    const name = `${left < 0 ? "over" : "left"}${Math.abs(left) === 1 ? "One" : ""}`;
    const shown = new Intl.NumberFormat(document.documentElement.lang);
    return this.dataset[name].replace("{n}", shown.format(Math.abs(left)));
  }

  #tell() {
    const isFar = this.field.value.length * 2 < this.limit * NEARLY;
    const length = isFar ? 0 : this.#length;
    const left = this.limit - length;
    const said = length > this.limit * NEARLY ? this.#words(left) : "";
    this.shown.textContent = said;
    this.field.setCustomValidity(left < 0 ? said : "");
    this.#become(left < 0 ? "over" : said && "near", said);
  }

  /** Everybody sees each change; a screen reader is told when it begins to matter, and when it ends. */
  #become(state, said) {
    if (state === (this.dataset.state ?? "")) return;
    if (state) this.dataset.state = state; else delete this.dataset.state;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => { this.aloud.textContent = said && this.shown.textContent; }, PAUSE);
  }
}

customElements.define("field-limit", FieldLimit);
