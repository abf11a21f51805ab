/**
 * Pages asked for anew, to put parts of them in the place of others.
 *
 * They come whole, parsed by XMLHttpRequest: an inert document, and no HTML sink for the CSP to
 * refuse.
 */
export function fetchPage(address, arrived, failed) {
  const request = new XMLHttpRequest();
  request.open("GET", address);
  request.responseType = "document";
  request.onload = () => {
    if (request.status === 200 && request.response) arrived(request.response);
    else failed();
  };
  request.onerror = failed;
  request.send();
  return request;
}

/** What is marked data-part in both, but for the stories: pairs of the old part and its fresh counterpart. */
export function partsAroundStories(old, fresh) {
  const pages = [old, fresh].map((one) => one.querySelector("[data-page]")?.dataset.page);
  return [...old.querySelectorAll("[data-part]:not([data-part=stories])")]
    .filter(({ dataset }) => dataset.part !== "pager" || pages[0] === pages[1])
    .map((part) => [part, fresh.querySelector(`[data-part="${part.dataset.part}"]`)])
    .filter(([, part]) => part);
}

/**
 * A page of a list as it is now: stories that have moved up on to it come in, those that have moved
 * on go. All others stay as they are, and so do lines that stand in the place of hidden ones.
 */
export function moveStories(old, fresh) {
  const list = old.querySelector("[data-page] .blurbs");
  if (!list || list.parentElement.dataset.page !== fresh.querySelector("[data-page]")?.dataset.page) return;
  const here = storiesIn(list);
  const wanted = storiesIn(fresh.querySelector("[data-page] .blurbs"));
  for (const [address, blurb] of here) {
    if (!wanted.has(address) && !blurb.matches(".gone")) withBeside(blurb).forEach((one) => one.remove());
  }
  let last = null;
  for (const [address, blurb] of wanted) {
    const known = here.get(address);
    const nodes = known ? withBeside(known) : withBeside(blurb).map((one) => document.importNode(one, true));
    if (!known && last) last.after(...nodes);
    else if (!known) list.prepend(...nodes);
    last = nodes.at(-1);
    while (last.nextElementSibling?.matches(".gone")) last = withBeside(last.nextElementSibling).at(-1);
  }
}

/** Blurbs by the addresses of their works. */
function storiesIn(list) {
  const blurbs = [...(list?.children ?? [])].filter((one) => one.matches(".blurb"));
  return new Map(blurbs.map((one) => [one.querySelector(":is(h2, h3) a").getAttribute("href"), one]));
}

/** A blurb, and what stands below it and is of the same story. */
function withBeside(blurb) {
  const nodes = [blurb];
  for (let next = blurb.nextElementSibling; next && !next.matches(".blurb"); next = next.nextElementSibling) nodes.push(next);
  return nodes;
}
