import type { Source } from "../../src/evidence/source.ts";
import { dutyRate } from "../../src/tariff/duty-rate.ts";
import type { GoodsAmounts, GoodsKind } from "../../src/tariff/goods.ts";
import type { Measure, RateRow } from "../../src/tariff/measure.ts";
import { decimal } from "../../src/vocab/decimal.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";

const SOURCE: Source = { id: "made", title: "A made measure, for tests" };

/** A made row of a rate: by default 10 % from 2025-01-01 on, known on that day. */
export function madeRow(
  over: Omit<Partial<RateRow>, "rate" | "from" | "until" | "known"> & {
    readonly rate?: string | null;
    readonly from?: string;
    readonly until?: string;
    readonly known?: string;
  } = {},
): RateRow {
  const { rate = "10 %", from = "2025-01-01", until, known = from, ...rest } = over;
  return {
    heading: null,
    status: "in force",
    when: {},
    because: null,
    floor: null,
    cap: null,
    exportSubsidy: null,
    passThrough: null,
    needs: null,
    source: SOURCE,
    confidence: "high",
    note: null,
    ...rest,
    rate: rate === null ? null : dutyRate(rate),
    from: isoDate(from),
    until: until === undefined ? null : isoDate(until),
    known: isoDate(known),
    untilKnown: rest.untilKnown ?? isoDate(known),
  };
}

/** A made measure on all goods of all origins at the border of the United States. */
export function madeMeasure(id: string, over: Partial<Measure> = {}): Measure {
  return {
    id,
    title: `Measure ${id}`,
    importer: "US",
    programme: "made",
    kind: "additional",
    order: 100,
    authority: "a made statute",
    heading: null,
    goods: { hs: null, exceptHs: [], articles: [], origin: null, exceptOrigin: [] },
    base: { of: "customs-value" },
    yieldsTo: [],
    offsetBy: null,
    rates: [madeRow()],
    scope: [],
    later: [],
    caveats: [],
    expected: [],
    stages: [],
    note: null,
    book: "made",
    ...over,
  };
}

export function madeKind(over: Partial<GoodsKind> = {}): GoodsKind {
  return {
    importer: "US",
    hts: "3801105090",
    origin: "CN",
    producer: null,
    exporter: null,
    article: null,
    mode: null,
    loadedOn: null,
    claims: [],
    metalWeight: null,
    usContent: null,
    control: null,
    ...over,
  };
}

export function madeAmounts(value: string, contents: Readonly<Record<string, string>> = {}, kg?: string): GoodsAmounts {
  return {
    value: decimal(value),
    contents: new Map(Object.entries(contents).map(([name, part]) => [name, decimal(part)])),
    quantities: kg === undefined ? [] : [{ amount: decimal(kg), unit: "kg" }],
  };
}
