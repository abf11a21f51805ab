/** <tick-all> around a list of boxes: one more box that ticks them all. */
class TickAll extends HTMLElement {
  connectedCallback() {
    const row = this.querySelector("[data-all]");
    if (!row) return;
    row.hidden = false;
    const all = row.querySelector("input");
    const boxes = [...this.querySelectorAll('input[name="works"]')];
    all.addEventListener("change", () => {
      for (const box of boxes) box.checked = all.checked;
    });
    this.addEventListener("change", () => {
      const ticked = boxes.filter((box) => box.checked).length;
      all.checked = ticked === boxes.length;
      all.indeterminate = ticked > 0 && ticked < boxes.length;
    });
  }
}

customElements.define("tick-all", TickAll);
