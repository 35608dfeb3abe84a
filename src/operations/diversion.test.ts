import { expect, test } from "vitest";
import { type FlowRow, type FlowTable, flowsStore, monthsFrom } from "../../test/support/flows-store.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { diversionOperation } from "./diversion.ts";

const MONTHS = monthsFrom("2020-01", 42);

/** Three years at one level with a little scatter, then half a year at another; 2 USD a kilogram. */
function leg(exporter: string, importer: string, before: number, after: number, hs = "850511"): FlowRow[] {
  return MONTHS.map((month, at) => {
    const kg = Math.round((at < 36 ? before : after) * (1 + (((at * 7) % 5) - 2) / 50) * 1000);
    return [month, exporter, importer, hs, String(2 * kg), String(kg)];
  });
}

const stores = new Map<string, Promise<string>>();
/** A store of some tables, made once for all questions on it. */
function storeOf(tables: readonly FlowTable[]): Promise<string> {
  const key = JSON.stringify(tables);
  const store = stores.get(key) ?? flowsStore(tables);
  stores.set(key, store);
  return store;
}

async function asked(
  rows: readonly FlowRow[],
  question: Record<string, unknown> = {},
  settings: { readonly known?: string } = {},
  others: readonly FlowTable[] = [],
) {
  const store = await storeOf([{ source: "customs", side: "export", rows }, ...others]);
  const context = createContext({ store, today: isoDate("2026-11-20") });
  try {
    const whole = { product: "850511", origin: "CN", to: "US", since: "2023-01-01", ...question };
    return await ask(diversionOperation, context, whole, settings);
  } finally {
    context.close();
  }
}

const DIVERTED = [
  ...leg("CN", "US", 1000, 600),
  ...leg("CN", "VN", 50, 450),
  ...leg("VN", "US", 20, 420),
  ...leg("CN", "DE", 300, 300),
  ...leg("DE", "US", 200, 200),
];
const state = (result: Awaited<ReturnType<typeof asked>>["result"], name: string) =>
  result.candidates[0]?.signals.find((signal) => signal.name === name)?.state;

test("a way round that takes what the direct leg lost is likely, with each signal beside its threshold", async () => {
  const { result } = await asked(DIVERTED);
  expect(result).toMatchObject({ diversion: "likely", evasion: "not shown", level: "product" });
  expect(result.candidates.map(({ country }) => country.key)).toEqual(["VN"]);
  for (const name of ["direct-fall", "third-rise", "feed-rise", "substitution", "through", "unit-value"]) {
    expect([name, state(result, name)]).toEqual([name, name === "unit-value" ? "weak" : "yes"]);
  }
  for (const name of ["capacity", "mirror-gap", "ownership", "origin-mismatch"])
    expect(state(result, name)).toBe("unknown");
  expect(result.direct.points.at(-1)).toMatchObject({ month: "2023-06" });
});

test("growth of a third country without feed of the source is none", async () => {
  const rows = DIVERTED.filter(([, from, to]) => from !== "CN" || to !== "VN");
  const { result } = await asked([...rows, ...leg("CN", "VN", 50, 50)]);
  expect(result.diversion).toBe("none");
  expect(result.candidates[0]).toMatchObject({ country: { key: "VN" }, diversion: "none" });
  expect(state(result, "feed-rise")).toBe("no");
});

test("without a day the month of the strongest fall is found", async () => {
  const { result } = await asked(DIVERTED, { since: undefined });
  expect(result.event).toMatchObject({ how: "found", month: "2023-01" });
});

test("another code of the heading that gains what this one lost is told", async () => {
  const { result } = await asked([...DIVERTED, ...leg("CN", "US", 10, 400, "850519")]);
  expect(state(result, "reclassification")).toBe("yes");
});

test("a measure that the book does not have on the pair is an error that names those it has", async () => {
  await expect(asked(DIVERTED, { since: undefined, measure: "no-such" })).rejects.toThrow(/No measure "no-such"/);
  await expect(asked(DIVERTED, { measure: "section-301" })).rejects.toThrow(/Both/);
});

test("a day without a year before it is an error that says which months can be asked", async () => {
  await expect(asked(DIVERTED, { since: "2020-06-01" })).rejects.toMatchObject({
    hint: "Choose a month from 2021-01 to 2023-06.",
  });
});

test("a control of the book on the pair says from which day on the legs are judged, once it could be known", async () => {
  const rows = [...leg("CN", "US", 1000, 600, "250410"), ...leg("CN", "VN", 50, 450, "250410")];
  const later = rows.map(([month, ...rest]): FlowRow => [`${Number(month.slice(0, 4)) + 1}${month.slice(4)}`, ...rest]);
  const question = { product: "250410", since: undefined, measure: "cn-graphite-39-2023" };
  const { result } = await asked(later, question);
  expect(result.event).toMatchObject({ how: "measure", month: "2023-12", measure: "cn-graphite-39-2023" });
  await expect(asked(later, question, { known: "2023-10-19" })).rejects.toThrow(/No measure/);
});

