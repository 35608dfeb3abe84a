import { z } from "zod";
import { dayField } from "./fields.ts";

/** What may be added to any question on any surface. */
export const settings = z.object({
  on: dayField().optional().describe("the day the answer is for; today when left out").meta({ placeholder: "DATE" }),
  known: dayField()
    .optional()
    .describe("use only what was known on this day; the same as --on when left out")
    .meta({ placeholder: "DATE" }),
  scenario: z
    .record(z.string(), z.unknown())
    .optional()
    .describe("suppose a scenario: a title and a list of edits, laid over the data and the law (docs/scenarios.md)")
    .meta({ placeholder: "FILE", file: true, whole: true }),
  explain: z
    .boolean()
    .default(false)
    .describe("say how the figures were computed, from which rows and sources, and how to reproduce them"),
});

export type Settings = z.input<typeof settings>;
