import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { link, networkOf, type TestRow } from "../../test/support/network-of.ts";
import { decimal } from "../vocab/decimal.ts";
import { fromEpochDay } from "../vocab/iso-date.ts";
import { LARGEST_VALUE } from "./exact-sum.ts";
import type { InputLink } from "./input-link.ts";
import { EDGE_KINDS, inputMap } from "./input-map.ts";
import { type Reach, reach } from "./reach.ts";
import type { ReachQuestion } from "./reach-question.ts";
import { topParties } from "./top-parties.ts";
import { eachCounted } from "./walk.ts";

const MAGNET = "850511";
const ALLOY = "284690";
const ORE = "253090";

function row(seller: string, buyer: string, product: string, extra: Partial<TestRow> = {}): TestRow {
  const [origin = "", destination = ""] = [seller.slice(0, 2), buyer.slice(0, 2)];
  return { seller, buyer, product, day: 100, usd: 100, kg: 1000, origin, destination, ...extra };
}

const upFrom = (products: readonly string[], depth: number, extra: Partial<ReachQuestion> = {}): ReachQuestion => ({
  products,
  direction: "up",
  depth,
  inputs: "all",
  countries: ["US"],
  ...extra,
});

function ask(rows: readonly TestRow[], links: readonly InputLink[], question: ReachQuestion): Reach {
  const network = networkOf(rows);
  return reach(network, inputMap(network.products, links), question);
}

/** Row numbers by tier, each ascending. */
function rowsByTier(found: Reach): number[][] {
  const tiers: number[][] = found.tiers.map(() => []);
  const { row } = found.walk.network.columns;
  eachCounted(found.walk, (entry, tier) => tiers[tier - 1]?.push(row[entry] as number));
  return tiers.map((rows) => rows.sort((a, b) => a - b));
}

const CHAIN = [
  row("CN magnets", "US motors", MAGNET),
  row("JP magnets", "US motors", MAGNET),
  row("CN alloys", "CN magnets", ALLOY),
  row("MM mine", "CN alloys", ORE),
  row("CN alloys", "DE works", ALLOY),
];
const CHAIN_LINKS = [link(MAGNET, ALLOY, "material"), link(ALLOY, ORE, "material")];

