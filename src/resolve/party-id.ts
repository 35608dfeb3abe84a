import { createHash } from "node:crypto";
import { nameKey } from "./name-key.ts";

/** The id that an import gives a party of this name and country (alpha-2 or null); the same as `partyIdSql`. */
export function partyId(name: string, country: string | null): string {
  return partyIdOfKey(nameKey(name), country);
}

/** The id of a party known by a code of some scheme alone. */
export function partyIdOfCode(scheme: string, value: string): string {
  return partyIdOfKey(`${scheme}:${value}`, null);
}

function partyIdOfKey(key: string, country: string | null): string {
  return createHash("md5")
    .update(`${key}\u0000${country ?? ""}`, "utf8")
    .digest("hex")
    .slice(0, 16);
}
