import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { format } from "../vocab/decimal.ts";
import { readBook } from "./book.ts";

const scratch = mkdtempSync(join(tmpdir(), "headwater-cost-ratio-"));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const shipped = readFileSync(new URL("../../data/rules/cost-ratio.yaml", import.meta.url), "utf8");

async function overlaid(name: string, text: string) {
  const overlay = join(scratch, name);
  mkdirSync(join(overlay, "rules"), { recursive: true });
  writeFileSync(join(overlay, "rules", "cost-ratio.yaml"), text);
  return readBook({ overlay });
}

test("the shipped rule has four kinds, each with a threshold that never falls from year to year", async () => {
  const { costRatio, rules } = await readBook();
  expect(costRatio.kinds.map(({ id }) => id)).toEqual([
    "energy-storage",
    "qualified-facility",
    "battery-component",
    "critical-mineral",
  ]);
  for (const { thresholds } of costRatio.kinds) {
    const shares = thresholds.map(({ share }) => Number(format(share)));
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
  }
  expect(rules.map(({ id }) => id)).toContain(costRatio.controlRule);
});

test("a user's own rule stands in the place of the shipped one", async () => {
  const { costRatio } = await overlaid(
    "own",
    shipped.replace('{ from: 2026, share: "0.55"', '{ from: 2026, share: "0.56"'),
  );
  expect(format(costRatio.kinds[0]?.thresholds[0]?.share ?? { units: 0n, scale: 0 })).toBe("0.56");
});

describe("a malformed rule is refused with its file and line", () => {
  test.each([
    ["a share above 1", ['share: "0.55"', 'share: "55"'], "A share is from 0 to 1"],
    ["years out of order", ["from: 2027, share", "from: 2026, share"], "in the order of their years"],
    ["an unknown source", ["source: miller-chevalier-2026-15", "source: nobody"], "“nobody” is not in sources.yaml"],
    ["an unknown key", ["turns_on: construction", "turns: construction"], "turns"],
    ["shares of more than the whole", ['share: "0.656"', 'share: "0.756"'], "sum to more than 1"],
    ["a day that is none", ["known: 2025-07-04", "known: 2025-07-34"], "2025-07-34"],
  ])("%s", async (name, [from, to], says) => {
    await expect(overlaid(name, shipped.replace(from as string, to as string))).rejects.toThrow(
      new RegExp(`rules/cost-ratio.yaml”, line [1-9][0-9]*: .*${says}`),
    );
  });
});
