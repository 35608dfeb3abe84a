import { existsSync } from "node:fs";

/** The browser that pages are opened with: HEADWATER_CHROMIUM, else Debian's. */
export const chromiumPath = process.env.HEADWATER_CHROMIUM ?? "/usr/bin/chromium";

/** Whether pages can be opened. Missing, it is an error where HEADWATER_REQUIRE_PEERS=1 and said aloud elsewhere. */
export function hasChromium(what: string): boolean {
  if (existsSync(chromiumPath)) return true;
  const reason = `there is no browser at ${chromiumPath} (HEADWATER_CHROMIUM names another)`;
  if (process.env.HEADWATER_REQUIRE_PEERS === "1") throw new Error(reason);
  console.warn(`SKIPPED: ${what}: ${reason}.`);
  return false;
}
