/** Where a guest was in works, kept in this browser and nowhere else. */
const KEY = "places";
const READER = "places-reader"; // whose account was open here last
const MOST = 200; // works; the longest unread is forgotten

/** By the works' keys. What we did not write ourselves is passed over. */
export function keptPlaces() {
  const kept = Object.entries(read(KEY) ?? {});
  return Object.fromEntries(kept.filter(([, place]) => place?.at));
}

export const keptPlace = (work) => keptPlaces()[work];

export function rememberPlace(work, place) {
  const places = Object.entries({ ...keptPlaces(), [work]: { ...place, at: Date.now() } });
  const newest = places.sort(([, a], [, b]) => b.at - a.at).slice(0, MOST);
  write(KEY, Object.fromEntries(newest));
}

/** Forget one place, unless another was kept meanwhile. */
export function forgetPlace(work, { at }) {
  const { [work]: kept, ...others } = keptPlaces();
  if (kept?.at === at) write(KEY, others);
}

/** Forget them all, and that anybody was logged in here. */
export function forgetPlaces() {
  write(KEY, {});
  write(READER, "");
}

/** This account is open: what was left since another's was is not theirs. */
export function openFor(reader) {
  const before = read(READER);
  if (before === reader) return;
  if (before) forgetPlaces();
  write(READER, reader);
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null; // no JSON, or a browser that keeps nothing
  }
}

function write(key, what) {
  try {
    if (Object.keys(what).length) localStorage.setItem(key, JSON.stringify(what));
    else localStorage.removeItem(key);
  } catch {
    // A browser that keeps nothing, or has no room: the place is lost with the page.
  }
}
