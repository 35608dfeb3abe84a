import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { link, networkOf, type TestRow } from "../../../test/support/network-of.ts";
import { decimal } from "../../vocab/decimal.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import type { InputKind, InputLink } from "../input-link.ts";
import type { Network } from "../network.ts";
import { type Attribution, attribute } from "./attribute.ts";
import type { AttributionQuestion } from "./attribution-question.ts";

const MAGNET = "850511";
const ALLOY = "284690";
const ORE = "253090";
const FURNACE = "851410";

function row(seller: string, buyer: string, product: string, usd = 100, extra: Partial<TestRow> = {}): TestRow {
  const [origin = "", destination = ""] = [seller.slice(0, 2), buyer.slice(0, 2)];
  return { seller, buyer, product, day: 100, usd, kg: null, origin, destination, ...extra };
}

function shared(
  output: string,
  input: string,
  shares: readonly [string, string, string],
  kind: InputKind = "material",
) {
  const [low, central, high] = shares.map(decimal) as [InputLink["amount"], InputLink["amount"], InputLink["amount"]];
  return { ...link(output, input, kind), costShare: { low, central, high } } as InputLink;
}

const toUs = (extra: Partial<AttributionQuestion> = {}): AttributionQuestion => ({
  root: { kind: "purchases", products: [MAGNET], countries: ["US"] },
  inputs: "all",
  ...extra,
});

function ask(
  rows: readonly TestRow[],
  links: readonly InputLink[],
  extra: Partial<AttributionQuestion> = {},
): Attribution {
  return attribute(networkOf(rows), links, toUs(extra));
}

/** The network with parties that have a country, as compiled ones have. */
function placed(network: Network): Network {
  return { ...network, parties: { ...network.parties, country: (at) => network.parties.id(at).slice(0, 2) } };
}

const sharesBy = (found: Attribution, lens: Parameters<Attribution["by"]>[0] = "origin") =>
  Object.fromEntries(found.by(lens).map(({ key, share }) => [key, Number(share.toFixed(9))]));

const untracedBy = (found: Attribution) =>
  Object.fromEntries(found.untracedBy.map(({ key, share }) => [key, Number(share.toFixed(9))]));

