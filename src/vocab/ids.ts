import { createHash } from "node:crypto";

/** A short stable identifier: the first 16 hex digits of the SHA-256 over the parts, joined by U+0000. */
export function contentId(...parts: readonly string[]): string {
  return createHash("sha256").update(parts.join("\u0000"), "utf8").digest("hex").slice(0, 16);
}
