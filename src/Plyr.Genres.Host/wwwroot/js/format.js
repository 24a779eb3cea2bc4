// Without Intl: on a slow phone, making its first formatter takes longer than the first list.
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A whole number with commas between its thousands. */
export const number = value => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

export const percent = share => `${Math.round(share * 100)}%`;

/** Dollars with two to four digits of their parts. */
export function money(amount) {
  const [dollars, parts] = amount.toFixed(4).split(".");
  return `$${number(dollars)}.${parts.replace(/0{1,2}$/, "")}`;
}

export const count = (value, singular) => `${number(value)} ${singular}${value === 1 ? "" : "s"}`;

/** A day, or nothing for a time that is missing or can't be read. */
export const date = text => format(text, moment =>
  `${months[moment.getMonth()]} ${moment.getDate()}, ${moment.getFullYear()}`);

/** A time of day, or nothing. */
export const time = text => format(text, moment => `${twoDigits(moment.getHours())}:${twoDigits(moment.getMinutes())}`);

/** A time of day, with its day unless that is today. */
export const timeAndDay = text => date(text) === date(new Date()) ? time(text) : `${time(text)} on ${date(text)}`;

const twoDigits = value => String(value).padStart(2, "0");

function format(text, shown) {
  const moment = new Date(text ?? NaN);
  return Number.isNaN(moment.getTime()) ? "" : shown(moment);
}

/** A length as a player shows it: 3:05, 1:02:33. */
export function duration(seconds) {
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] > 0 ? parts : parts.slice(1);
  return shown.map((part, index) => index === 0 ? String(part) : twoDigits(part)).join(":");
}

export const megabytes = bytes => `${number(Math.max(1, Math.round(bytes / 1_000_000)))} MB`;

/** A snake_case reason as words: "audio_rejected" becomes "audio rejected". */
export const words = reason => reason.replaceAll("_", " ");
