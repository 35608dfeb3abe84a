import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { Source } from "../evidence/source.ts";
import type { Calendar } from "../tariff/calendar.ts";
import { codeSet, EVERY_CODE } from "../tariff/code-set.ts";
import { formatRate } from "../tariff/duty-rate.ts";
import type { Measure, RateRow } from "../tariff/measure.ts";
import { nameKey } from "../tariff/rate-in-force.ts";
import { hsDigits } from "../vocab/hs-code.ts";
import { addDays, type IsoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { dayField, parsedText } from "./core/fields.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { sourceResult, writeSource } from "./duty/duty-result.ts";
import { conditionsInWords } from "./duty/measure-result.ts";

const codeField = () =>
  parsedText((text): string => {
    const digits = hsDigits(text);
    if (digits !== null) return digits;
    throw new InvalidInput(`“${text}” is not a tariff code.`, { hint: "Write four to ten digits, such as 8507.60." });
  });

const partyRow = z.object({ name: z.string().trim().min(1).max(200), line: z.number().int().optional() });

const input = z.object({
  months: z.number().int().min(1).max(60).default(12).describe("how far ahead to look").meta({ placeholder: "N" }),
  since: dayField().optional().describe("also what became known since this day").meta({ placeholder: "DATE" }),
  product: codeField().optional().describe("only what touches this code").meta({ placeholder: "HTS" }),
  programme: z.string().trim().min(1).max(60).optional().describe("only one programme").meta({ placeholder: "ID" }),
  parties: z
    .array(partyRow.loose())
    .max(10_000)
    .optional()
    .describe("a list of parties, a row each with a column name: what touches them is marked")
    .meta({ placeholder: "FILE", file: true }),
});

const eventResult = z.object({
  id: z.string(),
  day: z.string(),
  kind: z.enum(["due", "begins", "ends"]),
  what: z.string(),
  programme: z.string(),
  measure: z.string().nullable(),
  touches: z.array(z.string()).describe("parties of the list that it names"),
  source: sourceResult,
});

const watchResult = z.object({
  from: z.string(),
  until: z.string(),
  upcoming: z.array(eventResult).describe("what comes due, begins or ends, soonest first"),
  silent: z
    .array(eventResult.extend({ days: z.number().int().describe("days since it was due") }))
    .describe("what was due and of which no outcome is known"),
  changed: z.array(
    z.object({ known: z.string(), measure: z.string(), title: z.string(), what: z.string(), source: sourceResult }),
  ),
  conflicts: z.array(
    z.object({
      id: z.string(),
      about: z.string(),
      readings: z.array(z.object({ says: z.string(), source: sourceResult })),
      used: z.string(),
      why: z.string(),
    }),
  ),
  parties: z.array(
    z.object({ name: z.string(), named: z.array(z.string()).describe("measures and events that name it") }),
  ),
});

export type WatchResult = z.output<typeof watchResult>;

interface Found {
  readonly id: string;
  readonly day: IsoDate;
  readonly kind: "due" | "begins" | "ends";
  readonly what: string;
  readonly programme: string;
  readonly measure: string | null;
  readonly names: readonly string[];
  readonly source: Source;
  readonly settled: boolean;
}

function touchesCode(measure: Measure, code: string | undefined): boolean {
  if (code === undefined) return true;
  return (measure.goods.hs === null ? EVERY_CODE : codeSet(measure.goods.hs)).of(code) !== "out";
}

function namesOf(measure: Measure): readonly string[] {
  return measure.rates
    .flatMap(({ when }) => [when.producer, when.exporter])
    .filter((names) => names !== undefined)
    .flatMap((names) => names.split("|"))
    .map((name) => name.trim());
}

/** Everything dated that one measure says, as known on a day. */
function datesOf(measure: Measure, { known }: Days): readonly Found[] {
  const common = { programme: measure.programme, measure: measure.id, names: namesOf(measure), settled: false };
  const due = measure.expected
    .filter((one) => one.known <= known)
    .map((one, at) => ({
      ...common,
      id: `${measure.id}-due-${at}`,
      day: one.by,
      kind: "due" as const,
      what: `${measure.title}: ${one.what}`,
      source: one.source,
      settled: one.settled !== null && one.settled <= known,
    }));
  const turns = measure.rates
    .filter((row) => row.known <= known && row.rate !== null)
    .flatMap((row, at): Found[] => {
      const rate = row.rate === null ? "" : formatRate(row.rate);
      const goods = conditionsInWords(row.when);
      const about = `${measure.title}, ${rate}${goods === null ? "" : ` (${goods})`}`;
      const begins: Found = {
        ...common,
        id: `${measure.id}-from-${at}`,
        day: row.from,
        kind: "begins",
        what: `${about} begins`,
        source: row.source,
      };
      if (row.until === null || row.untilKnown > known) return [begins];
      return [
        begins,
        {
          ...common,
          id: `${measure.id}-until-${at}`,
          day: row.until,
          kind: "ends",
          what: `${about} ends`,
          source: row.source,
        },
      ];
    });
  return [...due, ...turns];
}

function calendarDates(calendar: Calendar, code: string | undefined, { known }: Days): readonly Found[] {
  return calendar.events
    .filter((event) => event.known <= known)
    .filter((event) => code === undefined || event.hs.some((hs) => hs.startsWith(code) || code.startsWith(hs)))
    .map((event) => ({
      id: event.id,
      day: event.by,
      kind: "due" as const,
      what: event.what,
      programme: event.programme,
      measure: null,
      names: event.parties,
      source: event.source,
      settled: event.settled !== null && event.settled <= known,
    }));
}

function goodsOf({ when }: RateRow): string {
  const words = conditionsInWords(when);
  return words === null ? "" : ` (${words})`;
}

function daysBetween(from: IsoDate, to: IsoDate): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}

