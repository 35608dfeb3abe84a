import { z } from "zod";
import type { Explanation } from "../evidence/explanation.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { defineOperation } from "./core/operation.ts";

const input = z.object({
  sql: z
    .boolean()
    .default(false)
    .describe("also the statements by which Trino, Spark and delta-rs read the same consistent set of tables"),
});

const statusResult = z.object({
  folder: z.string(),
  vintage: z.number().int(),
  publishedAt: z.string(),
  tables: z.array(
    z.object({
      name: z.string(),
      version: z.number().int(),
      files: z.number().int(),
      rows: z.number().int(),
      bytes: z.number().int(),
    }),
  ),
  imports: z.array(
    z.object({
      id: z.string(),
      source: z.string().nullable(),
      family: z.string(),
      file: z.string(),
      importedOn: z.string(),
      rows: z.number().int(),
      rejected: z.number().int(),
      firstDay: z.string().nullable(),
      lastDay: z.string().nullable(),
      licence: z.string().nullable(),
      made: z.boolean(),
      note: z.string().nullable(),
    }),
  ),
  vintages: z.array(z.object({ vintage: z.number().int(), at: z.string(), why: z.string(), pinned: z.boolean() })),
  writer: z.string().nullable().describe("who writes the store now"),
  sql: z.string().nullable(),
});

export type StatusResult = z.output<typeof statusResult>;

export const statusOperation = defineOperation({
  name: "status",
  summary: "What the store holds: sources, rows, rejected records, and the vintages that can still be asked of.",
  description:
    "Use it before a question to see which data there are, how far they reach and under which licence they came.",
  examples: [
    { command: "headwater status", about: "what is in the store" },
    { command: "headwater status --sql", about: "and how other engines read it" },
  ],
  input,
  output: statusResult,
  async run(context, question) {
    const store = await context.openStore();
    const { status, statusSql } = await import("../store/status.ts");
    const found = await status(store);
    const vintage = await context.openVintage();
    const days = (pick: "first_day" | "last_day") => found.imports.flatMap((each) => each[pick] ?? []).sort();
    const first = days("first_day")[0];
    const last = days("last_day").at(-1);
    const result: StatusResult = {
      folder: context.storeFolder,
      vintage: found.vintage,
      publishedAt: found.publishedAt,
      tables: found.tables.map((each) => ({ ...each })),
      imports: found.imports.map((each) => ({
        id: each.import_id,
        source: each.source_id,
        family: each.family,
        file: each.file,
        importedOn: each.imported_on,
        rows: each.stored_rows,
        rejected: each.rejected_rows,
        firstDay: each.first_day,
        lastDay: each.last_day,
        licence: each.licence,
        made: each.made,
        note: each.note,
      })),
      vintages: found.vintages.map((each) => ({ ...each })),
      writer: found.writer === null ? null : `process ${found.writer.pid} on ${found.writer.host}`,
      sql: question.sql ? statusSql(vintage) : null,
    };
    const made = result.imports.filter((each) => each.made).length;
    return {
      result,
      coverage: {
        made: made > 0 && made === result.imports.length,
        from: first === undefined ? null : isoDate(first),
        until: last === undefined ? null : isoDate(last),
        notes:
          made > 0
            ? [`${made} of ${result.imports.length} imports are made data; they are never mixed with real data.`]
            : [],
      },
      warnings: result.imports.length === 0 ? ["The store is empty."] : [],
      explain: (): Explanation => ({
        sentence: "Rows are counted from the store's own log, without reading the data.",
        basis: "observed",
        sources: [],
        command: "headwater status",
      }),
    };
  },
});
