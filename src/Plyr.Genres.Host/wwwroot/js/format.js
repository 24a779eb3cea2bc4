const dates = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const times = new Intl.DateTimeFormat("en", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const wholePercent = new Intl.NumberFormat("en", { style: "percent" });
const numbers = new Intl.NumberFormat("en");
const dollars = new Intl.NumberFormat("en-US",
  { style: "currency", currency: "USD", minimumFractionDigits: 2, maximumFractionDigits: 4 });

export const number = value => numbers.format(value);

export const percent = share => wholePercent.format(share);

export const money = amount => dollars.format(amount);

export const count = (value, singular) => `${number(value)} ${singular}${value === 1 ? "" : "s"}`;

/** A day, or nothing for a time that is missing or can't be read. */
export const date = text => format(dates, text);

/** A time of day, or nothing. */
export const time = text => format(times, text);

function format(formatter, text) {
  const moment = new Date(text ?? NaN);
  return Number.isNaN(moment.getTime()) ? "" : formatter.format(moment);
}

/** A length as a player shows it: 3:05, 1:02:33. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, index) => index === 0 ? String(part) : String(part).padStart(2, "0")).join(":");
}

export const megabytes = bytes => `${number(Math.max(1, Math.round(bytes / 1_000_000)))} MB`;

/** A snake_case reason as words: "audio_rejected" becomes "audio rejected". */
export const words = reason => reason.replaceAll("_", " ");
