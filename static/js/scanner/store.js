// What the phone remembers between reloads: who it is, where it stands, and what it has not sent yet.
const PAIRING = "zjazd.scanner.pairing";
const POINT = "zjazd.scanner.point";
const POINTS = "zjazd.scanner.points";
const QUEUE = "zjazd.scanner.queue";

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
export const points = () => read(POINTS, []);
export const keepPoints = (list) => write(POINTS, list);
// Each conference has its own queue: a phone paired anew sends what it still owes, and only where it belongs.
const queueKey = () => `${QUEUE}.${pairing()?.address}`;
export const queue = () => read(queueKey(), []);
export const keepQueue = (scans) => write(queueKey(), scans);

// The queue stays, for when the phone is paired again.
export const forgetPairing = () => {
  for (const key of [PAIRING, POINT, POINTS]) localStorage.removeItem(key);
};

export const forgetAll = () => {
  localStorage.removeItem(queueKey());
  forgetPairing();
};
