// Speaks to the server with the phone's token. Every failure is one of three: no network, not paired, refused.
const PATIENCE_MS = 8000;
const PATIENCE_WITH_MUCH_MS = 30000;

export class NoNetwork extends Error {}
export class NotPaired extends Error {
  // `wipe`: the phone is known, and is to forget even what it has not sent.
  constructor(wipe = false) {
    super();
    this.wipe = wipe;
  }
}
export class Refused extends Error {}

export class Api {
  constructor(addresses, token) {
    this.addresses = addresses;
    this.token = token;
  }

  async ask(name, body) {
    const answer = await this.#fetch(this.addresses[name], body, name === "data" ? PATIENCE_WITH_MUCH_MS : PATIENCE_MS);
    const ours = answer.status === 204 || answer.headers.get("Content-Type")?.startsWith("application/json");
    // A hotel's sign-in page answers in place of the server.
    if (!ours) throw new NoNetwork();
    if (answer.status === 403) throw new NotPaired((await said(answer))?.code === "revoked");
    // A gateway without its server behind it, or too many at once: as good as no network, so try again later.
    if (answer.status >= 500 || answer.status === 429) throw new NoNetwork();
    if (!answer.ok) throw new Refused();
    if (answer.status === 204) return null;
    const told = await said(answer);
    if (told === null) throw new NoNetwork();
    return told;
  }

  async #fetch(address, body, patience) {
    const headers = this.token ? { Authorization: `Device ${this.token}` } : {};
    const options = { headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(patience) };
    if (body !== undefined) {
      headers["Content-Type"] = "application/json";
      options.method = "POST";
      options.body = JSON.stringify(body);
    }
    try {
      return await fetch(address, options);
    } catch {
      throw new NoNetwork();
    }
  }
}

async function said(answer) {
  try {
    return await answer.json();
  } catch {
    return null;
  }
}
