import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { FAMILY_NAMES } from "../../ingest/family.ts";
import type { ImportProgress, ImportReport } from "../../ingest/import-request.ts";
import type { Mapping } from "../../ingest/mapping.ts";
import { isOwnershipForm, OWNERSHIP_FORMS } from "../../ingest/reader/ownership/form.ts";
import type { ScheduleReport } from "../../ingest/schedules/import-hts.ts";
import type { Suggestion } from "../../ingest/suggest/suggest-mapping.ts";
import { dayField } from "../core/fields.ts";
import type { Progress } from "../core/progress.ts";
import { defineTask, type TaskContext } from "../core/task.ts";

export interface ImportResult {
  readonly store: string;
  readonly files: readonly ImportReport[];
  /** Tariff schedules that were written into the user's own book. */
  readonly schedules: readonly ScheduleReport[];
  /** Drafts of mappings, a YAML text a file, when they were asked for instead of an import. */
  readonly suggestions: readonly (Suggestion & { readonly file: string })[];
}

const input = z.object({
  files: z
    .array(z.string().min(1))
    .min(1)
    .describe("CSV, TSV, gzip, Parquet or XLSX files; JSON of bods and ftm")
    .meta({ placeholder: "FILE", positional: true }),
  as: z
    .enum([...FAMILY_NAMES, ...OWNERSHIP_FORMS, "hts"])
    .optional()
    .describe(
      "what the rows are; known layouts say it themselves; bods, ftm, opensanctions and gleif are forms of ownership " +
        "and lists; hts is the official tariff, for a book of your own",
    ),
  from: dayField()
    .optional()
    .describe("with --as hts: first day on which that edition of the tariff counts")
    .meta({ placeholder: "DATE" }),
  source: z
    .string()
    .min(1)
    .optional()
    .describe("the id under which the rows are cited, such as an entry of the book's sources")
    .meta({ placeholder: "ID" }),
  mapping: z
    .string()
    .min(1)
    .optional()
    .describe("a YAML file that says which column is which field")
    .meta({ placeholder: "FILE" }),
  suggest: z.boolean().default(false).describe("import nothing; print a draft of a mapping to save and edit"),
  strict: z.boolean().default(false).describe("import nothing from a file with a record that cannot be read"),
  keep: z.boolean().default(false).describe("keep what an earlier file of the same name and source brought"),
  licence: z.string().min(1).optional().describe("the licence of the data, for citing").meta({ placeholder: "TEXT" }),
});

/** Makes the store if the folder does not hold one yet. */
export async function ensureStore(context: Pick<TaskContext, "storeFolder">): Promise<void> {
  if (existsSync(join(context.storeFolder, "store.json"))) return;
  const { Store } = await import("../../store/store.ts");
  await Store.create(context.storeFolder);
}

export function importProgress(context: Pick<TaskContext, "report">, name: string) {
  context.report({ label: `${name}: reading`, done: 0, total: null, unit: "bytes" });
  return ({ stage, rows, bytes, totalBytes }: ImportProgress) => {
    const progress: Progress =
      rows > 0
        ? { label: `${name}: ${stage}`, done: rows, total: null, unit: "rows" }
        : { label: `${name}: ${stage}`, done: bytes, total: totalBytes, unit: "bytes" };
    context.report(progress);
  };
}

