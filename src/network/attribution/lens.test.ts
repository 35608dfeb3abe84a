import fc from "fast-check";
import { expect, test } from "vitest";
import { link, networkOf, type TestRow } from "../../../test/support/network-of.ts";
import { isoDate } from "../../vocab/iso-date.ts";
import { type Attribution, attribute } from "./attribute.ts";
import { nodeKeys } from "./lens.ts";

const MAGNET = "850511";
const ALLOY = "284690";

function row(seller: string, buyer: string, product: string, usd: number, facility = ""): TestRow {
  const [origin, destination] = [seller.slice(0, 2), buyer.slice(0, 2)];
  return { seller, buyer, product, day: 100, usd, kg: null, origin, destination, facility };
}

function ask(rows: readonly TestRow[], since?: "1970-01-01" | "1970-04-12"): Attribution {
  return attribute(networkOf(rows), [link(MAGNET, ALLOY)], {
    root: { kind: "purchases", products: [MAGNET], countries: ["US"] },
    inputs: "all",
    ...(since === undefined ? {} : { since: isoDate(since) }),
  });
}

const byFacility = (found: Attribution) =>
  Object.fromEntries(found.by("facility").map(({ key, share }) => [key, Number(share.toFixed(9))]));

test("divides what a party added over its facilities by what it sold from each, to whomever", () => {
  const rows = [
    row("CN a", "US b", MAGNET, 100, "a1"),
    row("CN a", "DE c", MAGNET, 300, "a2"),
    row("CN d", "US b", MAGNET, 100),
  ];
  expect(byFacility(ask(rows))).toEqual({ a1: 0.125, a2: 0.375, "": 0.5 });
});

test("looks only at the sales of the window", () => {
  const rows = [
    { ...row("CN a", "US b", MAGNET, 100, "a1"), day: 101 },
    { ...row("CN a", "US b", MAGNET, 900, "a2"), day: 100 },
  ];
  expect(byFacility(ask(rows, "1970-04-12"))).toEqual({ a1: 1 });
});

test("puts all in one line where no row states a facility", () => {
  expect(byFacility(ask([row("CN a", "US b", MAGNET, 100)]))).toEqual({ "": 1 });
});

const PARTIES = ["CN a", "CN b", "JP c", "US d", "US e"];
const arbitraryRows = fc.array(
  fc
    .tuple(
      fc.constantFrom(...PARTIES),
      fc.constantFrom(...PARTIES),
      fc.constantFrom(MAGNET, ALLOY),
      fc.integer({ min: 1, max: 900 }),
      fc.constantFrom("", "1", "2", "3"),
    )
    .map(([seller, buyer, product, usd, plant]) =>
      row(seller, buyer, product, usd, plant === "" ? "" : `${seller} ${plant}`),
    ),
  { minLength: 1, maxLength: 40 },
);

test("the facilities of a party add up to the party, and all lines with the untraced to one", () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const found = ask(rows);
      const lines = found.by("facility", { bounded: 0 });
      const all = lines.reduce((sum, { share }) => sum + share, found.untraced);
      expect(all).toBeCloseTo(found.empty ? 0 : 1, 12);

      const { cone } = found.solved.shared;
      const named = nodeKeys(cone, "facility");
      const ofParty = new Map<string, number>();
      const ofLine = new Map<string, number>();
      for (let node = 0; node < cone.nodes.count; node++) {
        const party = cone.network.parties.id(cone.nodes.party[node] as number);
        for (let at = named.offsets[node] as number; at < (named.offsets[node + 1] as number); at++) {
          const key = named.keys[named.key[at] as number] as string;
          expect(key === "" || key.startsWith(party)).toBe(true);
          const share = (found.solved.added[node] as number) * (named.part[at] as number);
          ofParty.set(party, (ofParty.get(party) ?? 0) + share);
          ofLine.set(key, (ofLine.get(key) ?? 0) + share);
        }
      }
      for (const { key, share } of found.by("party", { bounded: 0 })) {
        expect(ofParty.get(key)).toBeCloseTo(share, 12);
      }
      for (const { key, share } of lines) expect(ofLine.get(key)).toBeCloseTo(share, 12);
    }),
    { numRuns: 300 },
  );
});

test("has each facility's share between its bounds, inside those of its party", () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const found = ask(rows);
      const parties = new Map(found.by("party").map((line) => [line.key, line]));
      for (const { key, share, low, high } of found.by("facility")) {
        expect(low).toBeLessThanOrEqual(share + 1e-12);
        expect(high).toBeGreaterThanOrEqual(share - 1e-12);
        const party = parties.get(key.slice(0, 4));
        if (party === undefined) continue;
        expect(high).toBeLessThanOrEqual((party.high as number) + 1e-9);
      }
    }),
    { numRuns: 150 },
  );
});
