/**
 * <lazy-part src="…"> around a link to the same page: shows the page's part in the link's place.
 *
 * Parsed by XMLHttpRequest: an inert document, and no HTML sink for the CSP to refuse.
 */
class LazyPart extends HTMLElement {
  connectedCallback() {
    const request = new XMLHttpRequest();
    request.open("GET", this.getAttribute("src"));
    request.responseType = "document";
    request.onload = () => {
      const part = request.response?.querySelector("[data-part]");
      if (part) this.replaceChildren(document.importNode(part, true));
    };
    request.send();
  }
}

customElements.define("lazy-part", LazyPart);
