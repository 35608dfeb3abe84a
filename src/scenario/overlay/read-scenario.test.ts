import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { InvalidInput } from "../../errors.ts";
import { format } from "../../vocab/decimal.ts";
import { editWords } from "./edit-words.ts";
import { readScenario } from "./read-scenario.ts";

const one = (edit: Record<string, unknown>) => {
  const [read] = readScenario({ title: "t", edits: [edit] }).edits;
  if (read === undefined) throw new Error("no edit was read");
  return read;
};

describe("a scenario", () => {
  test("may be empty", () => {
    expect(readScenario({ title: "Nothing changes" })).toEqual({
      title: "Nothing changes",
      about: null,
      baseline: null,
      ask: null,
      edits: [],
    });
  });

  test("takes codes with or without dots, countries and groups by name, and shares as decimals or per cent", () => {
    const ban = one({ ban: { product: ["3801.10", 25], origin: "China", to: "EU27", share: "40 %" } });
    if (ban.kind !== "ban") throw new Error("not a ban");
    expect(ban.products).toEqual(["380110", "25"]);
    expect(ban.origins).toEqual(["CN"]);
    expect(ban.destinations).toHaveLength(27);
    expect(format(ban.share)).toMatch(/^0\.40*$/);
  });

  test("is said in sentences", () => {
    expect(editWords(one({ ban: { product: "3801.10", origin: "CN", from: "2027-01-01" } }))).toBe(
      "All trade in HS 3801.10 from China stops from 2027-01-01.",
    );
    expect(editWords(one({ ban: { origin: "CN", to: "US", share: 0.4 } }))).toBe(
      "Of the trade from China to the United States, 40 % stops.",
    );
    expect(editWords(one({ out: { party: "Acme", share: 0.25, until: "2027-01-01" } }))).toBe(
      "Acme sells and buys 25 % less until 2027-01-01.",
    );
    expect(editWords(one({ stake: { holder: "A", held: "B", share_min: 0, share_max: 0.2499 } }))).toBe(
      "A holds 0 % to 24.99 % of B (equity).",
    );
    expect(editWords(one({ rate: { measure: "m", rate: "10 %", from: "2027-01-01", producer: "P" } }))).toBe(
      "The measure m asks 10 % of goods made by P from 2027-01-01.",
    );
    expect(editWords(one({ out: { facility: "Works 2", from: "2027-01-01" } }))).toBe(
      "Nothing leaves Works 2 from 2027-01-01.",
    );
    expect(
      editWords(one({ capacity: { product: "3801.10", origin: "US", tonnes: 12000, price: 7000, ramp_months: 18 } })),
    ).toBe(
      "The United States can sell 12,000 t of HS 3801.10 a year more at 7,000 USD a tonne, growing over 18 months.",
    );
    expect(editWords(one({ price: { product: "3801.10", origin: "CN", change: "20 %" } }))).toBe(
      "Goods in HS 3801.10 from China cost 20 % more.",
    );
    expect(editWords(one({ agreement: { members: ["US", "Japan"], product: "8505", from: "2027-01-01" } }))).toBe(
      "Goods in HS 8505 traded among the United States, Japan owe no duty from 2027-01-01.",
    );
    expect(editWords(one({ agreement: { members: ["US", "EU", "Japan"], rate: "2.5 %" } }))).toBe(
      "Goods traded among the United States, EU27, Japan owe a duty of at most 2.5 %.",
    );
    expect(editWords(one({ elasticity: { of: "demand", country: "US", value: -1.2 } }))).toBe(
      "The elasticity of demand of the United States is -1.2.",
    );
    expect(editWords(one({ inventory: { product: "3801.10", country: "US", days: 60 } }))).toBe(
      "Stocks in HS 3801.10 in the United States last 60 days.",
    );
    expect(editWords(one({ listing: { party: "P", list: "us-1260h" } }))).toBe("P is on the list us-1260h.");
  });

  test.each([
    [{ bann: {} }, /Edit 1 is a “bann”, which is no kind of edit/],
    [{ ban: {}, out: {} }, /Edit 1 has more than one kind: ban, out/],
    [{}, /Edit 1 is empty/],
    [{ ban: { share: 0.5 } }, /Edit 1 \(ban\) cannot be used: it says neither product nor origin/],
    [{ ban: { prodct: "3801.10", origin: "CN" } }, /Edit 1 \(ban\) cannot be used: there is no field “prodct”/],
    [{ ban: { product: "8507.60.0010" } }, /“product”: “8507.60.0010” has more than the six digits/],
    [{ ban: { product: "magnets" } }, /“magnets” is not an HS code/],
    [{ ban: { origin: "Atlantis" } }, /“origin”: .*Atlantis/],
    [{ ban: { origin: "CN", share: 0 } }, /“share”: “0” is not a share/],
    [{ ban: { origin: "CN", share: "140 %" } }, /“share”: “140 %” is not a share/],
    [{ ban: { origin: "CN", from: "2027-01-01", until: "2027-01-01" } }, /it ends on 2027-01-01, not after it begins/],
    [{ out: { party: "P", from: "January" } }, /“from”: “January”/],
    [{ rate: { measure: "m", rate: "lots", from: "2027-01-01" } }, /“rate”: “lots”/],
    [{ rate: { measure: "m", rate: "5 %" } }, /Edit 1 \(rate\) cannot be used: “from”/],
    [{ stake: { holder: "A", held: "B" } }, /it needs either share, or share_min and share_max/],
    [{ stake: { holder: "A", held: "B", share_min: 0.5, share_max: 0.2 } }, /share_min is above share_max/],
    [{ stake: { holder: "A", held: "B", share: 1.01 } }, /“share”: “1.01” is not a share from 0 to 1/],
    [{ out: { share: 0.5 } }, /it needs either party or facility/],
    [{ out: { party: "P", facility: "F" } }, /it needs either party or facility/],
    [{ capacity: { product: "3801.10", tonnes: 5 } }, /it needs one of origin, party and facility/],
    [{ capacity: { product: "3801", origin: "US", tonnes: 5 } }, /“product”: “3801” is an HS heading/],
    [{ capacity: { product: "3801.10", origin: "US", tonnes: 0 } }, /“tonnes”: “0” is not a number of tonnes/],
    [{ capacity: { product: "3801.10", origin: "US", tonnes: 5, ramp_months: -1 } }, /“ramp_months”: “-1”/],
    [{ price: { product: "3801.10" } }, /it needs either change or usd_per_tonne/],
    [{ price: { product: "3801.10", change: "-100 %" } }, /“change”: “-100 %” is not a change/],
    [{ price: { change: 0.2 } }, /“product”/],
    [{ agreement: { members: ["US"] } }, /it needs at least two members/],
    [{ agreement: { members: ["US", "JP"], rate: "5¢/kg" } }, /“rate”: “5¢\/kg” is not a part of the value/],
    [{ elasticity: { of: "demand", value: 1.2 } }, /demand answers a price with less/],
    [{ elasticity: { of: "demand", value: "infinite" } }, /demand answers/],
    [{ elasticity: { of: "substitution", value: "infinite" } }, /only supply may be infinite/],
    [{ elasticity: { of: "supply", value: 2, low: 3 } }, /not within low and high/],
    [{ elasticity: { of: "income", value: 2 } }, /“of”/],
    [{ inventory: { days: -1 } }, /“days”: “-1” is not a number of days/],
    [{ measure: { id: "x" } }, /Edit 1 \(measure\) cannot be used: “measure\./],
  ])("refuses %j and names the edit", (edit, message) => {
    expect(() => one(edit)).toThrow(message);
  });

  test("names the edit by its place among many", () => {
    const edits = [{ out: { party: "P" } }, { out: {} }];
    expect(() => readScenario({ title: "t", edits })).toThrow(
      "Edit 2 (out) cannot be used: it needs either party or facility",
    );
  });

  test.each([[null], ["x"], [{ edits: [] }], [{ title: "t", edits: "all" }], [{ title: "t", edit: [] }]])(
    "refuses %j, which is no scenario",
    (given) => {
      expect(() => readScenario(given)).toThrow(/The scenario cannot be read/);
    },
  );

  test("takes what a what-if asks, and what the edits were written against", () => {
    const { ask, baseline } = readScenario({
      title: "t",
      baseline: { vintage: 12, book: "2026-11" },
      ask: { product: ["3801.10", "380110"], to: "usa", on: "2027-01-01", imports: [{ product: "3801.10.50" }] },
    });
    expect(baseline).toEqual({ vintage: 12, book: "2026-11" });
    expect(ask).toEqual({ products: ["380110"], to: "US", on: "2027-01-01", imports: [{ product: "3801.10.50" }] });
    expect(readScenario({ title: "t", ask: {}, baseline: {} })).toMatchObject({
      ask: { products: [], to: null, on: null, imports: [] },
      baseline: { vintage: null, book: null },
    });
  });

  test.each([
    [{ ask: { product: "magnets" } }, /“ask.product”: “magnets” is not an HS code/],
    [{ ask: { imports: {} } }, /“ask.imports”/],
    [{ ask: { imports: Array.from({ length: 101 }, () => ({})) } }, /“ask.imports”/],
    [{ baseline: { vintage: -1 } }, /“baseline.vintage”/],
    [{ baseline: { book: "last autumn" } }, /“baseline.book”: “last autumn” is not the vintage of a book/],
  ])("refuses %j beside its edits", (fields, message) => {
    expect(() => readScenario({ title: "t", ...fields })).toThrow(message);
  });
});

