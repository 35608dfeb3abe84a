import { epochDay, isoDate } from "../vocab/iso-date.ts";

export const FIRST_YEAR = 1970;

const DAYS = 65_536;

let years: Uint8Array | undefined;

/** By day since 1970-01-01, the years since 1970. */
export function yearsOfDays(): Uint8Array {
  if (years !== undefined) return years;
  years = new Uint8Array(DAYS);
  for (let year = FIRST_YEAR, from = 0; from < DAYS; year++) {
    const until = epochDay(isoDate(`${year + 1}-01-01`));
    years.fill(year - FIRST_YEAR, from, until);
    from = until;
  }
  return years;
}
