/**
 * <mark-read action="…"> around links with data-updates: what is opened is marked as read.
 *
 * Without it, a button beside each does the same.
 */
class MarkRead extends HTMLElement {
  connectedCallback() {
    for (const name of ["click", "auxclick"]) this.addEventListener(name, this.#opened);
  }

  #opened = (event) => {
    const link = event.target.closest("a[data-updates]");
    const token = this.querySelector("[name=csrfmiddlewaretoken]")?.value;
    if (!link?.dataset.updates || !token || event.button > 1) return;
    const said = new FormData();
    said.append("csrfmiddlewaretoken", token);
    for (const key of link.dataset.updates.split(",")) said.append("update", key);
    fetch(this.getAttribute("action"), { method: "POST", body: said, keepalive: true, redirect: "manual" });
    const entry = link.closest("li.told");
    entry?.classList.remove("unread");
  };
}

customElements.define("mark-read", MarkRead);
