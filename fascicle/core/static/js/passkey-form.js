/**
 * <passkey-form options="id of JSON" | ask="address of JSON" [make]> around a form with a field
 * “credential”: makes a passkey, or uses one, and sends the form with what came of it.
 */
const decode = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
const encode = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const decodeIds = (list) => list?.map((one) => ({ ...one, id: decode(one.id) }));

function readable({ publicKey }) {
  const options = { ...publicKey, challenge: decode(publicKey.challenge) };
  if (options.user) options.user = { ...options.user, id: decode(options.user.id) };
  for (const name of ["allowCredentials", "excludeCredentials"]) {
    if (options[name]) options[name] = decodeIds(options[name]);
  }
  return options;
}

function written(credential) {
  const { id, rawId, type, response } = credential;
  const parts = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (response[name]) parts[name] = encode(response[name]);
  }
  if (response.getTransports) parts.transports = response.getTransports();
  return JSON.stringify({ id, rawId: encode(rawId), type, response: parts, clientExtensionResults: credential.getClientExtensionResults() });
}

class PasskeyForm extends HTMLElement {
  connectedCallback() {
    if (!window.PublicKeyCredential) return;
    this.hidden = false;
    this.querySelector("form").addEventListener("submit", (event) => this.#submit(event));
  }

  async #submit(event) {
    const form = event.target;
    event.preventDefault();
    this.#say(null);
    try {
      form.elements.credential.value = written(await this.#credential(form));
    } catch (error) {
      return this.#say({ SecurityError: "here", InvalidStateError: "known" }[error.name] ?? "");
    }
    form.submit();
  }

  async #credential(form) {
    const publicKey = readable(await this.#options());
    if (!this.hasAttribute("make")) return navigator.credentials.get({ publicKey });
    const alone = form.elements.passwordless;
    if (alone) {
      const chosen = alone.checked ? { residentKey: "required", requireResidentKey: true, userVerification: "required" } : {};
      publicKey.authenticatorSelection = { ...publicKey.authenticatorSelection, ...chosen };
    }
    return navigator.credentials.create({ publicKey });
  }

  async #options() {
    const id = this.getAttribute("options");
    if (id) return JSON.parse(document.getElementById(id).textContent);
    const response = await fetch(this.getAttribute("ask"), { headers: { Accept: "application/json" } });
    return (await response.json()).request_options;
  }

  #say(what) {
    for (const line of this.querySelectorAll("[data-trouble]")) line.hidden = line.dataset.trouble !== what;
  }
}

customElements.define("passkey-form", PasskeyForm);
