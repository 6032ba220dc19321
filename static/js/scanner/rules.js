// Who is let in where, and how often: checkin/rules.py in this language. One table of cases holds both.
// Moments are milliseconds by the conference's clock. A move is { at, direction }.
const DAY = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Warsaw",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

export const dayOf = (at) => DAY.format(at);

// What those at the door are told. `earlier` are accepted moves in their order, none after `move`.
export function evaluate(rule, person, move, earlier = []) {
  if (leaves(rule, move)) {
    const inside = earlier.at(-1)?.direction === "in";
    return { result: "accepted", warnings: inside ? [] : ["not_inside"], since: null };
  }
  const refused = refusal(rule, person, move.at);
  if (refused) return { result: refused, warnings: [], since: null };
  const since = repeated(rule, move, earlier);
  if (since) return { result: "again", warnings: [], since };
  const warnings = [];
  if (rule.payment === "warning" && !person.paid) warnings.push("unpaid");
  if (person.remote) warnings.push("remote");
  return { result: "accepted", warnings, since: null };
}

// Nobody is held back who wants to go.
const leaves = (rule, move) => rule.leaving && move.direction === "out";

// Why the person may not come in, whoever was scanned before; null if they may.
export function refusal(rule, person, at) {
  if (person.state !== "registered") return person.state === "waiting" ? "waiting" : "cancelled";
  if (!admits(rule, person)) return "excluded";
  if (rule.opens !== null && at < rule.opens) return "early";
  if (rule.closes !== null && at >= rule.closes) return "late";
  if (rule.payment === "required" && !person.paid) return "unpaid";
  return null;
}

export function admits(rule, person) {
  if (!rule.variants.length && !rule.extras.length) return true;
  return rule.variants.includes(person.variant) || person.extras.some((extra) => rule.extras.includes(extra));
}

// The move that makes this one a second attempt.
function repeated(rule, move, earlier) {
  if (rule.times === "many") return null;
  const before = rule.times === "daily" ? earlier.filter((one) => dayOf(one.at) === dayOf(move.at)) : earlier;
  if (rule.leaving) return before.at(-1)?.direction === "in" ? before.at(-1) : null;
  return before[0] ?? null;
}