describe("attribution", () => {
  test("passes the map's cost shares upstream and leaves the rest where it was added", () => {
    const found = ask(
      [
        row("CN magnets", "US b", MAGNET, 800),
        row("JP magnets", "US b", MAGNET, 200),
        row("MM alloy", "CN magnets", ALLOY),
      ],
      [shared(MAGNET, ALLOY, ["0.3", "0.5", "0.7"])],
    );
    expect(sharesBy(found)).toEqual({ CN: 0.4, JP: 0.1, MM: 0.4 });
    expect(untracedBy(found)).toEqual({ [ALLOY]: 0.1 });
    expect(found.by("origin")).toEqual([
      {
        key: "CN",
        share: 0.4,
        low: expect.closeTo(0.24, 12),
        high: expect.closeTo(0.56 + 0.2 * 0.7, 12),
        tier: expect.closeTo(1, 9),
      },
      {
        key: "MM",
        share: 0.4,
        low: expect.closeTo(0.24, 12),
        high: expect.closeTo(0.56 + 0.2 * 0.7, 12),
        tier: expect.closeTo(2, 9),
      },
      {
        key: "JP",
        share: 0.1,
        low: expect.closeTo(0.06, 12),
        high: expect.closeTo(0.2, 12),
        tier: expect.closeTo(1, 9),
      },
    ]);
    expect(found.root).toEqual({ rows: 2, rowsWithoutValue: 0, usd: 1000n });
    expect(found.tiers(2)).toEqual([expect.closeTo(0.5, 12), expect.closeTo(0.4, 12), expect.closeTo(0, 12)]);
  });

  describe("takes as the share of what the map says nothing of", () => {
    const bought = (usd: number) => [row("CN a", "US b", MAGNET, 1000), row("MM c", "CN a", ALLOY, usd)];
    const share = (
      rows: readonly TestRow[],
      extra: Partial<AttributionQuestion> = {},
      table: "shipments" | "flows" = "shipments",
    ) => {
      const network = networkOf(rows);
      const found = attribute(
        { ...network, dataset: { ...network.dataset, table } },
        [link(MAGNET, ALLOY, "material")],
        toUs(extra),
      );
      const line = found.by("origin", { keys: ["MM"] }).find(({ key }) => key === "MM");
      return [line?.share, line?.low, line?.high].map((part) => Number(part?.toFixed(6)));
    };

    test("purchases over sales for a firm, at most that, at least nothing", () => {
      expect(share(bought(250))).toEqual([0.25, 0, 0.25]);
    });

    test("purchases over sales and purchases for a country, or where more is bought than sold", () => {
      expect(share(bought(250), {}, "flows")).toEqual([0.2, 0, 0.25]);
      expect(share(bought(3000))).toEqual([0.75, 0, 0.999999]);
    });

    test("at most purchases over what the seen part of the sales would be", () => {
      expect(share(bought(250), { coverage: { of: () => 0.5, ofRoot: () => 1 } })).toEqual([0.25, 0, 0.5]);
    });

    test("the product itself as bought for resale, over bought and sold", () => {
      const rows = [row("CN a", "US b", MAGNET, 1000), row("MM c", "CN a", MAGNET, 250)];
      expect(share(rows)).toEqual([0.2, 0, 0.25]);
    });

    test("the product itself beside known production, without a band", () => {
      const rows = [row("CN a", "US b", MAGNET, 1000), row("MM c", "CN a", MAGNET, 250)];
      const production = [{ party: "CN a", product: MAGNET, usd: 2250, basis: "reported" as const }];
      expect(share(rows, { production })).toEqual([0.1, 0.1, 0.1]);
    });

    test("all of it for a trader, whose inputs are what it sells", () => {
      const rows = [row("CN a", "US b", MAGNET, 1000), row("MM c", "CN a", MAGNET, 1), row("VN d", "CN a", ALLOY, 900)];
      const traders = { isTrader: (party: number) => networkOf(rows).parties.id(party) === "CN a" };
      expect(share(rows, traders)).toEqual([1, 1, 1]);
    });
  });

  test("splits what a party bought over the products that it may have gone into, by their sales", () => {
    const rows = [
      row("CN a", "US b", MAGNET, 600),
      row("CN a", "DE x", "850300", 300),
      row("CN a", "DE x", "999999", 5000),
      row("MM c", "CN a", ALLOY, 300),
    ];
    const found = ask(rows, [link(MAGNET, ALLOY, "material"), link("850300", ALLOY, "material")]);
    expect(sharesBy(found).MM).toBe(0.333333333);
  });

  test("scales shares that add up to more than one towards their lows", () => {
    const rows = [row("CN a", "US b", MAGNET), row("MM c", "CN a", ALLOY), row("AU d", "CN a", ORE)];
    const found = ask(rows, [shared(MAGNET, ALLOY, ["0.5", "0.9", "1"]), shared(MAGNET, ORE, ["0.1", "0.5", "0.6"])]);
    // low + f (central - low) with f = (1 - 0.6) / (1.4 - 0.6)
    expect(sharesBy(found)).toEqual({ MM: 0.7, AU: 0.3 });
  });

  test("refuses lows that add up to more than one, and names the rows of the map", () => {
    const rows = [row("CN a", "US b", MAGNET), row("MM c", "CN a", ALLOY)];
    const links = [shared(MAGNET, ALLOY, ["0.7", "0.9", "1"]), shared(MAGNET, ORE, ["0.4", "0.5", "0.6"])];
    expect(() => ask(rows, links)).toThrow(
      /850511.*CN a.*253090 0\.4, 284690 0\.7|850511.*CN a.*284690 0\.7, 253090 0\.4/,
    );
  });

  test("says of an input that the data do not hold at all that it is untraced", () => {
    const found = ask([row("CN a", "US b", MAGNET)], [shared(MAGNET, "280530", ["0.6", "0.6", "0.6"])]);
    expect(untracedBy(found)).toEqual({ 280530: 0.6 });
    expect(found.by("origin")).toEqual([
      { key: "CN", share: 0.4, low: expect.closeTo(0.4, 12), high: expect.closeTo(1, 12), tier: expect.closeTo(1, 9) },
    ]);
  });

  test("leaves untraced what a trader keeps, or buys from nobody", () => {
    const rows = [row("HK t", "US b", MAGNET, 100), row("VN u", "US b", MAGNET, 100), row("CN a", "HK t", MAGNET, 60)];
    const traders = { isTrader: (party: number) => ["HK t", "VN u"].includes(networkOf(rows).parties.id(party)) };
    const production = [{ party: "HK t", product: MAGNET, usd: 20, basis: "reported" as const }];
    const found = ask(rows, [], { ...traders, production });
    expect(sharesBy(found)).toEqual({ CN: 0.375 });
    expect(untracedBy(found)).toEqual({ [MAGNET]: 0.625 });
  });

  test("leaves untraced what goes round among traders for ever", () => {
    const rows = [row("HK t", "US b", MAGNET), row("SG u", "HK t", MAGNET), row("HK t", "SG u", MAGNET)];
    const found = ask(rows, [], { isTrader: (party) => networkOf(rows).parties.id(party) !== "US b" });
    expect(found.by("origin", { keys: ["HK"] })).toEqual([{ key: "HK", share: 0, low: 0, high: 1, tier: 0 }]);
    expect(untracedBy(found)).toEqual({ [MAGNET]: 1 });
  });

  test("gives an asked origin on no record a line from nothing to all that is unseen, if there is anything at all", () => {
    const rows = [row("CN magnets", "US b", MAGNET)];
    const found = ask(rows, [], { coverage: { of: () => 1, ofRoot: () => 0.75 } });
    expect(found.by("origin", { keys: ["KR"] })).toEqual([
      { key: "CN", share: 1, low: 0.75, high: 1, tier: 1 },
      { key: "KR", share: 0, low: 0, high: 0.25, tier: 0 },
    ]);
    expect(ask([], []).by("origin", { keys: ["KR"] })).toEqual([]);
  });

  test("solves a loop of resale instead of cutting it", () => {
    const rows = [row("DE a", "US b", MAGNET, 100), row("FR c", "DE a", MAGNET, 100), row("DE a", "FR c", MAGNET, 100)];
    const found = ask(rows, []);
    // DE keeps 2/3 and passes 1/3 to FR, which keeps 1/2 and passes 1/2 back.
    expect(sharesBy(found)).toEqual({ DE: 0.8, FR: 0.2 });
    expect(found.residual).toBeLessThan(1e-12);
  });

  test("counts rows of its window only, and answers an empty window with nothing", () => {
    const rows = [row("CN a", "US b", MAGNET, 100), row("JP c", "US b", MAGNET, 100, { day: 200 })];
    const early = ask(rows, [], { until: "1970-04-12" as NonNullable<AttributionQuestion["until"]> });
    expect(sharesBy(early)).toEqual({ CN: 1 });
    const never = ask(rows, [], { since: "1990-01-01" as NonNullable<AttributionQuestion["since"]> });
    expect([never.empty, never.by("origin"), never.untraced, never.residual, never.root.rows]).toEqual([
      true,
      [],
      0,
      0,
      0,
    ]);
  });

  test("weighs a basket of several goods as told, with one that nobody sells untraced", () => {
    const rows = [row("CN a", "US b", MAGNET, 900), row("JP c", "US b", ALLOY, 100)];
    const root = { kind: "purchases", products: [MAGNET, ALLOY, "280530"], weights: [0.25, 0.5, 0.25] } as const;
    const found = ask(rows, [], { root });
    expect(sharesBy(found)).toEqual({ JP: 0.5, CN: 0.25 });
    expect(untracedBy(found)).toEqual({ 280530: 0.25 });
    expect(() => ask(rows, [], { root: { ...root, weights: [0.5, 0.5, 0.5] } })).toThrow(/add up to 1\.5/);
  });

  test("asks one buyer, and follows the product itself alone if told to", () => {
    const rows = [row("CN a", "US b", MAGNET, 900), row("JP c", "US x", MAGNET), row("MM c", "CN a", ALLOY, 90)];
    const links = [shared(MAGNET, ALLOY, ["0.5", "0.5", "0.5"])];
    const root = { kind: "purchases", products: [MAGNET], parties: ["US b"] } as const;
    expect(sharesBy(ask(rows, links, { root }))).toEqual({ CN: 0.5, MM: 0.5 });
    expect(sharesBy(ask(rows, links, { root, inputs: "same" }))).toEqual({ CN: 1 });
  });

  test("tells the value apart by country of the party, party, product, port and any key of the caller's", () => {
    const rows = [
      row("CN a", "US b", MAGNET, 300, { port: "Ningbo", origin: "VN" }),
      row("CN a", "US b", MAGNET, 100, { port: "Hai Phong", origin: "VN" }),
    ];
    expect(sharesBy(ask(rows, []))).toEqual({ VN: 1 });
    const found = attribute(placed(networkOf(rows)), [], toUs());
    expect(sharesBy(found)).toEqual({ CN: 1 });
    expect(sharesBy(found, "party")).toEqual({ "CN a": 1 });
    expect(sharesBy(found, "product")).toEqual({ [MAGNET]: 1 });
    expect(sharesBy(found, "port")).toEqual({ Ningbo: 0.75, "Hai Phong": 0.25 });
    const controller = { name: "control", keyOf: (party: number, product: string) => `${party} ${product}` };
    expect(sharesBy(found, controller)).toEqual({ [`0 ${MAGNET}`]: 1 });
  });

  test("says how the shares are known and what of the values is estimated", () => {
    const rows = [
      row("CN a", "US b", MAGNET, 300, { estimated: true }),
      row("CN a", "US b", MAGNET, 100),
      row("MM c", "CN a", ALLOY, 100),
    ];
    const found = ask(rows, [shared(MAGNET, ALLOY, ["0.5", "0.5", "0.5"])]);
    expect(found.passedOn).toEqual({ observed: 0, reported: 0, estimated: 0, assumed: 0.5 });
    expect([found.rootEstimated, found.estimated]).toEqual([0.75, 0.5]);
    expect(ask(rows, [], { observedOnly: true }).root.usd).toBe(100n);
    expect(ask(rows, [], { usdOf: () => 7 }).root.usd).toBe(14n);
  });
});

