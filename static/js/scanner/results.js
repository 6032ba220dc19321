// What a scan may come to, as in checkin/enums.py.
export const NAMELESS = new Set(["foreign", "unknown", "withdrawn"]);
export const SENT_AWAY = new Set(["unpaid", "excluded", "early", "late", "waiting", "cancelled"]);
