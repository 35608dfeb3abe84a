import { readFileSync } from "node:fs";

let version: string | undefined;

/** The version in the package's own package.json, two folders above `src` or `dist` rooms. */
export function softwareVersion(): string {
  if (version === undefined) {
    const file = new URL("../../../package.json", import.meta.url);
    version = (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
  }
  return version;
}
