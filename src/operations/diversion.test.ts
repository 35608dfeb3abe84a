import { expect, test } from "vitest";
import { type FlowRow, flowsStore, monthsFrom } from "../../test/support/flows-store.ts";
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

async function asked(
  rows: readonly FlowRow[],
  question: Record<string, unknown> = {},
  settings: { readonly known?: string } = {},
) {
  const store = await flowsStore([{ source: "customs", side: "export", rows }]);
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