describe("reach", () => {
  test("goes from the product to the inputs of what its senders sold", () => {
    const found = ask(CHAIN, CHAIN_LINKS, upFrom([MAGNET], 4));
    expect(rowsByTier(found)).toEqual([[0, 1], [2], [3]]);
    expect(found.tiers.map(({ senders, buyers, usd, kg }) => [senders, buyers, usd, kg])).toEqual([
      [2, 1, 200n, 2000n],
      [1, 1, 100n, 1000n],
      [1, 1, 100n, 1000n],
    ]);
  });

  test("goes downwards from what a country sells to what its buyers make of it", () => {
    const down: ReachQuestion = { products: [ORE], direction: "down", depth: 4, inputs: "all", countries: ["MM"] };
    const found = ask(CHAIN, CHAIN_LINKS, down);
    expect(rowsByTier(found)).toEqual([[3], [2, 4], [0]]);
    expect(found.tiers[1]?.by("country").map(({ key }) => key)).toEqual(["CN", "DE"]);
  });

  test("follows the product itself alone when inputs are the same, and nothing when they are none", () => {
    const rows = [...CHAIN, row("VN trader", "CN magnets", MAGNET)];
    expect(rowsByTier(ask(rows, CHAIN_LINKS, upFrom([MAGNET], 4, { inputs: "same" })))).toEqual([[0, 1], [5]]);
    expect(rowsByTier(ask(rows, CHAIN_LINKS, upFrom([MAGNET], 4, { inputs: "none" })))).toEqual([[0, 1]]);
  });

  test("counts the other imports of a tier-1 buyer's node when a later tier comes back to it", () => {
    const rows = [
      row("CN magnets", "US motors", MAGNET),
      row("US motors", "US cars", MAGNET),
      row("KR magnets", "US motors", MAGNET, { destination: "MX" }),
    ];
    expect(rowsByTier(ask(rows, [], upFrom([MAGNET], 3)))).toEqual([[0, 1], [2]]);
  });

  test("looks again behind a sender that is found at two tiers, where the first could not count what it bought", () => {
    const rows = [
      row("CN j", "US b", MAGNET),
      row("CN k", "US b", MAGNET),
      row("CN j", "CN k", MAGNET),
      row("JP x", "CN j", MAGNET),
    ];
    const tierCountries = [null, ["CN"], ["JP"]];
    expect(rowsByTier(ask(rows, [], upFrom([MAGNET], 3, { tierCountries })))).toEqual([[0, 1], [2], [3]]);
  });

  test("counts a firm's sales to itself once, and ends in a cycle", () => {
    const rows = [row("CN a", "US b", MAGNET), row("CN a", "CN a", MAGNET), row("CN c", "CN a", MAGNET)];
    const cycle = [...rows, row("CN a", "CN c", MAGNET)];
    expect(rowsByTier(ask(cycle, [], upFrom([MAGNET], 8)))).toEqual([[0], [1, 2], [3]]);
  });

  test.each([
    ["1970-04-11", 0],
    ["1970-04-12", 1],
  ])("counts until, but not on, the day after the window (%s)", (until, rows) => {
    const found = ask(CHAIN, [], upFrom([MAGNET], 1, { until: until as ReachQuestion["until"] & string }));
    expect(found.tiers[0]?.rows).toBe(rows * 2);
  });

  test.each([
    ["1970-04-11", 2],
    ["1970-04-12", 0],
  ])("counts from its first day on (%s)", (since, rows) => {
    const found = ask(CHAIN, [], upFrom([MAGNET], 1, { since: since as ReachQuestion["since"] & string }));
    expect(found.tiers[0]?.rows).toBe(rows);
  });

  test("counts a party below the least share without looking behind it", () => {
    const rows = [
      row("CN big", "US b", MAGNET, { usd: 950 }),
      row("CN small", "US b", MAGNET, { usd: 50 }),
      row("CN x", "CN big", MAGNET),
      row("CN y", "CN small", MAGNET),
    ];
    const asked = (share: string) => rowsByTier(ask(rows, [], upFrom([MAGNET], 2, { minimumShare: decimal(share) })));
    expect(asked("0.05")).toEqual([
      [0, 1],
      [2, 3],
    ]);
    expect(asked("0.051")).toEqual([[0, 1], [2]]);
  });

  test("keeps rows without value in the count and says how many they are", () => {
    const rows = [
      row("CN a", "US b", MAGNET, { usd: null }),
      row("CN a", "US b", MAGNET, { estimated: true, kg: null }),
    ];
    const [all] = ask(rows, [], upFrom([MAGNET], 1)).tiers;
    expect([all?.rows, all?.rowsWithoutValue, all?.rowsWithoutWeight, all?.usd]).toEqual([2, 1, 1, 100n]);
    expect(ask(rows, [], upFrom([MAGNET], 1, { observedOnly: true })).tiers[0]?.rows).toBe(0);
  });

  test("adds up exactly where numbers would not", () => {
    const huge = LARGEST_VALUE - 1;
    const rows = Array.from({ length: 9 }, (_, i) => row(`CN ${i % 2}`, "US b", MAGNET, { usd: huge, kg: huge }));
    const found = ask(rows, [], upFrom([MAGNET], 1));
    const [tier] = found.tiers;
    expect(Number.isNaN(found.walk.network.runs.sums?.usd[0])).toBe(true);
    expect(tier?.usd).toBe(BigInt(huge) * 9n);
    expect(tier?.by("country")).toEqual([{ key: "CN", rows: 9, usd: BigInt(huge) * 9n, kg: BigInt(huge) * 9n }]);
    expect(tier?.by("product")[0]?.kg).toBe(BigInt(huge) * 9n);
  });

  test("in order of days, counts only purchases on the days before a sale that they may stand behind, or on its day", () => {
    const rows = [
      row("CN magnets", "US b", MAGNET, { day: 100 }),
      row("CN magnets", "US b", MAGNET, { day: 150 }),
      ...[69, 70, 100, 101, 119, 120, 150, 151].map((day) => row("CN alloys", "CN magnets", ALLOY, { day })),
      row("MM mine", "CN alloys", ORE, { day: 39 }),
      row("MM mine", "CN alloys", ORE, { day: 40 }),
      row("MM mine", "CN alloys", ORE, { day: 151 }),
    ];
    const asked = (inOrder: number) => rowsByTier(ask(rows, CHAIN_LINKS, upFrom([MAGNET], 3, { inOrder })));
    expect(asked(30)).toEqual([[0, 1], [3, 4, 7, 8], [11]]);
    expect(asked(0)).toEqual([[0, 1], [4, 8], []].slice(0, 2));
    expect(asked(1000)).toEqual([
      [0, 1],
      [2, 3, 4, 5, 6, 7, 8],
      [10, 11],
    ]);
  });

  test("in order of days, counts downwards what was sold on the days after a purchase", () => {
    const rows = [
      row("MM mine", "CN alloys", ORE, { day: 50 }),
      ...[49, 50, 60, 61].map((day) => row("CN alloys", "CN magnets", ALLOY, { day })),
    ];
    const down: ReachQuestion = { products: [ORE], direction: "down", depth: 3, inputs: "all", inOrder: 10 };
    expect(rowsByTier(ask(rows, CHAIN_LINKS, down))).toEqual([[0], [2, 3]]);
  });

  test("in order of days, comes back to a firm that a later tier finds on other days", () => {
    const rows = [
      row("CN j", "US b", MAGNET, { day: 100 }),
      row("CN k", "US b", MAGNET, { day: 200 }),
      row("CN j", "CN k", MAGNET, { day: 199 }),
      row("JP x", "CN j", MAGNET, { day: 99 }),
      row("JP x", "CN j", MAGNET, { day: 198 }),
    ];
    expect(rowsByTier(ask(rows, [], upFrom([MAGNET], 3, { inOrder: 1 })))).toEqual([[0, 1], [2, 3], [4]]);
  });

  test("in order of days, names an edge by the kind that fits on its day", () => {
    const rows = [
      row("CN a", "US b", MAGNET, { day: 100 }),
      row("CN a", "US b", ORE, { day: 200 }),
      row("MM c", "CN a", ALLOY, { day: 100 }),
      row("MM c", "CN a", ALLOY, { day: 200 }),
    ];
    const links = [link(MAGNET, ALLOY, "component"), link(ORE, ALLOY, "material")];
    const found = ask(rows, links, upFrom([MAGNET, ORE], 2, { inOrder: 5 }));
    expect(found.tiers[1]?.by("kind").map(({ key, rows: n }) => [key, n])).toEqual([
      ["component", 1],
      ["material", 1],
    ]);
  });

  test("says which inputs of the root, and of those, the data do not hold", () => {
    const links = [link(MAGNET, ALLOY), link(MAGNET, "720299"), link("720299", "260112"), link(ALLOY, "260112")];
    const found = ask(CHAIN, links, upFrom([MAGNET], 3));
    expect(found.missing).toEqual([
      { hs6: "720299", tier: 2, inputOf: [MAGNET] },
      { hs6: "260112", tier: 3, inputOf: [ALLOY, "720299"] },
    ]);
  });

  test("names an edge by its kind, the product itself first", () => {
    const rows = [...CHAIN, row("CN x", "CN magnets", MAGNET)];
    const found = ask(rows, [link(MAGNET, ALLOY, "material"), link(MAGNET, MAGNET, "component")], upFrom([MAGNET], 2));
    expect(found.tiers[0]?.by("kind").map(({ key }) => key)).toEqual(["root"]);
    expect(found.tiers[1]?.by("kind").map(({ key, rows: n }) => [key, n])).toEqual([
      ["material", 1],
      ["same", 1],
    ]);
  });

  test("lists the largest suppliers with their distinct recipients over all tiers", () => {
    const rows = [
      row("CN a", "US b", MAGNET),
      row("CN a", "US b", MAGNET),
      row("CN a", "US c", MAGNET),
      row("CN d", "US c", MAGNET),
      row("CN a", "CN d", ALLOY),
      row("CN a", "CN d", MAGNET),
    ];
    const found = ask(rows, [link(MAGNET, ALLOY)], upFrom([MAGNET], 2));
    const top = topParties(found.walk, 1).map(({ key, rows: n, recipients, tiers, products }) => ({
      key,
      n,
      recipients,
      tiers,
      products,
    }));
    expect(top).toEqual([{ key: "CN a", n: 5, recipients: 3, tiers: [1, 2], products: [ALLOY, MAGNET] }]);
  });
});

