// What the phone remembers: who it is and where it stands (small, read at once), and in a database of the browser
// what the door must know and what has not been sent yet. All of it survives a reload, a kill and an empty battery.
const PAIRING = "zjazd.scanner.pairing";
const POINT = "zjazd.scanner.point";
const OFFSET = "zjazd.scanner.offset";
const SYNCED = "zjazd.scanner.synced";
const OLD_POINTS = "zjazd.scanner.points";
const DATABASE = "zjazd.scanner";
const PARTS = "parts";
const QUEUE = "queue";

const read = (key, missing) => {
  try {
    return JSON.parse(localStorage.getItem(key)) ?? missing;
  } catch {
    return missing;
  }
};

// False where the browser keeps nothing (private windows, full storage).
const write = (key, value) => {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

export const pairing = () => read(PAIRING, null);
export const keepPairing = (given) => write(PAIRING, given);
export const point = () => read(POINT, "");
export const keepPoint = (slug) => write(POINT, slug);
export const synced = () => read(SYNCED, 0);
export const keepSynced = (at) => write(SYNCED, at);
// By how many milliseconds this phone's clock is behind the server's.
export const offset = () => read(OFFSET, 0);
export const keepOffset = (milliseconds) => write(OFFSET, milliseconds);

const forgetPairing = () => {
  for (const key of [PAIRING, POINT, OFFSET, SYNCED, OLD_POINTS]) localStorage.removeItem(key);
};

const settled = (request) =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });

export class Store {
  constructor(database) {
    this.database = database;
  }

  static async open() {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(PARTS);
      request.result.createObjectStore(QUEUE, { keyPath: "uid" });
    };
    return new Store(await settled(request));
  }

  #table(name, mode = "readonly") {
    // A scan that was told to somebody is on the disk before anything else happens to it.
    const options = mode === "readwrite" ? { durability: "strict" } : undefined;
    return this.database.transaction(name, mode, options).objectStore(name);
  }

  async #change(name, work) {
    const table = this.#table(name, "readwrite");
    work(table);
    await new Promise((resolve, reject) => {
      table.transaction.oncomplete = resolve;
      table.transaction.onabort = table.transaction.onerror = () => reject(table.transaction.error);
    });
  }

  // Digest and content of each part, by name.
  async parts() {
    const table = this.#table(PARTS);
    const [names, values] = await Promise.all([settled(table.getAllKeys()), settled(table.getAll())]);
    return Object.fromEntries(names.map((name, at) => [name, values[at]]));
  }

  keepParts(parts, gone) {
    return this.#change(PARTS, (table) => {
      for (const [name, part] of Object.entries(parts)) table.put(part, name);
      for (const name of gone) table.delete(name);
    });
  }

  // Each conference has its own: a phone paired anew sends what it still owes, and only where it belongs.
  async queue(address) {
    const all = await settled(this.#table(QUEUE).getAll());
    return all.filter((item) => item.address === address).sort((one, other) => one.number - other.number);
  }

  put(items) {
    return this.#change(QUEUE, (table) => items.forEach((item) => table.put(item)));
  }

  drop(uids) {
    return this.#change(QUEUE, (table) => uids.forEach((uid) => table.delete(uid)));
  }

  // What names people goes; the queue, which names nobody, stays for when the phone is paired again.
  async forget() {
    forgetPairing();
    await this.#change(PARTS, (table) => table.clear());
  }

  async forgetAll() {
    await this.#change(QUEUE, (table) => table.clear());
    await this.forget();
  }
}