test("says what part of the purchases has odd unit values, and drops none of it", () => {
  const odd = (outlier: boolean) => [
    row("CN a", "US b", MAGNET, 300, { kg: 5, outlier }),
    row("CN a", "US b", MAGNET, 100, { kg: 5 }),
    row("MM c", "CN a", ALLOY, 100),
  ];
  const links = [shared(MAGNET, ALLOY, ["0.5", "0.5", "0.5"])];
  const [found, plain] = [ask(odd(true), links), ask(odd(false), links)];
  expect([found.outlying, plain.outlying]).toEqual([0.5, 0]);
  expect(sharesBy(found)).toEqual(sharesBy(plain));
  expect(ask(odd(true), links, { since: "1970-04-10" as IsoDate, until: "1970-04-12" as IsoDate }).outlying).toBe(0.5);
});

const PRODUCTS = [MAGNET, ALLOY, ORE, FURNACE];
const PARTIES = ["AU a", "CN b", "CN c", "DE d", "US e"];

const twentieth = fc.integer({ min: 0, max: 20 });

/** Bills among five parties in four products, with loops, resale and sales to oneself. */
const worlds = fc.record({
  rows: fc
    .array(
      fc.tuple(
        fc.constantFrom(...PARTIES),
        fc.constantFrom(...PARTIES),
        fc.constantFrom(...PRODUCTS),
        fc.integer({ min: 1, max: 900 }),
      ),
      { maxLength: 30 },
    )
    .map((rows) => [
      row("CN b", "US e", MAGNET, 50),
      ...rows.map(([seller, buyer, product, usd]) => row(seller, buyer, product, usd)),
    ]),
  links: fc.uniqueArray(
    fc.record({
      output: fc.constantFrom(...PRODUCTS),
      input: fc.constantFrom(...PRODUCTS),
      shares: fc.option(fc.tuple(twentieth, twentieth, twentieth)),
    }),
    { selector: ({ output, input }) => `${output} ${input}`, maxLength: 6 },
  ),
  traders: fc.subarray(PARTIES, { maxLength: 3 }),
  made: fc.array(
    fc.tuple(fc.constantFrom(...PARTIES), fc.constantFrom(...PRODUCTS), fc.integer({ min: 0, max: 900 })),
    { maxLength: 3 },
  ),
  coverage: fc.constantFrom(1, 1, 0.9, 0.5),
  table: fc.constantFrom("shipments" as const, "flows" as const),
});

