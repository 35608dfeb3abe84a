import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts", "test/**/*.test.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    pool: "forks",
    // dt-sql-parser cannot be loaded by plain Node ESM; bundling it once makes it loadable and quick.
    deps: { optimizer: { ssr: { enabled: true, include: ["dt-sql-parser"] } } },
  },
});