describe("edits that contradict each other", () => {
  const scenario = (...edits: Record<string, unknown>[]) => readScenario({ title: "t", edits });
  const measure = {
    id: "m",
    title: "t",
    importer: "US",
    kind: "additional",
    rates: [{ from: "2027-01-01", rate: "1 %" }],
  };
  const from = "2027-01-01";
  test.each([
    [{ measure }, { measure }, "both write the measure m anew"],
    [
      { end: { measure: "m", from } },
      { rate: { measure: "m", rate: "1 %", from: "2028-01-01" } },
      "asks nothing, and a rate",
    ],
    [{ rate: { measure: "m", rate: "2 %", from } }, { rate: { measure: "m", rate: "1 %", from } }, "asks two rates"],
    [
      { stake: { holder: "A", held: "B", share: 0.2 } },
      { stake: { holder: "a", held: "B", share: 0.3, from } },
      "A holds two shares of B",
    ],
    [{ inventory: { days: 30 } }, { inventory: { days: 60 } }, "the same stocks last two lengths of time"],
    [
      { price: { product: ["3801", "2504"], change: 0.1 } },
      { price: { product: ["2504", "3801"], usd_per_tonne: 900 } },
      "the same goods have two prices",
    ],
    [
      { elasticity: { of: "supply", value: 2 } },
      { elasticity: { of: "supply", value: 3 } },
      "the elasticity of supply has two values",
    ],
    [
      { capacity: { product: "3801.10", facility: "Works 2", tonnes: 5 } },
      { out: { facility: "works 2" } },
      "works 2 is out and can sell more",
    ],
  ])("%j and %j are refused, and both are named", (one, other, words) => {
    const kinds = [one, other].map((edit, at) => `${at + 1} (${Object.keys(edit)[0]})`);
    expect(() => scenario(one, other)).toThrow(`Edits ${kinds.join(" and ")} contradict each other: `);
    expect(() => scenario(one, other)).toThrow(words);
    expect(() => scenario(other, one)).toThrow("contradict each other");
  });

  test.each([
    [{ end: { measure: "m", from, until: "2028-01-01" } }, { rate: { measure: "m", rate: "1 %", from: "2028-01-01" } }],
    [{ rate: { measure: "m", rate: "2 %", from } }, { rate: { measure: "m", rate: "1 %", from, origin: "CN" } }],
    [
      { stake: { holder: "A", held: "B", share: 0.2, until: from } },
      { stake: { holder: "A", held: "B", share: 0.3, from } },
    ],
    [{ inventory: { days: 30 } }, { inventory: { days: 60, country: "US" } }],
    [{ inventory: { days: 30 } }, { inventory: { days: 30 } }],
    [{ out: { party: "P", share: 0.5 } }, { capacity: { product: "3801.10", party: "P", tonnes: 5 } }],
    [{ ban: { origin: "CN", share: 0.5 } }, { ban: { origin: "CN", share: 0.2 } }],
  ])("%j and %j stand beside each other", (one, other) => {
    expect(scenario(one, other).edits).toHaveLength(2);
  });
});