type World = typeof worlds extends fc.Arbitrary<infer T> ? T : never;

/** Lows are kept below a sixth of the point, so that those of a product never add up to more than one. */
function linksOf(world: World, widen = 0): InputLink[] {
  return world.links
    .filter(({ output, input }) => output !== input)
    .map(({ output, input, shares }) => {
      if (shares === null) return link(output, input, "material");
      const [low, central, high] = [...shares].sort((a, b) => a - b).map((part) => part / 20) as [
        number,
        number,
        number,
      ];
      const ends = [(low / 6) * (1 - widen), central, high + (1 - high) * widen];
      return shared(output, input, ends.map((part) => part.toFixed(6)) as [string, string, string]);
    });
}

function askWorld(world: World, extra: Partial<AttributionQuestion> = {}, widen = 0): Attribution {
  const network = networkOf(world.rows);
  const traders = new Set(world.traders.map((id) => network.parties.find(id)));
  const question: AttributionQuestion = {
    ...toUs(),
    coverage: world.coverage,
    isTrader: (party) => traders.has(party),
    production: world.made.map(([party, product, usd]) => ({ party, product, usd: usd + 1000, basis: "reported" })),
    ...extra,
  };
  return attribute(
    { ...placed(network), dataset: { ...network.dataset, table: world.table } },
    linksOf(world, widen),
    question,
  );
}

