import { z } from "zod";
import { defineTask } from "../core/task.ts";

export interface VacuumResult {
  readonly pinned: number | null;
  readonly unpinned: number | null;
  /** Null when the call only pinned or unpinned. */
  readonly deleted: {
    readonly files: number;
    readonly bytes: number;
    readonly vintagesDropped: readonly number[];
    readonly vintagesKept: readonly number[];
  } | null;
}

const vintageField = (about: string) => z.number().int().min(0).optional().describe(about).meta({ placeholder: "N" });

export const vacuumTask = defineTask({
  name: "vacuum",
  summary: "Delete files that no kept vintage needs; pin a vintage to keep it for good.",
  description:
    "Kept are the present vintage, every pinned one, and those of the last days. A vintage that is not kept can no " +
    "longer be asked of.",
  examples: [
    { command: "headwater vacuum --keep-days 30", about: "keep what was current in the last thirty days" },
    { command: "headwater vacuum --pin 1", about: "keep vintage 1 through every vacuum" },
  ],
  input: z.object({
    keepDays: z.number().min(0).default(7).describe("keep the vintages of this many days"),
    pin: vintageField("keep this vintage through every vacuum; deletes nothing"),
    unpin: vintageField("let this vintage go with the next vacuum; deletes nothing"),
  }),
  async run(context, { keepDays, pin, unpin }): Promise<VacuumResult> {
    const store = await context.openStore();
    const maintenance = await import("../../store/vacuum.ts");
    if (pin !== undefined) await maintenance.pin(store, pin);
    if (unpin !== undefined) await maintenance.unpin(store, unpin);
    const only = pin !== undefined || unpin !== undefined;
    const done = only ? null : await maintenance.vacuum(store, { keepDays });
    return {
      pinned: pin ?? null,
      unpinned: unpin ?? null,
      deleted:
        done === null
          ? null
          : {
              files: done.filesDeleted,
              bytes: done.bytesFreed,
              vintagesDropped: done.vintagesDropped,
              vintagesKept: done.vintagesKept,
            },
    };
  },
});
