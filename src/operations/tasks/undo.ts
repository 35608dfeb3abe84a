import { z } from "zod";
import { defineTask } from "../core/task.ts";

export interface UndoResult {
  readonly importId: string;
  readonly erased: boolean;
  readonly rows: number;
  readonly vintage: number;
  readonly vintagesDropped: readonly number[];
  readonly filesDeleted: number;
}

export const undoTask = defineTask({
  name: "undo",
  summary: "Take an import out of the store.",
  description:
    "Older vintages keep what the import brought, so that earlier answers can be asked again. With --erase its files " +
    "are deleted, and the vintages that need them can no longer be read.",
  examples: [
    { command: "headwater undo 3f2a9c01d4e5b678", about: "take the import out; headwater status lists the ids" },
    { command: "headwater undo 3f2a9c01d4e5b678 --erase", about: "and delete its files from older vintages too" },
  ],
  input: z.object({
    id: z.string().min(1).describe("the import by its id").meta({ placeholder: "ID", positional: true }),
    erase: z.boolean().default(false).describe("delete its files, also from older vintages"),
  }),
  async run(context, { id, erase }): Promise<UndoResult> {
    const store = await context.openStore();
    const { undo } = await import("../../store/undo.ts");
    return { importId: id, erased: erase, ...(await undo(store, id, { erase })) };
  },
});
