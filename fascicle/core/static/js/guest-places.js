/** Where a guest was in works, kept in this browser and nowhere else. */
const KEY = "places";
const MOST = 200; // works; the longest unread is forgotten

export function keptPlaces() {
  try {
    return JSON.parse(localStorage.getItem(KEY)) ?? {};
  } catch {
    return {}; // nothing that we wrote, or a browser that keeps nothing
  }
}

export const keptPlace = (work) => keptPlaces()[work];

export function rememberPlace(work, place) {
  const places = Object.entries({ ...keptPlaces(), [work]: { ...place, at: Date.now() } });
  const newest = places.sort(([, a], [, b]) => b.at - a.at).slice(0, MOST);
  write(Object.fromEntries(newest));
}

export const forgetPlaces = () => write({});

function write(places) {
  try {
    if (Object.keys(places).length) localStorage.setItem(KEY, JSON.stringify(places));
    else localStorage.removeItem(KEY);
  } catch {
    // A browser that keeps nothing, or has no room: the place is lost with the page.
  }
}
