import type { Entry } from "../catalogue.ts";
import type { Task } from "../core/task.ts";

/** Everything that changes a store or writes files, in the order in which it is listed to people. */
export const TASK_CATALOGUE: readonly Entry<Task>[] = [
  {
    name: "demo",
    summary: "Import real trade data and work one question: who stands behind US imports of permanent magnets.",
    load: async () => (await import("./demo.ts")).demoTask,
  },
  {
    name: "init",
    summary: "Make an empty store.",
    load: async () => (await import("./init.ts")).initTask,
  },
  {
    name: "import",
    summary: "Bring files of shipments, trade statistics and more into the store.",
    load: async () => (await import("./import.ts")).importTask,
  },
  {
    name: "export",
    summary: "Write who owns whom as statements of the Beneficial Ownership Data Standard.",
    load: async () => (await import("./export.ts")).exportTask,
  },
  {
    name: "undo",
    summary: "Take an import out of the store.",
    load: async () => (await import("./undo.ts")).undoTask,
  },
  {
    name: "compact",
    summary: "Merge the small files of each import.",
    load: async () => (await import("./compact.ts")).compactTask,
  },
  {
    name: "vacuum",
    summary: "Delete files that no kept vintage needs; pin a vintage to keep it for good.",
    load: async () => (await import("./vacuum.ts")).vacuumTask,
  },
  {
    name: "compile",
    summary: "Compile every dataset now, so that the first question need not.",
    load: async () => (await import("./compile.ts")).compileTask,
  },
  {
    name: "synth",
    summary: "Make a world of shipments for tests and trials, with the truth beside it.",
    load: async () => (await import("./synth.ts")).synthTask,
  },
];
