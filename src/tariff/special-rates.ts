import { findDutyRate } from "./duty-rate.ts";
import type { SpecialRate } from "./schedule.ts";

/**
 * Reads the special column of a schedule: "Free (A, AU, S) 2.1% (JP)". Parts that refer elsewhere, such as "See
 * 9913.00 (…)", are left out: `unread` names them.
 */
export function specialRates(text: string): {
  readonly rates: readonly SpecialRate[];
  readonly unread: readonly string[];
} {
  const rates: SpecialRate[] = [];
  const unread: string[] = [];
  for (const [, written = "", programmes = ""] of text.matchAll(/([^()]+)\(([^()]*)\)/g)) {
    const rate = findDutyRate(written.replace(/^[\s,;]+/, ""));
    const codes = programmes
      .split(",")
      .map((code) => code.trim())
      .filter((code) => code !== "");
    if (rate === null || codes.length === 0) unread.push(`${written.trim()} (${programmes})`);
    else rates.push({ rate, programmes: codes });
  }
  return { rates, unread };
}