/** What a row asks, in words. */
function askedIn({ rate, unknown }: RateRow): string {
  if (rate !== null) return formatRate(rate);
  return unknown === true ? "something is asked, at a rate not known," : "nothing is asked";
}

export const watchOperation = defineOperation({
  name: "watch",
  summary: "What comes due, begins or ends, what was due and is silent, what changed, and what sources disagree about.",
  description:
    "Use it as the calendar of a trade desk: dates of measures and cases, cliffs of other law, conflicts of sources with the " +
    "reading that the book uses. A list of parties is compared with the names in cases and events, by exact spelling alone.",
  examples: [
    { command: "headwater watch --on 2026-11-21", about: "the next twelve months" },
    {
      command: "headwater watch --product 8507.60 --since 2026-01-01",
      about: "what touches batteries, and what became known in 2026",
    },
  ],
  input,
  output: watchResult,
  async run(context, question, days) {
    const { months, since, product, programme } = question;
    const book = await context.openBook();
    const until = addDays(days.on, Math.round(months * 30.4375));
    const measures = book.tariff.measures.filter((measure) => touchesCode(measure, product));
    const all = [
      ...measures.flatMap((measure) => datesOf(measure, days)),
      ...calendarDates(book.calendar, product, days),
    ].filter((one) => programme === undefined || one.programme === programme);
    const parties = question.parties?.map(({ name }) => name) ?? [];
    const keys = new Map(parties.map((name) => [nameKey(name), name]));
    const touches = ({ names }: Found): string[] => [
      ...new Set(names.map((name) => keys.get(nameKey(name))).filter((name) => name !== undefined)),
    ];
    const write = (one: Found) => ({
      id: one.id,
      day: one.day,
      kind: one.kind,
      what: one.what,
      programme: one.programme,
      measure: one.measure,
      touches: touches(one),
      source: writeSource(one.source),
    });
    const inOrder = (a: Found, b: Found) => (a.day === b.day ? (a.id < b.id ? -1 : 1) : a.day < b.day ? -1 : 1);
    const upcoming = all.filter(({ day, settled }) => day >= days.on && day < until && !settled).sort(inOrder);
    const silent = all.filter(({ kind, day, settled }) => kind === "due" && day < days.on && !settled).sort(inOrder);
    const changed =
      since === undefined
        ? []
        : measures.flatMap((measure) =>
            measure.rates
              .filter((row) => row.known > since && row.known <= days.known)
              .map((row) => ({
                known: row.known,
                measure: measure.id,
                title: measure.title,
                what: `${askedIn(row)}${goodsOf(row)} from ${row.from}${row.until === null ? "" : ` until ${row.until}`}`,
                source: writeSource(row.source),
              })),
          );
    const result: WatchResult = {
      from: days.on,
      until,
      upcoming: upcoming.map(write),
      silent: silent.map((one) => ({ ...write(one), days: daysBetween(one.day, days.on) })),
      changed: changed.sort((a, b) =>
        a.known === b.known ? (a.measure < b.measure ? -1 : 1) : a.known < b.known ? -1 : 1,
      ),
      conflicts: book.calendar.conflicts
        .filter((conflict) => conflict.known <= days.known)
        .map(({ id, about, readings, used, why }) => ({
          id,
          about,
          readings: readings.map(({ says, source }) => ({ says, source: writeSource(source) })),
          used,
          why,
        })),
      parties: parties.map((name) => ({
        name,
        named: [...new Set(all.filter((one) => touches(one).includes(name)).map((one) => one.measure ?? one.id))],
      })),
    };
    return {
      result,
      coverage: {
        made: false,
        from: days.on,
        until,
        notes: ["The calendar holds what the book knows: a date that it does not name may still be due."],
      },
      warnings:
        silent.length === 0
          ? []
          : [`${silent.length} things were due before ${days.on} and the book knows no outcome of them.`],
      explain: () => ({
        sentence: `${upcoming.length} dates lie between ${days.on} and ${until}, as known on ${days.known}; ${silent.length} earlier ones are silent.`,
        basis: "reported",
        sources: [...new Map(upcoming.map(({ source }) => [source.id, source])).values()],
        command: commandLine({ name: "watch", input }, question, { on: days.on, known: days.known }),
      }),
    };
  },
});
