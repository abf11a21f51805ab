/**
 * <device-zone data-zone="…"> says in which zone times are, and offers that of the device where the
 * account's own (`data-own`) is another. What has been typed around it stays: the answer is no new page.
 */
const canonical = (timeZone) => new Intl.DateTimeFormat("en", { timeZone }).resolvedOptions().timeZone;

class DeviceZone extends HTMLElement {
  connectedCallback() {
    this.form = this.querySelector("form");
    this.device = canonical();
    let ours;
    try { ours = canonical(this.dataset.zone); } catch { ours = this.dataset.zone; }
    if (!this.device || this.device === ours) return;
    this.form.elements.time_zone.value = this.device;
    this.querySelector("[data-asks] b").textContent = this.device;
    this.form.hidden = false;
    this.form.addEventListener("submit", (event) => this.#use(event));
  }

  async #use(event) {
    event.preventDefault();
    const said = { method: "POST", body: new FormData(this.form), redirect: "manual" };
    const answer = await fetch(this.form.action, said).catch(() => null);
    if (answer?.type !== "opaqueredirect") { this.form.submit(); return; }
    const line = this.querySelector("[data-said]");
    line.querySelector("[data-own]").textContent = this.device;
    line.tabIndex = -1;
    line.focus();
    this.form.hidden = true;
    const field = document.getElementById(this.dataset.field);
    if (field && [...field.options].some((one) => one.value === this.device)) field.value = this.device;
  }
}

customElements.define("device-zone", DeviceZone);
