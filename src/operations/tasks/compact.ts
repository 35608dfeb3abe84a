import { z } from "zod";
import { defineTask } from "../core/task.ts";

export interface CompactResult {
  readonly vintage: number;
  readonly filesBefore: number;
  readonly filesAfter: number;
}

export const compactTask = defineTask({
  name: "compact",
  summary: "Merge the small files of each import.",
  description: "Answers stay as they are; a store of many small imports answers faster afterwards.",
  examples: [
    { command: "headwater compact", about: "merge what can be merged" },
    { command: "headwater compact --store trade-2024", about: "the same in another store" },
  ],
  input: z.object({}),
  async run(context): Promise<CompactResult> {
    const store = await context.openStore();
    const { compact } = await import("../../store/compact.ts");
    return compact(store);
  },
});
