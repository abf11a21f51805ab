/** What somebody types, kept in this browser: by account, so that nobody finds another's words. */
const STORE = "typed";

let opened;
function database() {
  opened ??= new Promise((resolve, reject) => {
    const request = indexedDB.open("fascicle-words", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "slot" });
    request.onerror = () => reject(request.error);
    request.onsuccess = () => {
      request.result.onclose = () => { opened = undefined; };
      request.result.onversionchange = () => { request.result.close(); opened = undefined; };
      resolve(request.result);
    };
  });
  opened.catch(() => { opened = undefined; }); // there may be room the next time
  return opened;
}

/** Do something with what is kept; done when it is on the disk, which is later than "success". */
async function done(mode, act) {
  const transaction = (await database()).transaction(STORE, mode, { durability: "strict" });
  const request = act(transaction.objectStore(STORE));
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? request.error);
  });
}

/** A name for what is kept of one form. (`randomUUID` is not there on plain HTTP.) */
export function freshSlot() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const digits = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Keep `{slot, user, place, fields, keptAt, isThere}`; rejects where the browser has no room. */
export const keep = (words) => done("readwrite", (store) => store.put(words));

export const forget = (slot) => done("readwrite", (store) => store.delete(slot));

/** Forget these words. What another tab has written under their name since stays. */
export const forgetWords = ({ slot, keptAt }) => done("readwrite", (store) => {
  const request = store.get(slot);
  request.onsuccess = () => { if (request.result?.keptAt === keptAt) store.delete(slot); };
  return request;
});

/** What is kept of one place (a chapter, or a new one of a work) for one account, newest first. */
export async function keptOf(user, place) {
  const all = await done("readonly", (store) => store.getAll());
  return all.filter((one) => one.user === user && one.place === place).sort((a, b) => b.keptAt - a.keptAt);
}

/** Give what only this browser has a name of its own, so that saving the archive's copy keeps it. */
export async function renamed(kept) {
  const again = { ...kept, slot: freshSlot() };
  await keep(again);
  await forgetWords(kept);
  return again;
}
