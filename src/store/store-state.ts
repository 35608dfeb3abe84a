import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { StoreProblem } from "../errors.ts";
import { codeOf, type Disk, uniqueName } from "./disk.ts";

const FORMAT = 1;

const versions = z.record(z.string(), z.int().nonnegative());

const publication = z.object({
  vintage: z.int().nonnegative(),
  /** ISO 8601 instant. */
  at: z.string(),
  why: z.string(),
  tables: versions,
});

const storeState = z.object({
  format: z.literal(FORMAT),
  id: z.string(),
  /** The vintage that is read by default. */
  vintage: z.int().nonnegative(),
  tables: versions,
  /** Every vintage that can still be read, oldest first; the last one is the current. */
  history: z.array(publication).nonempty(),
  pinned: z.array(z.int().nonnegative()),
  /** Imports whose files an erasure has still to delete. */
  erasing: z.array(z.string()),
});

/** One published set of table versions. */
export type Publication = z.infer<typeof publication>;

/** What `store.json` says: the one file that decides what a store holds. */
export type StoreState = z.infer<typeof storeState>;

export const STORE_FILE = "store.json";
export const DRAFTS = "tmp";

/** Reads `store.json`; each way in which it can be unusable gets its own sentence. */
export function readState(folder: string): StoreState {
  const path = join(folder, STORE_FILE);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (codeOf(error) !== "ENOENT" && codeOf(error) !== "ENOTDIR") throw unusable(folder, "cannot be read", error);
    throw new StoreProblem(`There is no store in "${folder}".`, {
      hint: "Name the folder of a store with --store, or make one with `headwater init`.",
      cause: error,
    });
  }
  let content: { format?: unknown };
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw unusable(folder, "is not JSON", error);
  }
  if (typeof content.format === "number" && content.format > FORMAT) {
    throw new StoreProblem(
      `The store "${folder}" has format ${content.format}; this software reads format ${FORMAT}.`,
      {
        hint: "Use a newer version of headwater.",
      },
    );
  }
  const state = storeState.safeParse(content);
  if (!state.success) {
    const issue = state.error.issues[0];
    throw unusable(folder, `is damaged at "${issue?.path.join(".")}": ${issue?.message}`, state.error);
  }
  if (state.data.history.at(-1)?.vintage !== state.data.vintage)
    throw unusable(folder, "does not list its own vintage");
  return state.data;
}

function unusable(folder: string, what: string, cause?: unknown): StoreProblem {
  return new StoreProblem(`The file "${STORE_FILE}" of the store "${folder}" ${what}.`, {
    hint: "Restore it from a backup; the tables beside it are untouched.",
    cause,
  });
}

/** Replaces `store.json` in one step: before it readers see the old state, after it the new one. */
export async function publishState(disk: Disk, folder: string, state: StoreState): Promise<void> {
  const draft = join(folder, DRAFTS, `${uniqueName()}.json`);
  await disk.writeNew(draft, `${JSON.stringify(state)}\n`);
  await disk.rename(draft, join(folder, STORE_FILE));
  await disk.syncFolder(folder);
}

/** The state after publishing `tables`: the next vintage, and the current one. */
export function nextState(state: StoreState, why: string, at: Date, tables: Publication["tables"]): StoreState {
  const vintage = state.vintage + 1;
  const entry: Publication = { vintage, at: at.toISOString(), why, tables };
  return { ...state, vintage, tables, history: [...state.history, entry] };
}