/** What `reach` must find, by its definition alone: entry after entry, tier after tier. */
function bruteForce(rows: readonly TestRow[], links: readonly InputLink[], question: ReachQuestion): number[][] {
  const up = question.direction === "up";
  const near = (r: TestRow) => (up ? r.buyer : r.seller);
  const far = (r: TestRow) => (up ? r.seller : r.buyer);
  const leads = (from: TestRow, to: TestRow): boolean => {
    if (from.product === to.product) return true;
    if (question.inputs === "same") return false;
    const [output, input] = up ? [from, to] : [to, from];
    return links.some((l) => l.outputHs === output.product && l.inputHs === input.product);
  };
  const inTime = (from: TestRow, to: TestRow): boolean => {
    if (question.inOrder === undefined) return true;
    const earlier = up ? from.day - to.day : to.day - from.day;
    return earlier >= 0 && earlier <= question.inOrder;
  };
  const inWindow = (r: TestRow): boolean =>
    (question.since === undefined || fromEpochDay(r.day) >= question.since) &&
    (question.until === undefined || fromEpochDay(r.day) < question.until);
  const admitted = (r: TestRow, tier: number): boolean => {
    const only = question.tierCountries?.[tier - 1] ?? null;
    return (
      inWindow(r) &&
      !(question.observedOnly && (r.usd === null || r.estimated)) &&
      (only === null || only.includes(up ? r.origin : r.destination))
    );
  };
  const isRoot = (r: TestRow): boolean =>
    question.products.includes(r.product) &&
    (question.countries === undefined || question.countries.includes(up ? r.destination : r.origin)) &&
    (question.parties === undefined || question.parties.includes(near(r)));
  const depth = question.inputs === "none" ? 1 : question.depth;
  const tierOf = new Map<TestRow, number>();
  let last = rows.filter((r) => admitted(r, 1) && isRoot(r));
  const tiers = [last];
  for (const r of last) tierOf.set(r, 1);
  for (let tier = 2; tier <= depth; tier++) {
    const before = last;
    const total = before.reduce((sum, r) => sum + (r.usd ?? 0), 0);
    const share = question.minimumShare ? Number(question.minimumShare.units) / 10 ** question.minimumShare.scale : 0;
    const usdOf = (party: string) => before.filter((r) => far(r) === party).reduce((sum, r) => sum + (r.usd ?? 0), 0);
    const followed = before.filter((r) => usdOf(far(r)) >= share * total);
    last = rows.filter(
      (r) =>
        !tierOf.has(r) &&
        admitted(r, tier) &&
        (question.components === undefined || question.components.includes(r.product)) &&
        followed.some((from) => far(from) === near(r) && leads(from, r) && inTime(from, r)),
    );
    if (last.length === 0) break;
    for (const r of last) tierOf.set(r, tier);
    tiers.push(last);
  }
  return tiers.map((found) => found.map((r) => rows.indexOf(r)));
}

