// All that is known of the conference with no network: its people, scan points, and who has been let in where.
// The server sends it in parts (checkin/door_data.py); what this phone scanned since is laid over them.
import { admits, dayOf, evaluate, refusal } from "./rules.js";

// The server corrects a phone's clock and tells whole seconds.
const SAME_MOVE_MS = 3000;
const STATES = ["registered", "waiting", "cancelled"];

export class Door {
  constructor() {
    this.parts = new Map();
    // Scans of this phone that the parts do not hold yet, by uid: { person, slug, at, direction, sent }.
    this.own = new Map();
    this.#build();
  }

  get isEmpty() {
    return !this.parts.has("conference");
  }

  get held() {
    return Object.fromEntries([...this.parts].map(([name, [digest]]) => [name, digest]));
  }

  get conference() {
    return this.parts.get("conference")?.[1] ?? null;
  }

  get points() {
    return this.parts.get("points")?.[1] ?? [];
  }

  point(slug) {
    return this.points.find((point) => point.slug === slug);
  }

  take(parts, gone = []) {
    for (const [name, part] of Object.entries(parts)) this.parts.set(name, part);
    for (const name of gone) this.parts.delete(name);
    this.#build();
  }

  forget() {
    this.parts.clear();
    this.own.clear();
    this.#build();
  }

  #build() {
    this.people = new Map();
    this.byDigest = new Map();
    this.moves = new Map();
    const names = this.parts.get("names")?.[1] ?? { institutions: {}, variants: {}, extras: {}, labels: {} };
    for (const [name, [, content]] of this.parts) {
      if (name.startsWith("people.")) for (const row of content) this.#addPerson(row, names);
      if (name.startsWith("moves.")) for (const row of content) this.#addMove(row);
    }
    this.withdrawn = new Set(this.parts.get("withdrawn")?.[1] ?? []);
  }

  #addPerson([id, digest, name, institution, variant, state, paid, extras = [], labels = [], diet = ""], names) {
    const [title, first, last] = name.split("\t");
    const [variantName, remote] = names.variants[variant] ?? ["", false];
    const person = {
      id,
      digest,
      key: `${id}.${digest}`,
      name: `${title} ${first} ${last}`.trim(),
      first,
      last,
      institution: names.institutions[institution] ?? "",
      variantName,
      labels: labels.map((label) => names.labels[label]).filter(Boolean),
      diet,
      // What the rules ask about.
      state: STATES[state],
      paid: Boolean(paid),
      remote,
      variant,
      extras,
    };
    this.people.set(id, person);
    this.byDigest.set(digest, person);
  }

  #addMove([id, slug, second, leaves]) {
    const key = `${id} ${slug}`;
    const move = { at: second * 1000, direction: leaves ? "out" : "in" };
    if (!this.moves.has(key)) this.moves.set(key, []);
    this.moves.get(key).push(move);
  }

  // Accepted moves of the person at the point, in their order.
  history(id, slug) {
    const own = [...this.own.values()].filter((move) => move.person === id && move.slug === slug);
    const known = this.moves.get(`${id} ${slug}`) ?? [];
    return own.length ? [...known, ...own].sort((one, other) => one.at - other.at) : known;
  }

  note(uid, move) {
    this.own.set(uid, move);
  }

  drop(uid) {
    this.own.delete(uid);
  }

  // Taken back, though the server's data still hold it.
  retract({ person, slug, at }) {
    const key = `${person} ${slug}`;
    const others = (this.moves.get(key) ?? []).filter((move) => Math.abs(move.at - at) > SAME_MOVE_MS);
    this.moves.set(key, others);
  }

  // The server has it: the next data that are asked for hold it.
  markSent(uid) {
    const move = this.own.get(uid);
    if (move) move.sent = true;
  }

  sent() {
    return [...this.own].filter(([, move]) => move.sent).map(([uid]) => uid);
  }

  // What a badge or a person is told at the point. `badge` is of badge.js.
  decide({ badge, person, slug, direction, at }) {
    const point = this.point(slug);
    if (!point) return { result: "refused" };
    const found = person ?? (badge && this.byDigest.get(badge.digest));
    if (!person) {
      if (!badge || badge.signed === false) return { result: "unknown" };
      if (this.withdrawn.has(badge.digest)) return { result: "withdrawn" };
      if (!found && badge.signed === null) return { result: "unknown" };
      if (!found) return { result: "accepted", warnings: ["new"], direction: "in", handsOut: point.handsOut };
    }
    const move = { at, direction: point.leaving ? direction : "in" };
    const { result, warnings, since } = evaluate(point, found, move, this.history(found.id, slug));
    return {
      result,
      warnings,
      direction: move.direction,
      person: { id: found.id, name: found.name, institution: found.institution, variant: found.variantName },
      first: since ? { at: since.at, point: point.name } : null,
      labels: found.labels,
      diet: point.food ? found.diet : "",
      handsOut: point.handsOut,
    };
  }

  // How many have been let in at the point, or are inside, of how many who may come; at a daily point on that day.
  count(slug, at) {
    const point = this.point(slug);
    if (!point) return null;
    let present = 0;
    let expected = 0;
    for (const person of this.people.values()) {
      if (person.state === "registered" && !person.remote && admits(point, person)) expected += 1;
      if (isPresent(point, this.moves.get(`${person.id} ${slug}`) ?? [], at)) present += 1;
    }
    for (const move of this.#ownFirsts(slug, point, at)) present += move;
    return { present, expected };
  }

  *#ownFirsts(slug, point, at) {
    const touched = new Set([...this.own.values()].filter((move) => move.slug === slug).map((move) => move.person));
    for (const id of touched) {
      const before = isPresent(point, this.moves.get(`${id} ${slug}`) ?? [], at);
      yield Number(isPresent(point, this.history(id, slug), at)) - Number(before);
    }
  }

  // Whether the person has come anywhere that counts as coming, and what stands in the way here.
  standing(person, slug, at) {
    const refused = refusal(this.point(slug) ?? this.points[0], person, at);
    if (refused) return refused;
    return this.history(person.id, slug).length ? "again" : "expected";
  }
}

function isPresent(point, moves, at) {
  const counted = point.times === "daily" ? moves.filter((move) => dayOf(move.at) === dayOf(at)) : moves;
  return point.leaving ? counted.at(-1)?.direction === "in" : counted.length > 0;
}