test("reads whatever it is given, or refuses it in words", () => {
  const kind = fc.constantFrom(
    ...["ban", "out", "measure", "rate", "end", "listing", "stake"],
    ...["capacity", "price", "agreement", "elasticity", "inventory", "constructor", "__proto__"],
  );
  const names = [
    "product",
    "origin",
    "to",
    "party",
    "facility",
    "share",
    "from",
    "until",
    "members",
    "rate",
    "of",
    "value",
  ];
  const more = [
    "measure",
    "tonnes",
    "days",
    "change",
    "low",
    "holder",
    "held",
    "list",
    "note",
    "id",
    "rates",
    "country",
  ];
  const value = fc.oneof(
    fc.constantFrom("3801.10", "CN", "EU", "50 %", "2027-01-01", "2026-01-01", "demand", "-1", "5 %", "a"),
    fc.jsonValue({ maxDepth: 2 }),
  );
  const edit = fc.tuple(kind, fc.dictionary(fc.constantFrom(...names, ...more), value, { maxKeys: 6 }));
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 4 }), (edits) => {
      try {
        const given = edits.map(([name, fields]) => Object.fromEntries([[name, fields]]));
        const { edits: read } = readScenario({ title: "t", edits: given });
        expect(read.map(({ number }) => number)).toEqual(edits.map((_, at) => at + 1));
        for (const one of read) expect(editWords(one)).toMatch(/^\S[\s\S]*\.$/);
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInput);
        expect(String(error)).toMatch(/Edits? \d/);
      }
    }),
    { numRuns: 500 },
  );
});
