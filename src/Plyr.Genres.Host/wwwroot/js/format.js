const dates = new Intl.DateTimeFormat("en", { dateStyle: "medium" });
const wholePercent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });
const numbers = new Intl.NumberFormat("en");

export const number = value => numbers.format(value);

export const percent = share => wholePercent.format(share);

export const count = (value, singular) => `${number(value)} ${singular}${value === 1 ? "" : "s"}`;

/** A day, or nothing for a time that is missing or can't be read. */
export function date(text) {
  const time = new Date(text ?? NaN);
  return Number.isNaN(time.getTime()) ? "" : dates.format(time);
}

/** A snake_case reason as words: "audio_rejected" becomes "audio rejected". */
export const words = reason => reason.replaceAll("_", " ");
