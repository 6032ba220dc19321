// Texts come translated from the server; here only their {gaps} are filled.
export const fill = (text, values) => text.replace(/\{(\w+)\}/g, (gap, name) => values[name] ?? gap);

// „9.05” in Polish, “9:05” in English, by the clock of the conference's place.
const PLACE = { timeZone: "Europe/Warsaw" };

export function clock(moment, language) {
  const text = new Intl.DateTimeFormat("en-GB", { ...PLACE, hour: "numeric", minute: "2-digit" }).format(moment);
  const [hour, minute] = text.split(":");
  return `${Number(hour)}${language === "pl" ? "." : ":"}${minute}`;
}

export const day = (moment) =>
  new Intl.DateTimeFormat("pl", { ...PLACE, day: "2-digit", month: "2-digit" }).format(moment);