async function readMappingFile(path: string): Promise<Mapping> {
  const { readMapping } = await import("../../ingest/mapping.ts");
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new InvalidInput(`The mapping "${path}" cannot be read (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
  return readMapping(text);
}

/** Says which files came in before the one that failed: each file is an import of its own. */
function failedAt(error: unknown, done: readonly ImportReport[]): unknown {
  if (!(error instanceof InvalidInput) || done.length === 0) return error;
  const names = done.map(({ file }) => `"${file}"`).join(", ");
  return new InvalidInput(error.message, {
    cause: error,
    hint: `${error.hint ?? ""} Imported before it: ${names}.`.trim(),
  });
}

async function importSchedules(
  { bookFolder }: TaskContext,
  { files, from, strict }: z.output<typeof input>,
): Promise<readonly ScheduleReport[]> {
  if (bookFolder === undefined) {
    throw new InvalidInput("A tariff schedule goes into a book of your own, and none is named.", {
      hint: "Add --book DIR; the folder is made if it is not there. Then ask duty with the same --book DIR.",
    });
  }
  if (from === undefined) {
    throw new InvalidInput("The export does not say from which day it counts.", {
      hint: "Add --from DATE, the day on which that revision took effect.",
    });
  }
  const { importHts } = await import("../../ingest/schedules/import-hts.ts");
  const reports = [];
  for (const file of files) reports.push(await importHts({ file, book: bookFolder, from, strict }));
  return reports;
}

export const importTask = defineTask({
  name: "import",
  summary: "Bring files of shipments, trade statistics and more into the store.",
  description:
    "Known layouts (BACI, UN Comtrade, Korean declarations, our own) are recognised by their header; for others give a " +
    "mapping, which --suggest drafts. A record that cannot be read is set aside with its line and the reason, and the " +
    "rest is imported. The same file twice adds nothing; a corrected file replaces what it brought. Who owns whom and " +
    "who is listed comes from files of the Beneficial Ownership Data Standard 0.4 (bods), FollowTheMoney (ftm), " +
    "OpenSanctions (targets.simple.csv) and the LEI foundation (gleif): one broken statement of JSON refuses the file.",
  examples: [
    {
      command: "headwater import examples/baci-2024/trade.parquet --source cepii-baci",
      about: "world trade of thirty critical materials in 2024",
    },
    {
      command: "headwater import examples/china-graphite-exports/exports.csv --source un-comtrade --strict",
      about: "China's graphite exports by month, refused whole if a record cannot be read",
    },
    {
      command: "headwater import examples/ownership/register.json --as bods --source register",
      about: "owners as a register publishes them, refused whole if a statement is broken",
    },
    {
      command: "headwater import examples/hts-extract/hts.csv --as hts --from 2026-07-01 --book my-book",
      about: "ordinary rates of duty from the official export of the US tariff, into a book of your own",
    },
  ],
  input,
  async run(context, question): Promise<ImportResult> {
    const { files, as, from, source, mapping: mappingFile, suggest, strict, keep, licence } = question;
    if (as === "hts") {
      const schedules = await importSchedules(context, question);
      return { store: context.storeFolder, files: [], schedules, suggestions: [] };
    }
    if (from !== undefined) {
      throw new InvalidInput("--from is for a tariff schedule only.", { hint: "Add --as hts, or leave --from out." });
    }
    const book = await context.openBook();
    if (suggest) {
      if (as !== undefined && isOwnershipForm(as)) {
        throw new InvalidInput(`A file read as ${as} needs no mapping.`, { hint: "Leave --suggest out." });
      }
      const { suggestMapping } = await import("../../ingest/suggest/suggest-mapping.ts");
      const suggestions = [];
      for (const file of files) suggestions.push({ file, ...(await suggestMapping(file, book, as)) });
      return { store: context.storeFolder, files: [], schedules: [], suggestions };
    }
    const { regularFile } = await import("../../ingest/regular-file.ts");
    for (const file of files) await regularFile(file);
    const mapping = mappingFile === undefined ? undefined : await readMappingFile(mappingFile);
    await ensureStore(context);
    const store = await context.openStore();
    const { importFile } = await import("../../ingest/import-file.ts");
    const reports: ImportReport[] = [];
    for (const file of files) {
      try {
        reports.push(
          await importFile(store, book, {
            file,
            as,
            source,
            mapping,
            strict,
            keep,
            licence,
            importedOn: context.today,
            signal: context.signal,
            onProgress: importProgress(context, basename(file)),
          }),
        );
      } catch (error) {
        throw failedAt(error, reports);
      }
    }
    return { store: context.storeFolder, files: reports, schedules: [], suggestions: [] };
  },
});
