// Opening a kept filter by its name is as good as by what is new in it: that was seen then.
for (const form of document.querySelectorAll("form[data-seen]")) {
  const name = form.closest(".kept-filter").querySelector("h2 a");
  const seen = (event) => {
    if (event.button > 1) return;
    fetch(form.action, { method: "POST", body: new FormData(form), keepalive: true, redirect: "manual" });
    form.hidden = true;
  };
  for (const way of ["click", "auxclick"]) name.addEventListener(way, seen, { once: true });
}