const PARTIES = ["CN a", "CN b", "JP c", "US d", "US e", "KR f"];
const PRODUCTS = ["850760", "850511", "284690", "253090"];
const COUNTRIES = ["CN", "JP", "KR", "US"];
const arbitraryRow: fc.Arbitrary<TestRow> = fc.record({
  buyer: fc.constantFrom(...PARTIES),
  seller: fc.constantFrom(...PARTIES),
  product: fc.constantFrom(...PRODUCTS),
  day: fc.integer({ min: 0, max: 9 }),
  usd: fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 5 }),
  kg: fc.option(fc.integer({ min: 0, max: 1000 }), { freq: 5 }),
  origin: fc.constantFrom(...COUNTRIES),
  destination: fc.constantFrom(...COUNTRIES),
  port: fc.constantFrom("", "Ningbo", "Busan"),
  facility: fc.constantFrom("", "f1", "f2"),
  estimated: fc.boolean(),
});
const arbitraryLinks = fc.array(
  fc
    .tuple(
      fc.constantFrom(...PRODUCTS, "999999"),
      fc.constantFrom(...PRODUCTS, "888888"),
      fc.constantFrom(...EDGE_KINDS.slice(1)),
    )
    .map(([output, input, kind]) => link(output, input, kind as InputLink["kind"])),
  { maxLength: 6 },
);
const some = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: undefined });
const countrySet = fc.uniqueArray(fc.constantFrom(...COUNTRIES), { minLength: 1 });
const arbitraryQuestion = fc
  .record({
    products: fc.uniqueArray(fc.constantFrom(...PRODUCTS), { minLength: 1, maxLength: 2 }),
    direction: fc.constantFrom("up" as const, "down" as const),
    depth: fc.integer({ min: 1, max: 8 }),
    inputs: fc.constantFrom("all" as const, "all" as const, "all" as const, "same" as const, "none" as const),
    countries: some(countrySet),
    parties: some(fc.uniqueArray(fc.constantFrom(...PARTIES, "nobody"), { minLength: 1 })),
    since: some(fc.integer({ min: 0, max: 6 }).map(fromEpochDay)),
    until: some(fc.integer({ min: 3, max: 10 }).map(fromEpochDay)),
    tierCountries: some(fc.array(fc.option(countrySet), { maxLength: 4 })),
    components: some(fc.uniqueArray(fc.constantFrom(...PRODUCTS), { minLength: 1 })),
    minimumShare: some(fc.constantFrom("0", "0.125", "0.25", "0.5").map(decimal)),
    observedOnly: fc.boolean(),
    inOrder: fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined, freq: 2 }),
  })
  .map(
    (q) => Object.fromEntries(Object.entries(q).filter(([, value]) => value !== undefined)) as unknown as ReachQuestion,
  );
