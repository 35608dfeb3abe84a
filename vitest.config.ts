import { defineConfig } from "vitest/config";
import { ClosingLine } from "./test/support/closing-line.ts";
import { LongFirst } from "./test/support/long-first.ts";

/** Seconds-long suites: processes are killed, worlds are made, other readers are called. `npm run check` leaves them out. */
const slow = [
  "test/{api,attribution,cli,conformance,duty-desk,estimates,explain,ingest,large,made-world,mcp,network-questions,oracle,package,report,store,surfaces}/**/*.test.ts",
];

/** Walks through the pages in a browser, over what is built. */
const e2e = ["test/e2e/**/*.test.ts"];
/** Pictures for the documents are drawn only when they are asked for. */
const drawn = process.env.HEADWATER_SCREENSHOTS === "1" ? [] : ["test/e2e/screenshots.test.ts"];

export default defineConfig({
  test: {
    testTimeout: 120_000,
    hookTimeout: 180_000,
    pool: "forks",
    // One process reads the book once for all its files; what a file changes outside itself it must put back.
    isolate: false,
    globalSetup: ["test/support/scratch.ts", "test/support/built-reader.ts"],
    maxWorkers: 2,
    sequence: { sequencer: LongFirst },
    reporters: ["default", new ClosingLine()],
    projects: [
      {
        extends: true,
        test: { name: "quick", include: ["{src,test,web}/**/*.test.ts"], exclude: [...slow, ...e2e] },
      },
      { extends: true, test: { name: "slow", include: slow } },
      {
        extends: true,
        test: {
          name: "e2e",
          include: e2e,
          exclude: drawn,
          globalSetup: ["test/e2e/support/demo-page.ts"],
          // A busy machine may take long over what a page shows at once elsewhere.
          testTimeout: 180_000,
          expect: { poll: { timeout: 30_000 } },
        },
      },
    ],
    // dt-sql-parser cannot be loaded by plain Node ESM; bundling it once makes it loadable and quick.
    deps: { optimizer: { ssr: { enabled: true, include: ["dt-sql-parser"] } } },
  },
});
