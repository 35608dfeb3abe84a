import { z } from "zod";
import type {
  CostExclusion,
  CostRatioKind,
  CostRatioRule,
  DefaultShares,
  Threshold,
} from "../control/cost-ratio-rule.ts";
import type { Source } from "../evidence/source.ts";
import { compare, type Decimal, decimal, ONE, sum } from "../vocab/decimal.ts";
import {
  citedFields as cited,
  confidenceField as confidence,
  dayField as day,
  idField as id,
  parsedField as read,
  textField as text,
} from "../vocab/file-fields.ts";
import { bookProblem } from "./book-problem.ts";
import { type BookFile, type BookFolder, filesOf, textOf } from "./folder.ts";
import { readYaml } from "./yaml.ts";

const FILE = "rules/cost-ratio.yaml";

const share = read((given): Decimal => decimal(given)).refine(
  (value) => value.units >= 0n && compare(value, ONE) <= 0,
  "A share is from 0 to 1",
);
const note = text.optional();

const RULE = z.strictObject({
  title: text,
  authority: text,
  known: day,
  formula: text,
  control_rule: id,
  ...cited,
  kinds: z
    .array(
      z.strictObject({
        id,
        title: text,
        authority: text,
        turns_on: z.enum(["construction", "sale"]),
        costs: z.enum(["all", "material"]),
        applies_from: day,
        note,
        ...cited,
        thresholds: z
          .array(z.strictObject({ from: z.int().min(2000).max(2100), share, confidence, ...cited }))
          .min(1)
          .refine(
            (rows) => rows.every(({ from }, at) => from > (rows[at - 1]?.from ?? 0)),
            "thresholds stand in the order of their years, one a year",
          ),
      }),
    )
    .min(1),
  defaults: z
    .array(
      z.strictObject({
        id,
        title: text,
        known: day,
        confidence,
        note,
        ...cited,
        components: z
          .array(z.strictObject({ id, title: text, share }))
          .min(1)
          .refine((parts) => compare(sum(parts.map((part) => part.share)), ONE) <= 0, "shares sum to more than 1"),
      }),
    )
    .default([]),
  exclusions: z.array(z.strictObject({ id, title: text, confidence, note, ...cited })).default([]),
});

/** Reads `rules/cost-ratio.yaml`: that of the last folder that has one stands in the place of those before it. */
export function readCostRatio(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): CostRatioRule {
  const file = filesOf(folders, FILE).at(-1);
  if (file === undefined) throw bookProblem(FILE, 1, "the book has no such file", "Write it as the shipped book does.");
  const {
    kinds,
    defaults,
    exclusions,
    source,
    locator,
    control_rule: controlRule,
    ...rule
  } = readYaml(textOf(file), file.shown, RULE);
  const cite = (row: { readonly source: string; readonly locator?: string | undefined }) =>
    sourceOf(file, row.source, row.locator, sources);
  return {
    ...rule,
    controlRule,
    source: cite({ source, locator }),
    kinds: kinds.map(
      ({ turns_on: turnsOn, applies_from: appliesFrom, thresholds, locator: place, ...kind }): CostRatioKind => ({
        ...kind,
        turnsOn,
        appliesFrom,
        note: kind.note ?? null,
        source: cite({ source: kind.source, locator: place }),
        thresholds: thresholds.map(
          ({ locator: where, ...row }): Threshold => ({ ...row, source: cite({ source: row.source, locator: where }) }),
        ),
      }),
    ),
    defaults: defaults.map(
      ({ locator: place, ...table }): DefaultShares => ({
        ...table,
        note: table.note ?? null,
        source: cite({ source: table.source, locator: place }),
      }),
    ),
    exclusions: exclusions.map(
      ({ locator: place, ...one }): CostExclusion => ({
        ...one,
        note: one.note ?? null,
        source: cite({ source: one.source, locator: place }),
      }),
    ),
  };
}

function sourceOf(
  file: BookFile,
  given: string,
  locator: string | undefined,
  sources: ReadonlyMap<string, Source>,
): Source {
  const found = sources.get(given);
  if (found !== undefined) return locator === undefined ? found : { ...found, locator };
  const line = textOf(file)
    .split("\n")
    .findIndex((one) => one.includes(`source: ${given}`));
  throw bookProblem(file.shown, line + 1, `the source “${given}” is not in sources.yaml`, "Add it to sources.yaml.");
}
