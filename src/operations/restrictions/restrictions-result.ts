import { z } from "zod";
import { type ItemFinding, type MeasureFinding, stateInWords, thresholdInWords } from "../../tariff/restricted.ts";
import { ASKS } from "../../tariff/restriction.ts";
import { formatPhysical } from "../../vocab/physical-unit.ts";
import type { Days } from "../core/operation.ts";
import { sourceResult, writeSource } from "../duty/duty-result.ts";

const confidence = z.enum(["high", "medium", "low"]);
const outcome = z.enum(["controlled", "not controlled", "open"]);
const covers = z.enum(["yes", "no", "open"]);

const thresholdResult = z.object({
  property: z.string(),
  asked: z.string().describe("in words"),
  limit: z.string().nullable().describe("the limit with its unit; null where words are asked"),
  stated: z.string().nullable().describe("what was stated, in the unit of the limit"),
  verdict: z.enum(["met", "not met", "not stated"]),
  note: z.string().nullable(),
});

const statusResult = z.object({
  state: z.enum(["proposed", "not yet in force", "in force", "suspended", "ended"]),
  words: z.string(),
  from: z.string(),
  last: z.string().nullable().describe("last day of a suspension"),
  known: z.string().describe("first day on which anyone could have known it"),
  confirmed: z.boolean().describe("false after the last day of a suspension of which no sequel is known"),
  next: z.string().nullable().describe("next day on which it is known to change"),
  confidence,
  source: sourceResult,
  note: z.string().nullable(),
});

const measureResult = z.object({
  id: z.string(),
  title: z.string(),
  authority: z.string(),
  by: z.string(),
  outcome,
  asks: z.enum(ASKS).nullable().describe("what it asks of the crossing where it covers it, or may"),
  covers: covers.describe("whether its items and places cover the crossing, in force or not"),
  because: z.string(),
  undecided: z.array(z.string()),
  status: statusResult,
  items: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      control: z.string().nullable(),
      asks: z.enum(ASKS),
      covers,
      thresholds: z.array(thresholdResult),
      confidence,
      source: sourceResult,
      note: z.string().nullable(),
    }),
  ),
  history: z.array(z.object({ from: z.string(), known: z.string(), state: z.string(), last: z.string().nullable() })),
  caveats: z.array(z.object({ text: z.string(), source: sourceResult })),
  note: z.string().nullable(),
  book: z.string(),
});

const linkResult = z.object({
  tier: z.number().int().describe("tier of a trace of `of` at which the controlled product is sold"),
  seller: z.string(),
  goods: z.object({ code: z.string(), label: z.string() }),
  of: z.object({ code: z.string(), label: z.string() }).describe("the product whose trace it is"),
  via: z.string().nullable().describe("the code through which it goes into that product; null at tier 1"),
  kind: z.enum(["material", "component", "equipment"]).nullable(),
  basis: z.enum(["observed", "reported", "estimated", "assumed"]).nullable().describe("of the link of the input map"),
  costShare: z.string().nullable().describe("of the link, central"),
  command: z.string(),
});

export const restrictionsResult = z.object({
  kind: z.enum(["goods", "technology", "investment"]),
  product: z.object({ code: z.string(), label: z.string() }).nullable(),
  stated: z.array(z.string()),
  origin: z.string().nullable(),
  to: z.string().nullable(),
  outcome,
  asks: z
    .array(z.enum(ASKS))
    .describe("what the measures that decide the outcome ask, the strictest last: of an open one, what they would ask"),
  undecided: z.array(z.string()).describe("what would decide the measures that are open"),
  toState: z.array(z.string()).describe("statements that are asked for, ready to fill in"),
  measures: z.array(measureResult),
  links: z.array(linkResult).describe("links of a trace that the measures touch; for goods alone"),
});

export type RestrictionsResult = z.output<typeof restrictionsResult>;
export type RestrictionLink = z.output<typeof linkResult>;

function writeItem({
  item,
  covers: covered,
  thresholds,
}: ItemFinding): z.output<typeof measureResult>["items"][number] {
  return {
    id: item.id,
    title: item.title,
    control: item.control,
    asks: item.asks,
    covers: covered,
    thresholds: thresholds.map(({ threshold, verdict, stated, note }) => ({
      property: threshold.property.id,
      asked: thresholdInWords(threshold),
      limit: "anyOf" in threshold.test ? null : formatPhysical(threshold.test.value),
      stated,
      verdict,
      note,
    })),
    confidence: item.confidence,
    source: writeSource(item.source),
    note: item.note,
  };
}

export function writeMeasure(
  { measure, state, items, ...found }: MeasureFinding,
  to: string | null,
  { on, known }: Days,
): z.output<typeof measureResult> {
  const { row } = state;
  const caveats = measure.caveats.filter(
    (one) => one.from <= on && one.known <= known && (one.to === null || to === null || one.to.includes(to)),
  );
  return {
    id: measure.id,
    title: measure.title,
    authority: measure.authority,
    by: measure.by,
    outcome: found.outcome,
    asks: found.asks,
    covers: found.covers,
    because: found.because,
    undecided: [...found.undecided],
    status: {
      state: state.state,
      words: stateInWords(state),
      from: row.from,
      last: row.last,
      known: row.known,
      confirmed: state.confirmed,
      next: state.next,
      confidence: row.confidence,
      source: writeSource(row.source),
      note: row.note,
    },
    items: items.map(writeItem),
    history: measure.statuses
      .filter((each) => each.known <= known)
      .map((each) => ({ from: each.from, known: each.known, state: each.state, last: each.last })),
    caveats: caveats.map(({ text, source }) => ({ text, source: writeSource(source) })),
    note: measure.note,
    book: measure.book,
  };
}
