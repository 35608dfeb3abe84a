import { readFigures, readMinerals } from "../../book/market-book.ts";
import type { Call } from "../../market/arithmetic.ts";
import type { PriceOfSeries } from "../../store/queries/figures-of-products.ts";
import { type Decimal, decimal, sum } from "../../vocab/decimal.ts";
import { isoDate } from "../../vocab/iso-date.ts";
import { parseInput } from "../core/ask.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import { dutyOperation } from "../duty.ts";
import { seriesOf } from "./production-of.ts";

/** What a formula of a claim asks for: its value, or why it is not known. */
export type Fact = { readonly value: Decimal } | { readonly missing: string };

export const keyOf = ({ name, args }: Call): string => `${name}(${args.join(";")})`;

/** Answers every call once, from the book and the store. */
export async function factsFor(context: Context, calls: readonly Call[]): Promise<ReadonlyMap<string, Fact>> {
  const facts = new Map<string, Fact>();
  for (const call of calls) {
    const key = keyOf(call);
    if (!facts.has(key)) facts.set(key, await factOf(context, call));
  }
  return facts;
}

async function factOf(context: Context, { name, args }: Call): Promise<Fact> {
  if (name === "duty") return await dutyRate(context, args);
  if (name === "fig") return await figure(context, args);
  if (name === "made") return await made(context, args);
  if (name === "price") return await price(context, args);
  return { missing: `nothing here answers ${name}(…)` };
}

/** `duty(code;origin;day;exporter)`: what is owed of a value of 100 on a day as known on it, as a share. */
async function dutyRate(context: Context, [product, origin, day = "", exporter]: readonly string[]): Promise<Fact> {
  const input = parseInput(dutyOperation.input, { product, origin, value: "10000", exporter });
  const on = isoDate(day);
  const { result } = await dutyOperation.run(context, input, { on, known: on });
  return { value: decimal(result.rate) };
}

/** `fig(subject or facility;measure;period)`: a figure of the book, stated by a document. */
async function figure(context: Context, [subject = "", measure = "", period = ""]: readonly string[]): Promise<Fact> {
  const found = (await readFigures(await context.openBook())).filter(
    (each) =>
      (each.facility === subject || (each.facility === null && each.subject === subject)) &&
      each.measure === measure &&
      each.period === period,
  );
  const [only] = found;
  if (only === undefined || found.length > 1) {
    return { missing: `the book holds ${found.length} figures of ${measure} by ${subject} in ${period}` };
  }
  return { value: decimal(only.quantity) };
}

/** `made(mineral;stage;country or world;year;source)`: production that a source of the store gives. */
async function made(context: Context, args: readonly string[]): Promise<Fact> {
  const [mineral = "", stage = "", place = "", year = "", source = ""] = args;
  const missing = { missing: `the store holds no production of ${mineral} by ${source} for ${year}` };
  if (!(await hasStore(context))) return missing;
  const rows = (await readMinerals(await context.openBook())).filter(
    (row) => row.mineral === mineral && row.stage === stage && row.source === source && row.kind === "production",
  );
  const figures = (await seriesOf(context, rows, "production")).flatMap(({ figures: own }) => own);
  const there = figures.filter(
    ({ period, country, mark }) => period === year && (place === "world" ? mark === "world total" : country === place),
  );
  const known = there.flatMap(({ quantity }) => (quantity === null ? [] : [decimal(quantity)]));
  return known.length === 0 ? missing : { value: sum(known) };
}

/** `price(series;period)`. */
async function price(context: Context, [series = "", period = ""]: readonly string[]): Promise<Fact> {
  const missing = { missing: `the store holds no price ${series} for ${period}` };
  if (!(await hasStore(context))) return missing;
  const { pricesOfSeries } = await import("../../store/queries/figures-of-products.ts");
  const rows = await (await context.openEngine()).rows<PriceOfSeries>(pricesOfSeries([series]), context.signal);
  const found = rows.find((row) => row.period === period);
  return found === undefined ? missing : { value: decimal(found.value) };
}
