/**
 * The service worker: serves kept pages where there is no network. It keeps nothing by itself; what
 * is kept was asked for (js/offline.js), and goes when its reader logs out.
 */
const PAGES = "kept-pages";
const ASSETS = "kept-assets";
const LIST = "kept-list";
const STATIC = "{{ static_url|escapejs }}";
const OFFLINE = "{% url "reading:offline" %}";
const LOG_OUT = ["{% url "accounts:logout" %}", "{% url "account_logout" %}"];
const CLOSE_GATE = "{% url "reading:gate_closing" %}";
const GUEST = "guest";
const PATIENCE = 4000; // milliseconds that a kept page waits for a newer one

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (origin !== location.origin) return;
  if (request.method === "POST") {
    if (LOG_OUT.includes(pathname)) event.waitUntil(forget(() => true));
    if (pathname === CLOSE_GATE) event.waitUntil(forget((kept) => kept.is_adult));
  } else if (request.method === "GET") {
    if (request.mode === "navigate") event.respondWith(page(event, pathname));
    else if (pathname.startsWith(STATIC)) event.respondWith(asset(request));
  }
});

addEventListener("message", (event) => {
  if (event.data === "forget") event.waitUntil(forget(() => true));
});

async function page(event, pathname) {
  const pages = await caches.open(PAGES);
  const kept = await pages.match(pathname, { ignoreVary: true });
  try {
    const response = await inTime(fetch(event.request), kept);
    event.waitUntil(lookAt(response.clone(), pathname, kept));
    return response.status >= 500 && kept ? kept : response;
  } catch {
    return kept ?? (await pages.match(OFFLINE, { ignoreVary: true })) ?? Response.error();
  }
}

/** The answer, or a rejection where something is kept and the network takes too long. */
function inTime(answer, kept) {
  if (!kept) return answer;
  const late = new Promise((_, reject) => { setTimeout(reject, PATIENCE); });
  return Promise.race([answer, late]);
}

/**
 * Everything of another reader goes, and what is for adults once the gate is closed. What a guest
 * kept stays when they log in. A kept page that was just seen is kept as it is now.
 */
async function lookAt(response, pathname, kept) {
  if (response.status !== 200 || !response.headers.get("Content-Type")?.startsWith("text/html")) return;
  const [reader, adult] = (response.headers.get("X-Reader") ?? GUEST).split("; ");
  await forget((one) => (one.reader !== reader && one.reader !== GUEST) || (one.is_adult && !adult));
  if (!kept || new URL(response.url).search) return;
  const pages = await caches.open(PAGES);
  if (!(await pages.match(pathname, { ignoreVary: true }))) return;
  await own(pathname, reader);
  await pages.put(pathname, response);
}

/** What is kept of a page for this reader is theirs from now on. */
async function own(pathname, reader) {
  const list = await caches.open(LIST);
  for (const entry of await list.keys()) {
    const kept = await (await list.match(entry)).json();
    const has = pathname === kept.address || pathname === OFFLINE || kept.pages.some((one) => one.address === pathname);
    if (has && kept.reader !== reader) await list.put(entry, Response.json({ ...kept, reader }));
  }
}

/** The network's, so that a new version is seen at once; the kept one where there is none. */
async function asset(request) {
  try {
    return await fetch(request);
  } catch (error) {
    const kept = await (await caches.open(ASSETS)).match(request, { ignoreVary: true });
    if (kept) return kept;
    throw error;
  }
}

/** Let go of kept works by what is known of them. */
async function forget(isMeant) {
  const [list, pages] = [await caches.open(LIST), await caches.open(PAGES)];
  let left = 0;
  for (const entry of await list.keys()) {
    const answer = await list.match(entry);
    const kept = answer && (await answer.json());
    if (kept && !isMeant(kept)) { left += 1; continue; }
    await list.delete(entry);
    for (const address of kept ? [kept.address, ...kept.pages.map((one) => one.address)] : []) await pages.delete(address);
  }
  if (left) return;
  await Promise.all([PAGES, ASSETS, LIST].map((name) => caches.delete(name)));
  indexedDB.deleteDatabase("fascicle-places");
}
