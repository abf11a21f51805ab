/** Works kept in this browser for reading without a network, each because its reader asked. */
const PAGES = "kept-pages";
const ASSETS = "kept-assets";
const LIST = "kept-list";
const OFFLINE = "/offline/";
const AT_ONCE = 3; // pages that are fetched side by side
const CHECK = 10 * 60 * 1000; // milliseconds until a kept work is looked at again
const FACES = { serif: "literata", sans: "source-sans", atkinson: "atkinson", dyslexic: "opendyslexic" };

export const canKeep = () => "serviceWorker" in navigator && "caches" in self && isSecureContext;

/** All kept works: what js/offline.js and the worker know of each. */
export async function keptWorks() {
  if (!canKeep() || !(await caches.has(LIST))) return [];
  const list = await caches.open(LIST);
  const answers = await Promise.all((await list.keys()).map((key) => list.match(key)));
  const works = await Promise.all(answers.map((one) => one.json()));
  return works.sort((a, b) => b.keptAt - a.keptAt);
}

export const keptWork = async (key) => (await keptWorks()).find((one) => one.key === Number(key));

async function remember(kept) {
  const list = await caches.open(LIST);
  await list.put(`/offline/kept/${kept.key}`, Response.json(kept));
}

/** Begin to serve what is kept. */
async function register() {
  const policy = self.trustedTypes?.createPolicy("worker", { createScriptURL: () => "/worker.js" });
  await navigator.serviceWorker.register(policy ? policy.createScriptURL("") : "/worker.js", { scope: "/" });
  await navigator.serviceWorker.ready;
}

/**
 * Keep a work, or what changed of it since. `address` says which pages it has; `tell(done, all)`
 * hears how far it is. Resolves to what is kept; null if it is no longer to be read, and then it goes.
 */
export async function keep(address, tell = () => {}) {
  const answer = await fetch(address);
  const key = Number(address.match(/works\/(\d+)\//)[1]);
  if ([403, 404, 410].includes(answer.status)) return remove(key);
  if (!answer.ok) throw new Error(String(answer.status));
  const work = await answer.json();
  await register();
  const before = await keptWork(key);
  if (!before) navigator.storage?.persist?.();
  const had = new Map((before?.reader === work.reader ? before.pages : []).map((one) => [one.address, one]));
  const kept = { ...work, manifest: address, keptAt: before?.keptAt ?? Date.now(), checkedAt: Date.now() };
  kept.pages = work.pages.map((one) => (had.get(one.address)?.version === one.version ? had.get(one.address) : one));
  kept.bytes = before?.bytes ?? 0;
  await remember(kept);
  await store(OFFLINE);
  await store(kept.address);
  await fill(kept, tell);
  await letGo([...had.keys()].filter((one) => !kept.pages.some((page) => page.address === one)));
  return kept;
}

/** Fetch the pages that are not there yet, some side by side. */
async function fill(kept, tell) {
  const missing = kept.pages.filter((one) => !one.bytes);
  const queue = [...missing];
  const count = () => kept.pages.filter((one) => one.bytes).length;
  tell(count(), kept.pages.length);
  const work = async () => {
    for (let page = queue.shift(); page; page = queue.shift()) {
      page.bytes = await store(page.address, "data-position=");
      kept.bytes = kept.pages.reduce((sum, one) => sum + (one.bytes ?? 0), 0);
      tell(count(), kept.pages.length);
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: AT_ONCE }, work));
  await remember(kept); // what came is there, whatever did not
  const broken = ended.find((one) => one.status === "rejected");
  if (broken) throw broken.reason;
}

/** Put a page where the worker finds it, with all it needs. Resolves to its bytes. */
async function store(address, sign = "") {
  const answer = await fetch(address, { headers: { "X-Keep": "offline" }, redirect: "error" });
  const copy = answer.clone();
  const text = await answer.text();
  if (!answer.ok || !text.includes(sign)) throw new Error(address);
  await (await caches.open(PAGES)).put(address, copy);
  await storeAssets(text, address);
  return new Blob([text]).size;
}

const seen = new Set();
const LINKS = /(?:href|src)="([^"]+\.(?:css|js|svg|png))"/g;
const IMPORTS = /(?:from|import)\s*\(?\s*"([^"]+\.js)"/g;
const URLS = /url\(\s*["']?([^"')]+)["']?\s*\)/g;

async function storeAssets(text, base, pattern = LINKS) {
  for (const [, name] of text.matchAll(pattern)) {
    const url = new URL(name, new URL(base, location.origin));
    if (url.origin !== location.origin || seen.has(url.pathname) || !isWanted(url)) continue;
    seen.add(url.pathname);
    const answer = await fetch(url.pathname);
    if (!answer.ok) continue;
    await (await caches.open(ASSETS)).put(url.pathname, answer.clone());
    if (url.pathname.endsWith(".css")) await storeAssets(await answer.text(), url.pathname, URLS);
    if (url.pathname.endsWith(".js")) await storeAssets(await answer.text(), url.pathname, IMPORTS);
  }
}

/** Of typefaces only the chosen one's, and of its parts those for Latin or in use here. */
function isWanted({ pathname }) {
  if (!pathname.endsWith(".woff2")) return true;
  const face = FACES[document.documentElement.dataset.face ?? "serif"];
  const isInUse = performance.getEntriesByType("resource").some((one) => new URL(one.name).pathname === pathname);
  return isInUse || (face && pathname.includes(`/${face}`) && pathname.includes("-latin-") && !pathname.includes("-ext-"));
}

async function letGo(addresses) {
  const pages = await caches.open(PAGES);
  await Promise.all(addresses.map((one) => pages.delete(one)));
}

/** Let go of a work; of everything else too once nothing is kept. Resolves to null. */
export async function remove(key) {
  const kept = await keptWork(key);
  if (!kept) return null;
  await letGo([kept.address, ...kept.pages.map((one) => one.address)]);
  await (await caches.open(LIST)).delete(`/offline/kept/${key}`);
  if (!(await keptWorks()).length) {
    await Promise.all([PAGES, ASSETS, LIST].map((name) => caches.delete(name)));
    seen.clear();
  }
  return null;
}

/** Look after kept works that nobody looked at for a while: new chapters come, what is gone goes. */
export async function freshen(works, wait = CHECK) {
  if (!navigator.onLine) return;
  for (const kept of works) {
    if (Date.now() - kept.checkedAt > wait) await keep(kept.manifest).catch(() => {});
  }
}
