// Reads the table of cases from standard input and writes what static/js/scanner/rules.js says to each.
import { readFileSync } from "node:fs";
import { evaluate } from "../../static/js/scanner/rules.js";

const moment = (text) => (text ? Date.parse(text) : null);
const move = ({ at, direction = "in" }) => ({ at: moment(at), direction });

const told = JSON.parse(readFileSync(0, "utf8")).map(({ rule, person, move: made, earlier }) => {
  const { result, warnings, since } = evaluate(
    {
      payment: rule.payment ?? "required",
      times: rule.times ?? "once",
      leaving: rule.tracks_leaving ?? false,
      variants: rule.variants ?? [],
      extras: rule.extras ?? [],
      opens: moment(rule.opens_at),
      closes: moment(rule.closes_at),
    },
    {
      state: person.state ?? "registered",
      paid: person.is_paid ?? true,
      remote: person.is_remote ?? false,
      variant: person.variant ?? 0,
      extras: person.extras ?? [],
    },
    move(made),
    earlier.map(move),
  );
  return { result, warnings, since: since ? since.at : null };
});
process.stdout.write(JSON.stringify(told));