const CHINA = DIVERTED.filter(([, from]) => from === "CN");
/** What the destination reports of the third country, as another source has it. */
const imports = (source: string, rows: readonly FlowRow[]): FlowTable => ({ source, side: "import", rows });

test("a second leg that no dataset shows is named as missing, and the verdict is possible and no more", async () => {
  const { result } = await asked(CHINA);
  expect(result).toMatchObject({ diversion: "possible", joined: [] });
  expect(result.missing).toEqual([
    "The second leg is in no dataset of the store: what third countries sold the United States.",
  ]);
  expect(result.candidates[0]).toMatchObject({
    verdict: { legs: "possible", route: "second-leg-not-seen", step: "kept" },
    third: { seen: false, source: null },
  });
});

test("the second leg is joined from what the destination reports in another dataset, named with side and valuation", async () => {
  const america = [...leg("VN", "US", 20, 420), ...leg("DE", "US", 200, 200), ...leg("CN", "US", 1050, 630)];
  const question = { source: "customs" };
  const { result, coverage } = await asked(CHINA, question, {}, [imports("census", america)]);
  expect(result).toMatchObject({ diversion: "likely", missing: [] });
  const [vietnam] = result.candidates;
  const census = { source: "census", side: "import", reporter: "US", valuation: ["cif"], joined: true };
  expect(vietnam).toMatchObject({ country: { key: "VN" }, third: { source: census }, verdict: { legs: "likely" } });
  expect(vietnam?.feed.source).toMatchObject({ source: "customs", side: "export", reporter: "CN", joined: false });
  expect(result.direct).toMatchObject({ source: { source: "customs", joined: false }, actual: "3600000" });
  expect(result.joined).toEqual([
    { leg: "second", countries: ["DE", "VN"], source: { ...census, data: "flows", hsRevision: 2022 }, alsoHeld: [] },
  ]);
  expect(coverage.notes.join(" ")).toContain(
    "The second leg of 2 countries is from census: what the importer reported",
  );
  expect(vietnam?.signals.find(({ name }) => name === "mirror-gap")?.words).toMatch(/customs, census/);
});

test("the first leg is joined where the dataset is the destination's, and inputs with it", async () => {
  const america = [...leg("VN", "US", 20, 420), ...leg("CN", "US", 1000, 600)];
  const china = [...leg("CN", "VN", 50, 450), ...leg("CN", "VN", 80, 80, "280530")];
  const { result } = await asked(china, { source: "census" }, {}, [imports("census", america)]);
  expect(result.diversion).toBe("likely");
  expect(result.candidates[0]).toMatchObject({
    feed: { source: { source: "customs", joined: true } },
    third: { source: { source: "census", joined: false } },
    inputs: [{ code: "280530", source: { source: "customs", joined: true } }],
  });
  expect(result.joined.map(({ leg: each }) => each)).toEqual(["first", "inputs"]);
});

test("a leg is wholly of one source: the others are named and not used, and one can be chosen", async () => {
  const third = leg("VN", "US", 20, 420);
  const others = [imports("census", third), imports("other", leg("VN", "US", 20, 20).slice(0, 30))];
  const { result } = await asked(CHINA, { source: "customs" }, {}, others);
  expect(result.joined).toMatchObject([{ source: { source: "census" }, alsoHeld: ["other"] }]);
  const chosen = await asked(CHINA, { source: "customs", thirdSource: "other" }, {}, others);
  expect(chosen.result.joined).toMatchObject([{ source: { source: "other" } }]);
  expect(chosen.result.candidates[0]?.third.judged).toBe(false);
  await expect(asked(CHINA, { source: "customs", thirdSource: "none" }, {}, others)).rejects.toMatchObject({
    hint: "It holds census, other.",
  });
});

test("a dataset that states no weight is not joined to one by weight, and the answer says so", async () => {
  const silent = leg("VN", "US", 20, 420).map(
    ([month, from, to, hs, usd]): FlowRow => [month, from, to, hs, usd, null],
  );
  const { result, warnings } = await asked(CHINA, { source: "customs" }, {}, [imports("census", silent)]);
  expect(result).toMatchObject({ diversion: "possible", joined: [], unit: "kg" });
  expect(warnings).toContain("census is not joined: more than a tenth of its rows of the product state no weight.");
});

test("a price of other goods weakens by the rule that the answer prints", async () => {
  const dear = DIVERTED.map(([month, from, to, hs, usd, kg]): FlowRow => {
    return [month, from, to, hs, from === "VN" ? String(3 * Number(usd)) : usd, kg];
  });
  const { result } = await asked(dear);
  const [vietnam] = result.candidates;
  expect(vietnam?.verdict).toMatchObject({
    supports: ["substitution"],
    weakens: ["unit-value"],
    balance: 0,
    step: "kept",
  });
  expect(vietnam?.signals.find(({ name }) => name === "unit-value")).toMatchObject({ part: "weakens", weight: 1 });
  expect(result.rule).toHaveLength(5);
});