/** Resale shares of known production may be large points: worlds in which lows exceed one are refused, and not meant. */
function fits(world: World, widen = 0): boolean {
  try {
    askWorld(world, {}, widen);
    return true;
  } catch {
    return false;
  }
}

const fitting = worlds.filter((world) => fits(world) && fits(world, 0.5));

describe("attribution of any world", () => {
  test("accounts for the whole: lines and untraced add up to one", () => {
    fc.assert(
      fc.property(fitting, (world) => {
        const found = askWorld(world);
        for (const lens of ["origin", "party", "product", "port"] as const) {
          const sum = found.by(lens, { bounded: 0 }).reduce((total, { share }) => total + share, found.untraced);
          expect(sum).toBeCloseTo(found.empty ? 0 : 1, 9);
        }
        expect(found.residual).toBeLessThan(1e-9);
      }),
      { numRuns: 300 },
    );
  });

  test("has each share between its bounds", () => {
    fc.assert(
      fc.property(fitting, (world) => {
        for (const { low, share, high } of askWorld(world).by("origin", { keys: ["AU", "CN", "DE", "US"] })) {
          expect(low).toBeLessThanOrEqual(share);
          expect(high).toBeGreaterThanOrEqual(share);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("leaves no band but the untraced where all shares are points and all is seen", () => {
    const pointed = fitting.map((world) => ({
      ...world,
      coverage: 1 as const,
      links: world.links.map((each) => ({ ...each, shares: [3, 3, 3] as [number, number, number] })),
      made: PARTIES.flatMap((party) => PRODUCTS.map((product): [string, string, number] => [party, product, 500])),
    }));
    const points = (world: World) =>
      linksOf(world).map((each) => ({
        ...each,
        costShare: { low: decimal("0.15"), central: decimal("0.15"), high: decimal("0.15") },
      }));
    fc.assert(
      fc.property(pointed, (world) => {
        const network = placed(networkOf(world.rows));
        const production = world.made
          .filter(([party, product]) => network.parties.find(party) >= 0 && network.products.includes(product))
          .map(([party, product, usd]) => ({ party, product, usd: usd * 1000, basis: "reported" as const }));
        const found = attribute(network, points(world), toUs({ production }));
        for (const { share, low, high } of found.by("party")) {
          expect(low).toBeCloseTo(share, 10);
          expect(high).toBeCloseTo(share + found.untraced, 10);
        }
      }),
      { numRuns: 200 },
    );
  });

  test("never narrows a band when an interval is widened or less is seen", () => {
    const keys = ["AU", "CN", "DE", "US"];
    const bands = (found: Attribution) => new Map(found.by("origin", { keys }).map((line) => [line.key, line]));
    fc.assert(
      fc.property(fitting, (world) => {
        const [narrow, wide, dim] = [
          askWorld(world),
          askWorld(world, {}, 0.5),
          askWorld(world, { coverage: world.coverage * 0.7 }),
        ];
        for (const broad of [wide, dim]) {
          for (const [key, { low, high }] of bands(broad)) {
            expect(low).toBeLessThanOrEqual((bands(narrow).get(key)?.low ?? 0) + 1e-9);
            expect(high).toBeGreaterThanOrEqual((bands(narrow).get(key)?.high ?? 0) - 1e-9);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test("never leaves more untraced once a first bill shows who sells an untraced input", () => {
    fc.assert(
      fc.property(fitting, (world) => {
        const before = askWorld(world);
        const buyers = PARTIES.filter((party) => world.rows.some(({ seller }) => seller === party));
        for (const { key } of before.untracedBy) {
          const buyer = buyers.find(
            (party) => !world.rows.some((each) => each.buyer === party && each.product === key),
          );
          if (buyer === undefined || !world.rows.some((each) => each.product === key)) continue;
          const stated = linksOf(world)
            .filter(({ inputHs }) => inputHs === key)
            .every(({ costShare }) => costShare !== null);
          const resells = world.rows.some((each) => each.seller === buyer && each.product === key);
          if (!stated || (resells && !world.traders.includes(buyer))) continue;
          const after = askWorld({ ...world, rows: [...world.rows, row("ZA new", buyer, key, 500)] });
          expect(after.untraced).toBeLessThanOrEqual(before.untraced + 1e-9);
        }
      }),
      { numRuns: 300 },
    );
  });
});
