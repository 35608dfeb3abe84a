import { rmSync } from "node:fs";
import { dirname } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater } from "../cli/headwater.ts";

interface Claim {
  readonly id: string;
  readonly verdict: string;
  readonly computed: string | null;
  readonly difference: string | null;
  readonly by: string;
  readonly reason: string | null;
  readonly readings: readonly { readonly value: string | null; readonly fits: boolean | null }[];
}

let store: string;
let claims: ReadonlyMap<string, Claim>;

beforeAll(async () => {
  store = await fixtureStore();
  const { out, err, code } = await headwater(["claims", "--store", store, "--json"]);
  expect([err, code]).toEqual(["", 0]);
  claims = new Map(JSON.parse(out).result.claims.map((claim: Claim) => [claim.id, claim]));
});

afterAll(() => rmSync(dirname(store), { recursive: true, force: true }));

/** Worked out by hand from the documents: what comes out, and how far that is from what is claimed. */
const EXPECTED: readonly (readonly [id: string, verdict: string, computed: number, off: number | null])[] = [
  ["aam-160", "reproduced", 160.08, 0.08],
  ["aam-160-natural", "inconsistent", 135.08, -24.92],
  ["aam-9300", "inconsistent", 9622.96, 322.96],
  ["aam-40-cheaper", "reproduced", 41.94, 1.94],
  ["aam-ad-935", "reproduced", 93.5, 0],
  ["cspg-fall", "not_checkable", -44, null],
  ["synthetic-may", "not_checkable", 60000, null],
  ["btr-indonesia-160", "reproduced", 160000, 0],
  ["cvd-both", "inconsistent", 721.03, 9],
  ["china-share", "reproduced", 95.87, -0.03],
  ["zhongke-use", "reproduced", 95.65, -0.01],
  ["xiangfenghua-use", "reproduced", 83.44, 0.01],
  ["ptl-use", "not_checkable", 68.35, null],
  ["stock-shanshan", "reproduced", 15100, 43.04],
  ["stock-ptl", "reproduced", 4400, 9.03],
  ["stock-shangtai", "inconsistent", 10300, 7030.48],
  ["stock-xiangfenghua", "inconsistent", 6200, 7170.42],
  ["asp-zhongke", "not_checkable", -26.18, null],
  ["asp-shangtai", "not_checkable", -18.01, null],
  ["asp-xiangfenghua", "not_checkable", -25.77, null],
  ["asp-shanshan", "not_checkable", -12.18, null],
  ["asp-ptl", "inconsistent", 31912.32, 7012.32],
  ["btr-price", "not_checkable", 74.78, null],
  ["six-firms", "not_checkable", 66.8, null],
  ["china-92", "not_checkable", 27.78, null],
  ["manganese-years", "inconsistent", 5, 2],
  ["australia-deal", "not_checkable", 35.29, null],
  ["indonesia-478", "not_checkable", 5975, null],
  ["lib-total", "not_checkable", 61.96, null],
  ["lib-capital", "reproduced", 2550, 200],
  ["lib-parts", "inconsistent", 4.9, -4.6],
  ["lib-30x", "inconsistent", 297.81, 267.81],
  ["catl-unit", "inconsistent", 3430, 3426.57],
  ["supplier-table", "not_checkable", 44.69, null],
  ["magnets-hhi", "not_checkable", 60.3, null],
  ["hundreds", "reproduced", 237, 37],
];

test.each(EXPECTED)("%s is %s: %d, off by %d", (id, verdict, computed, off) => {
  const claim = claims.get(id);
  expect(claim?.verdict).toBe(verdict);
  expect(Number(claim?.computed)).toBeCloseTo(computed, 2);
  expect(claim?.difference == null ? null : Number(Number(claim.difference).toFixed(2))).toBe(off);
});

test("the two readings of 9,300 USD/t fit, and the figure itself does not", () => {
  expect(claims.get("aam-9300")?.readings.map(({ fits }) => fits)).toEqual([true, true]);
  expect(claims.get("aam-9300")?.readings[0]?.value).toBe("9252.96");
});

test("of six producers two stock-flow checks hold, two fail and two cannot be made", () => {
  const stock = [...claims.values()].filter(({ id }) => id.startsWith("stock-"));
  const named = (verdict: string) => stock.filter((claim) => claim.verdict === verdict).map(({ id }) => id);
  expect(named("reproduced")).toEqual(["stock-shanshan", "stock-ptl"]);
  expect(named("inconsistent")).toEqual(["stock-shangtai", "stock-xiangfenghua"]);
  expect(named("not_checkable")).toEqual(["stock-btr", "stock-zhongke"]);
});

test("a claim that rests on figures the store lacks is open and says which", () => {
  expect(claims.get("drc-60")).toMatchObject({ verdict: "not_checkable", computed: null });
  expect(claims.get("drc-60")?.reason).toContain("the store holds no production of cobalt by usgs-mcs-2026 for 2024");
});

test("every claim that is not reproduced says why or shows by how much it is off", () => {
  const silent = [...claims.values()].filter(
    ({ verdict, reason, difference }) => verdict !== "reproduced" && reason === null && difference === null,
  );
  expect(silent).toEqual([]);
});
