import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Answer } from "../../src/operations/core/answer.ts";
import type { AttributionResult } from "../../src/operations/trade/attribution-result.ts";
import { headwater } from "../cli/headwater.ts";

/** A store with the packaged tables, as `headwater demo` makes it; remove its folder when done. */
export async function demoStore(): Promise<{ readonly folder: string; remove(): void }> {
  const scratch = mkdtempSync(join(tmpdir(), "headwater-attribution-"));
  const folder = join(scratch, "store");
  const { code, err } = await headwater(["demo", "--quiet", "--store", folder]);
  if (code !== 0) throw new Error(err);
  return { folder, remove: () => rmSync(scratch, { recursive: true, force: true }) };
}

/** Asks `trace --method attribution` as a person would, for its JSON. */
export async function attribution(store: string, ...flags: string[]): Promise<Answer<AttributionResult>> {
  const { code, out, err } = await headwater([
    "trace",
    "--method",
    "attribution",
    ...flags,
    "--json",
    "--store",
    store,
  ]);
  if (code !== 0) throw new Error(err);
  return JSON.parse(out) as Answer<AttributionResult>;
}

/** A file of a user's, which is gone when the test is over. */
export function userFile(name: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "headwater-file-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

/** Twelve-place shares as whole numbers, so that a sum is exact. */
export function units(share: string): bigint {
  const [whole = "0", fraction = ""] = share.split(".");
  return BigInt(whole + fraction.padEnd(12, "0"));
}

export function widthOf({ low, high }: { readonly low: string | null; readonly high: string | null }): number {
  return Number(high) - Number(low);
}
