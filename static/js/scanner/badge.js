// What the code of a badge says: checked with the conference's public key, so that a true badge is known with no
// network even when it was issued after the last contact.
const PREFIX = "Z1";
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const CODE_BYTES = 10;
const CODE_LETTERS = 16;
const SIGNATURE_BYTES = 64;
const DIGEST_BYTES = 9;

const fromBase64 = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

function fromBase32(text) {
  const bytes = new Uint8Array(Math.floor((text.length * 5) / 8));
  let bits = 0;
  let value = 0;
  let at = 0;
  for (const letter of text) {
    const five = ALPHABET.indexOf(letter);
    if (five < 0) return null;
    value = ((value << 5) | five) & 0xfff;
    bits += 5;
    if (bits >= 8) {
      bits -= 8;
      bytes[at] = (value >> bits) & 0xff;
      at += 1;
    }
  }
  return bytes;
}

// Names the badge as the server's data do.
async function digestOf(code) {
  const whole = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(code)));
  const text = btoa(String.fromCharCode(...whole.subarray(0, DIGEST_BYTES)));
  return text.replaceAll("+", "-").replaceAll("/", "_");
}

export class BadgeReader {
  // `key` is the conference's public key. A browser that knows no Ed25519 still knows the badges it was told of.
  static async of(key) {
    const reader = new BadgeReader();
    try {
      reader.key = await crypto.subtle.importKey("raw", fromBase64(key), { name: "Ed25519" }, false, ["verify"]);
    } catch {
      reader.key = null;
    }
    return reader;
  }

  // { digest, signed } or null for what is no badge at all; `signed` is null where this browser cannot tell.
  async read(text) {
    const compact = text.trim().toUpperCase();
    if (!compact.startsWith(PREFIX)) return null;
    const encoded = compact.slice(PREFIX.length);
    const raw = fromBase32(encoded);
    if (raw?.length !== CODE_BYTES + SIGNATURE_BYTES) return null;
    const [digest, signed] = await Promise.all([digestOf(encoded.slice(0, CODE_LETTERS)), this.#isSigned(raw)]);
    return { digest, signed };
  }

  async #isSigned(raw) {
    if (!this.key) return null;
    return crypto.subtle.verify("Ed25519", this.key, raw.subarray(CODE_BYTES), raw.subarray(0, CODE_BYTES));
  }
}
