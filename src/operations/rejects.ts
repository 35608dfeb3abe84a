import { z } from "zod";
import { NotFound } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { type ImportRow, importsList } from "../store/queries/imports-list.ts";
import { type RejectReason, type RejectRow, rejectReasons, rejectsList } from "../store/queries/rejects-list.ts";
import { commandLine } from "./core/command-line.ts";
import { defineOperation } from "./core/operation.ts";

const input = z.object({
  import: z
    .string()
    .min(1)
    .optional()
    .describe("one import by its id; headwater status lists them")
    .meta({ placeholder: "ID" }),
  top: z.number().int().min(1).max(100_000).default(50).describe("how many records to show").meta({ placeholder: "N" }),
});

const rejectsResult = z.object({
  total: z.number().int(),
  reasons: z.array(
    z.object({
      import: z.string(),
      file: z.string(),
      column: z.string().nullable(),
      reason: z.string(),
      rows: z.number().int(),
      firstLine: z.number().int().nullable(),
    }),
  ),
  records: z.array(
    z.object({
      import: z.string(),
      file: z.string(),
      line: z.number().int().nullable().describe("physical line on which the record starts"),
      column: z.string().nullable(),
      value: z.string().nullable(),
      reason: z.string(),
    }),
  ),
});

export type RejectsResult = z.output<typeof rejectsResult>;

export const rejectsOperation = defineOperation({
  name: "rejects",
  summary: "Which records of the imported files could not be read, where they stand and why.",
  description: "Use it after an import that rejected records, to mend the file or its mapping and import it again.",
  examples: [
    { command: "headwater rejects", about: "every reason, and the first records" },
    { command: "headwater rejects --top 1000 --csv", about: "the records as a table for a spreadsheet" },
  ],
  input,
  output: rejectsResult,
  async run(context, question) {
    const engine = await context.openEngine();
    const only = question.import ?? null;
    const imports = await engine.rows<ImportRow>(importsList(), context.signal);
    if (only !== null && !imports.some((each) => each.import_id === only)) {
      throw new NotFound(`The store holds no import "${only}".`, { hint: "headwater status lists the imports." });
    }
    const reasons = await engine.rows<RejectReason>(rejectReasons(only), context.signal);
    const records = await engine.rows<RejectRow>(rejectsList(only, question.top), context.signal);
    const costs = new Set(imports.flatMap((each) => (each.family === "costs" ? [each.import_id] : [])));
    const isShown = (id: string) => context.seesConfidential || !costs.has(id);
    const total = reasons.reduce((sum, each) => sum + each.rejected_rows, 0);
    return {
      result: {
        total,
        reasons: reasons.map((each) => ({
          import: each.import_id,
          file: each.file,
          column: each.column_name,
          reason: each.reason,
          rows: each.rejected_rows,
          firstLine: each.first_line,
        })),
        records: records.map((each) => ({
          import: each.import_id,
          file: each.file,
          line: each.line,
          column: each.column_name,
          // Whether a row that cannot be read was confidential, nobody can say.
          value: isShown(each.import_id) ? each.value : null,
          reason: each.reason,
        })),
      },
      coverage: {
        made: imports.length > 0 && imports.every((each) => each.made),
        from: null,
        until: null,
        notes: ["Values are cut to 200 characters."],
      },
      warnings: [],
      explain: (): Explanation => ({
        sentence: `${total} records were set aside on import, each with the first reason that was found.`,
        basis: "observed",
        sources: [],
        rows: { used: 0, rejected: total },
        command: commandLine({ name: "rejects", input }, question),
      }),
    };
  },
});
