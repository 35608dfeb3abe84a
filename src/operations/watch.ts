import { z } from "zod";
import { codeSet, codesOrEvery } from "../tariff/code-set.ts";
import { type DueDate, dateOfEvent, datesOfMeasure } from "../tariff/due-dates.ts";
import { rowInWords } from "../tariff/in-words.ts";
import type { Measure } from "../tariff/measure.ts";
import { nameKey } from "../tariff/rate-in-force.ts";
import { addMonths, epochDay, type IsoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { dayField } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { sourceResult, writeSource } from "./duty/duty-result.ts";
import { codeField } from "./duty/goods-fields.ts";

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

type Changed = WatchResult["changed"][number];

/** What became known of a measure after one day and by another. */
function changesOf({ id, title, rates }: Measure, since: IsoDate, known: IsoDate): readonly Changed[] {
  return rates
    .filter((row) => row.known > since && row.known <= known)
    .map((row) => ({
      known: row.known,
      measure: id,
      title,
      what: `${rowInWords(row)} from ${row.from}${row.until === null ? "" : ` until ${row.until}`}`,
      source: writeSource(row.source),
    }));
}

const byKeys = (a: readonly [string, string], b: readonly [string, string]): number =>
  a[0] < b[0] || (a[0] === b[0] && a[1] < b[1]) ? -1 : 1;

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
    const until = addMonths(days.on, months);
    const inProgramme = (one: { readonly programme: string }) => programme === undefined || one.programme === programme;
    const measures = book.tariff.measures.filter(
      (measure) =>
        inProgramme(measure) && (product === undefined || codesOrEvery(measure.goods.hs).of(product) !== "out"),
    );
    const events = book.calendar.events.filter(
      ({ hs, known, ...event }) =>
        known <= days.known && inProgramme(event) && (product === undefined || codeSet(hs).of(product) !== "out"),
    );
    const all = [
      ...measures.flatMap((measure) => datesOfMeasure(measure, days.known)),
      ...events.map((event) => dateOfEvent(event, days.known)),
    ].sort((a, b) => byKeys([a.day, a.id], [b.day, b.id]));
    const parties = question.parties?.map(({ name }) => name) ?? [];
    const keys = new Map(parties.map((name) => [nameKey(name), name]));
    const touches = ({ names }: DueDate): string[] => [
      ...new Set(names.map((name) => keys.get(nameKey(name))).filter((name) => name !== undefined)),
    ];
    const write = (one: DueDate) => {
      const { names: _, settled: __, ...shown } = one;
      return { ...shown, touches: touches(one), source: writeSource(one.source) };
    };
    const open = all.filter(({ settled }) => !settled);
    const upcoming = open.filter(({ day }) => day >= days.on && day < until);
    const silent = open.filter(({ kind, day }) => kind === "due" && day < days.on);
    const changed = since === undefined ? [] : measures.flatMap((measure) => changesOf(measure, since, days.known));
    const result: WatchResult = {
      from: days.on,
      until,
      upcoming: upcoming.map(write),
      silent: silent.map((one) => ({ ...write(one), days: epochDay(days.on) - epochDay(one.day) })),
      changed: changed.sort((a, b) => byKeys([a.known, a.measure], [b.known, b.measure])),
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
        silent.length === 0 ? [] : [`Due before ${days.on}, with no outcome that the book knows: ${silent.length}.`],
      explain: () => ({
        sentence: `${upcoming.length} dates lie between ${days.on} and ${until}, as known on ${days.known}; ${silent.length} earlier ones are silent.`,
        basis: "reported",
        sources: [...new Map(upcoming.map(({ source }) => [source.id, source])).values()],
        command: commandLine({ name: "watch", input }, question, { on: days.on, known: days.known }),
      }),
    };
  },
});
