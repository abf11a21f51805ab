/** A picture on its way into the text: chosen, described, sent, and put where the writer is. */
const PATIENCE = 60000; // milliseconds: a picture may be large, and a line slow

export function askForPicture(host, editor) {
  const dialog = host.querySelector("[data-picture]");
  const [file, words] = dialog.querySelectorAll("input");
  const told = dialog.querySelector("[data-error]");
  const button = dialog.querySelector("[data-send]");
  file.value = words.value = told.textContent = "";

  const send = async () => {
    if (!file.files.length || !words.value.trim()) {
      told.textContent = told.dataset.wanting;
      return;
    }
    button.disabled = true;
    const answer = await sent(host, file.files[0], words.value);
    button.disabled = false;
    if (answer.src) {
      dialog.close();
      editor.chain().focus().insertContent({ type: "picture", attrs: answer }).run();
    } else told.textContent = answer.error ?? told.dataset.failed;
  };
  const enter = (event) => {
    if (event.key !== "Enter" || event.target !== words) return;
    event.preventDefault(); // the form around it is not meant
    send();
  };
  const over = new AbortController();
  button.addEventListener("click", send, over);
  dialog.addEventListener("keydown", enter, over);
  dialog.addEventListener("close", () => { over.abort(); editor.commands.focus(); }, { once: true });
  dialog.showModal();
}

async function sent(host, picture, words) {
  const body = new FormData();
  body.append("csrfmiddlewaretoken", host.form.elements.csrfmiddlewaretoken.value);
  body.append("picture", picture);
  body.append("words", words);
  try {
    const answer = await fetch(host.dataset.pictures, { method: "POST", body, signal: AbortSignal.timeout(PATIENCE) });
    return answer.ok || answer.status === 422 ? await answer.json() : {};
  } catch { return {}; }
}
