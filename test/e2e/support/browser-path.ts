import { existsSync } from "node:fs";

/** The browser that the pages are walked with: HEADWATER_CHROMIUM, else Debian's; null where there is none. */
export function findBrowser(): string | null {
  const path = process.env.HEADWATER_CHROMIUM ?? "/usr/bin/chromium";
  return existsSync(path) ? path : null;
}