/** The same two parties trade many times, which is what the sums of runs are for. */
const arbitraryTrades = fc
  .array(fc.tuple(arbitraryRow, fc.array(arbitraryRow, { maxLength: 15 })), { minLength: 1, maxLength: 8 })
  .map((trades) =>
    trades.flatMap(([first, more]) => [
      first,
      ...more.map(({ day, usd, kg, facility = "", estimated = false }) => ({
        ...first,
        day,
        usd,
        kg,
        facility,
        estimated,
      })),
    ]),
  );
/** Few firms that trade a chain of three products now and then over a month. */
const arbitraryMonth = fc
  .array(
    fc.tuple(
      fc.constantFrom("CN a", "JP c", "KR f"),
      fc.constantFrom("CN a", "JP c", "US d"),
      fc.constantFrom(MAGNET, ALLOY, ORE),
      fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { minLength: 1, maxLength: 6 }),
    ),
    { minLength: 2, maxLength: 8 },
  )
  .map((trades) =>
    trades.flatMap(([seller, buyer, product, days]) => days.map((day) => row(seller, buyer, product, { day }))),
  );
const arbitraryRows = fc.oneof(fc.array(arbitraryRow, { minLength: 1, maxLength: 40 }), arbitraryTrades);

describe("reach, on any small network", () => {
  test("finds the same entries at the same tiers as the definition, entry by entry", () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryLinks, arbitraryQuestion, (rows, links, question) => {
        expect(rowsByTier(ask(rows, links, question))).toEqual(bruteForce(rows, links, question));
      }),
      { numRuns: 1500 },
    );
  });

  test.each(["up", "down"] as const)("finds the same entries in order of days, going %s", (direction) => {
    fc.assert(
      fc.property(arbitraryMonth, fc.integer({ min: 0, max: 9 }), fc.boolean(), (rows, inOrder, windowed) => {
        const products = [direction === "up" ? MAGNET : ORE];
        const since = fromEpochDay(windowed ? 4 : 0);
        const question: ReachQuestion = { products, direction, depth: 6, inputs: "all", inOrder, since };
        expect(rowsByTier(ask(rows, CHAIN_LINKS, question))).toEqual(bruteForce(rows, CHAIN_LINKS, question));
      }),
      { numRuns: 1500 },
    );
  });

  test("adds up each tier and each of its splits to the entries counted", () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryLinks, arbitraryQuestion, (rows, links, question) => {
        const found = ask(rows, links, question);
        const up = question.direction === "up";
        for (const [i, numbers] of rowsByTier(found).entries()) {
          const entries = numbers.map((n) => rows[n] as TestRow);
          const tier = found.tiers[i];
          const usd = entries.reduce((sum, r) => sum + BigInt(r.usd ?? 0), 0n);
          const kg = entries.reduce((sum, r) => sum + BigInt(r.kg ?? 0), 0n);
          expect(tier).toMatchObject({ rows: entries.length, usd, kg });
          expect(tier?.rowsWithoutValue).toBe(entries.filter((r) => r.usd === null).length);
          expect(tier?.rowsWithoutWeight).toBe(entries.filter((r) => r.kg === null).length);
          expect(tier?.senders).toBe(new Set(entries.map((r) => r.seller)).size);
          expect(tier?.buyers).toBe(new Set(entries.map((r) => r.buyer)).size);
          for (const dimension of ["country", "party", "product", "heading", "port", "facility", "kind"] as const) {
            const split = tier?.by(dimension) ?? [];
            expect(split.reduce((sum, line) => sum + line.rows, 0)).toBe(entries.length);
            expect(split.reduce((sum, line) => sum + line.usd, 0n)).toBe(usd);
            expect(split.reduce((sum, line) => sum + line.kg, 0n)).toBe(kg);
            expect(tier?.by(dimension, 2)).toEqual(split.slice(0, 2));
          }
          for (const { key, rows: n } of tier?.by("facility") ?? []) {
            expect(n).toBe(entries.filter((r) => (r.facility ?? "") === key).length);
          }
          const countries = new Set(entries.map((r) => (up ? r.origin : r.destination)));
          expect(new Set(tier?.by("country").map(({ key }) => key))).toEqual(countries);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("never changes a tier by looking deeper", () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryLinks, arbitraryQuestion, (rows, links, question) => {
        const shallow = rowsByTier(ask(rows, links, { ...question, depth: 2 }));
        const deep = rowsByTier(ask(rows, links, { ...question, depth: 8 }));
        expect(deep.slice(0, shallow.length)).toEqual(shallow);
      }),
    );
  });

  test("counts distinct recipients of every party", () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryLinks, arbitraryQuestion, (rows, links, question) => {
        const found = ask(rows, links, question);
        const up = question.direction === "up";
        const entries = rowsByTier(found)
          .flat()
          .map((n) => rows[n] as TestRow);
        for (const { key, recipients } of topParties(found.walk, 3)) {
          const own = entries.filter((r) => (up ? r.seller : r.buyer) === key);
          expect(recipients).toBe(new Set(own.map((r) => (up ? r.buyer : r.seller))).size);
        }
      }),
    );
  });

  test("leaves nothing behind that changes the next answer", () => {
    fc.assert(
      fc.property(arbitraryRows, arbitraryLinks, arbitraryQuestion, arbitraryQuestion, (rows, links, first, second) => {
        const network = networkOf(rows);
        const map = inputMap(network.products, links);
        reach(network, map, first);
        expect(rowsByTier(reach(network, map, second))).toEqual(bruteForce(rows, links, second));
      }),
    );
  });
});
