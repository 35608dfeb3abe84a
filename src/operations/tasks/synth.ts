import { z } from "zod";
import type { WorldReport } from "../../synth/make-world.ts";
import { defineTask } from "../core/task.ts";

export interface SynthResult {
  readonly folder: string;
  readonly report: WorldReport;
}

export const synthTask = defineTask({
  name: "synth",
  summary: "Make a world of shipments for tests and trials, with the truth beside it.",
  description:
    "The rows have the shape of real bills of lading and the trade profiles of real tables, but no party, bill or price " +
    "in them is real; every answer from them says so. The same seed makes the same bytes.",
  examples: [
    { command: "headwater synth --shipments 2000 --seed 7 --out made-world", about: "a small world to try things on" },
    { command: "headwater synth --shipments 10000 --out made-world", about: "a larger one" },
  ],
  input: z.object({
    shipments: z.number().int().min(1).describe("rows of the shipments file").meta({ placeholder: "N" }),
    seed: z.number().int().min(0).default(1).describe("what the world grows from").meta({ placeholder: "S" }),
    out: z.string().min(1).describe("a new or empty folder for the files").meta({ placeholder: "DIR" }),
  }),
  async run(context, { shipments, seed, out }): Promise<SynthResult> {
    const book = await context.openBook();
    const { makeWorld } = await import("../../synth/make-world.ts");
    const report = await makeWorld({
      shipments,
      seed,
      out,
      book,
      onProgress: (done) => context.report({ label: "Making bills", done, total: shipments, unit: "rows" }),
      ...(context.signal === undefined ? {} : { signal: context.signal }),
    });
    return { folder: out, report };
  },
});
