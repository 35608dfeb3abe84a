import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fixtureStore } from "../../../../test/cli/fixture-store.ts";
import { readScenario } from "../../../scenario/overlay/read-scenario.ts";
import { country } from "../../../vocab/country.ts";
import { hs6 } from "../../../vocab/hs-code.ts";
import { isoDate } from "../../../vocab/iso-date.ts";
import { type Context, createContext } from "../../core/context.ts";
import { tradeDatasets } from "../../trade/trade-dataset.ts";
import { underScenario } from "../scenario-world.ts";
import { hitsResult } from "./hits-result.ts";
import { hitsUnder } from "./hits-under.ts";

const TODAY = isoDate("2026-11-22");

let store: Context;

beforeAll(async () => {
  store = createContext({ store: await fixtureStore({ shipments: true }), today: TODAY });
});

afterAll(() => store.close());

interface Asked {
  readonly data?: "flows" | "shipments";
  readonly to?: string;
  readonly product?: string;
  readonly top?: number;
}

async function hits(edits: readonly object[], { data = "flows", to, product = "850511", top = 10 }: Asked = {}) {
  const context = underScenario(store, readScenario({ title: "Suppose", edits }), TODAY);
  const datasets = await tradeDatasets(store, hs6(product));
  const found = await hitsUnder(context, {
    book: await store.openBook(),
    dataset: datasets.find((each) => each.data === data) ?? null,
    revision: 2022,
    products: [hs6(product)],
    to: to === undefined ? null : country(to).code,
    days: { on: TODAY, known: TODAY },
    since: undefined,
    until: undefined,
    weeks: 26,
    top,
  });
  if (found.part !== null) expect(hitsResult.parse(found.part)).toEqual(found.part);
  return { ...found, read: [...context.scenario.read] };
}

const MAGNETS = { ban: { product: "850511", origin: "CN" } };

describe("who is hit by trade that stops", () => {
  test("is told of statistics by country, at the purchase itself and behind the supplier", async () => {
    const { part, read } = await hits([MAGNETS], { to: "US" });
    expect(read).toEqual([1]);
    expect(part).toMatchObject({ by: "country", to: { key: "US" }, edits: [1], otherProducts: 0 });
    const [us] = part?.buyers ?? [];
    expect(us).toMatchObject({ key: "US", product: "850511", bought: "1000", least: "700", tonnes: "0.035" });
    expect(us?.tiers[0]).toEqual({ tier: 1, through: "700" });
    expect(Number(us?.tiers[1]?.through)).toBeGreaterThan(0);
    const sum = [...(us?.tiers ?? []).map(({ through }) => through), us?.deeper].map(Number);
    expect(sum.reduce((all, each) => all + each, 0)).toBeCloseTo(Number(us?.through), 1);
    expect(part?.products).toMatchObject([{ code: "850511", asked: true, buyers: 1, hit: 1, through: us?.through }]);
  });

  test("follows the products that the input map makes of what stops", async () => {
    const { part } = await hits([{ ban: { product: "280530", origin: "VN" } }], { product: "280530" });
    expect(part?.products.map(({ code, asked }) => [code, asked])).toEqual([
      ["280530", true],
      ["850511", false],
    ]);
    const [direct, behind] = ["CN", "US"].map((key) => part?.buyers.find((each) => each.key === key));
    expect(direct).toMatchObject({ product: "280530", bought: "1000", through: "400", share: "0.4" });
    expect(behind).toMatchObject({ product: "850511", tonnes: "0" });
    expect(Number(behind?.through)).toBeGreaterThan(0);
  });

  test("halves with half of the ban, and keeps those beyond the list in the sums", async () => {
    const [whole, half] = [await hits([MAGNETS]), await hits([{ ban: { ...MAGNETS.ban, share: "50 %" } }], { top: 1 })];
    expect(Number(half.part?.products[0]?.tiers[0]?.through) * 2).toBe(750);
    expect(whole.part?.buyers.map(({ key }) => key)).toEqual(["US", "JP"]);
    expect(half.part?.buyers.map(({ key }) => key)).toEqual(["US"]);
    expect(half.part?.products[0]?.others).toMatchObject({ count: 1, bought: "50", through: "25", tonnes: "0.001" });
  });

  test("is told of bills by party, also of a firm that is out", async () => {
    const { part, read } = await hits([{ out: { party: "p-evil" } }], { data: "shipments" });
    expect(read).toEqual([1]);
    expect(part?.buyers).toMatchObject([
      {
        key: "p-acme",
        label: "Acme Motors",
        country: "US",
        bought: "250",
        through: "200",
        share: "0.8",
        tonnes: "0.01",
      },
    ]);
  });

  test("is left out where nothing that the data know stops on the day", async () => {
    const later = { ban: { product: "850511", from: "2027-01-01" } };
    for (const edits of [
      [],
      [later],
      [{ out: { party: "p-evil" } }],
      [{ end: { measure: "mpf", from: "2026-01-01" } }],
    ]) {
      expect(await hits(edits)).toMatchObject({ part: null, notes: [], warnings: [], assumptions: [] });
    }
  });

  test("says so where nothing of what was bought is hit, and where nothing was bought", async () => {
    const elsewhere = [{ ban: { product: "850511", origin: "FR" } }];
    const missed = await hits(elsewhere);
    expect(missed.part?.products[0]).toMatchObject({ through: "0", hit: 0 });
    expect(missed.warnings).toContain("Nothing that anyone bought of the products comes over trade that stops.");
    const absent = await hits(elsewhere, { to: "BR" });
    expect(absent.warnings).toContain("The data hold no row with a value by which Brazil bought the products.");
  });

  test("says what it assumes and that products overlap", async () => {
    const { notes, assumptions } = await hits([MAGNETS]);
    expect(notes.join(" ")).toContain("not added up");
    expect(assumptions).toMatchObject([{ name: "shares of inputs", basis: "assumed" }]);
  });
});
