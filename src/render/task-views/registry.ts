import type { Document } from "../document.ts";

export type TaskView = (result: never) => Document | Promise<Document>;

const VIEWS: Readonly<Record<string, () => Promise<TaskView>>> = {
  compact: async () => (await import("./maintenance.ts")).compactView,
  compile: async () => (await import("./maintenance.ts")).compileView,
  demo: async () => (await import("./demo.ts")).demoView,
  export: async () => (await import("./export.ts")).exportView,
  import: async () => (await import("./import.ts")).importView,
  init: async () => (await import("./maintenance.ts")).initView,
  synth: async () => (await import("./synth.ts")).synthView,
  undo: async () => (await import("./maintenance.ts")).undoView,
  vacuum: async () => (await import("./maintenance.ts")).vacuumView,
};

export const TASK_VIEW_NAMES = Object.keys(VIEWS);

/** What a task did, as a document. */
export async function taskViewOf(task: string, result: unknown): Promise<Document> {
  const load = VIEWS[task];
  if (load === undefined) throw new Error(`There is no view for the task "${task}".`);
  const view = (await load()) as (result: unknown) => Document | Promise<Document>;
  return view(result);
}
