// Speaks to the server with the phone's token. Every failure is one of three: no network, not paired, refused.
const PATIENCE_MS = 8000;

export class NoNetwork extends Error {}
export class NotPaired extends Error {}
export class Refused extends Error {}

export class Api {
  constructor(addresses, token) {
    this.addresses = addresses;
    this.token = token;
  }

  async ask(name, body) {
    const answer = await this.#fetch(this.addresses[name], body);
    const ours = answer.status === 204 || answer.headers.get("Content-Type")?.startsWith("application/json");
    // A hotel's sign-in page answers in place of the server.
    if (!ours) throw new NoNetwork();
    if (answer.status === 403) throw new NotPaired();
    // A gateway without its server behind it, or too many at once: as good as no network, so try again later.
    if (answer.status >= 500 || answer.status === 429) throw new NoNetwork();
    if (!answer.ok) throw new Refused();
    if (answer.status === 204) return null;
    try {
      return await answer.json();
    } catch {
      throw new NoNetwork();
    }
  }

  async #fetch(address, body) {
    const headers = { Authorization: `Device ${this.token}` };
    const options = { headers, cache: "no-store", credentials: "omit", signal: AbortSignal.timeout(PATIENCE_MS) };
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
