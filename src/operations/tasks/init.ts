import { z } from "zod";
import { defineTask } from "../core/task.ts";

export interface InitResult {
  readonly folder: string;
  readonly vintage: number;
}

export const initTask = defineTask({
  name: "init",
  summary: "Make an empty store.",
  description:
    "A store is a folder of Delta Lake tables. The folder must be empty or not exist yet, on a file system with hard " +
    "links. Importing into a folder that is no store yet makes one by itself.",
  examples: [
    { command: "headwater init", about: "make ./headwater-store, or the folder that $HEADWATER_STORE names" },
    { command: "headwater init --store trade-2024", about: "make a store somewhere else" },
  ],
  input: z.object({}),
  async run(context): Promise<InitResult> {
    const { Store } = await import("../../store/store.ts");
    const store = await Store.create(context.storeFolder);
    return { folder: context.storeFolder, vintage: (await store.vintage()).number };
  },
});
