import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { z } from "zod";
import { InvalidInput } from "../../errors.ts";
import { FAMILY_NAMES } from "../../ingest/family.ts";
import type { ImportProgress, ImportReport } from "../../ingest/import-request.ts";
import type { Mapping } from "../../ingest/mapping.ts";
import type { Suggestion } from "../../ingest/suggest/suggest-mapping.ts";
import type { Progress } from "../core/progress.ts";
import { defineTask, type TaskContext } from "../core/task.ts";

export interface ImportResult {
  readonly store: string;
  readonly files: readonly ImportReport[];
  /** Drafts of mappings, a YAML text a file, when they were asked for instead of an import. */
  readonly suggestions: readonly (Suggestion & { readonly file: string })[];
}

const input = z.object({
  files: z
    .array(z.string().min(1))
    .min(1)
    .describe("CSV, TSV, gzip, Parquet or XLSX files")
    .meta({ placeholder: "FILE", positional: true }),
  as: z.enum(FAMILY_NAMES).optional().describe("what the rows are; known layouts say it themselves"),
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

export const importTask = defineTask({
  name: "import",
  summary: "Bring files of shipments, trade statistics and more into the store.",
  description:
    "Known layouts (BACI, UN Comtrade, Korean declarations, our own) are recognised by their header; for others give a " +
    "mapping, which --suggest drafts. A record that cannot be read is set aside with its line and the reason, and the " +
    "rest is imported. The same file twice adds nothing; a corrected file replaces what it brought.",
  examples: [
    {
      command: "headwater import examples/baci-2024/trade.parquet --source cepii-baci",
      about: "world trade of thirty critical materials in 2024",
    },
    {
      command: "headwater import examples/china-graphite-exports/exports.csv --source un-comtrade --strict",
      about: "China's graphite exports by month, refused whole if a record cannot be read",
    },
  ],
  input,
  async run(
    context,
    { files, as, source, mapping: mappingFile, suggest, strict, keep, licence },
  ): Promise<ImportResult> {
    const book = await context.openBook();
    if (suggest) {
      const { suggestMapping } = await import("../../ingest/suggest/suggest-mapping.ts");
      const suggestions = [];
      for (const file of files) suggestions.push({ file, ...(await suggestMapping(file, book, as)) });
      return { store: context.storeFolder, files: [], suggestions };
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
    return { store: context.storeFolder, files: reports, suggestions: [] };
  },
});
