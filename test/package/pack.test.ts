import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "headwater-package-"));
const app = join(scratch, "app");

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function run(command: string, args: readonly string[], cwd: string): string {
  return execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

test("the package installs into an empty folder, runs there, and is a library there", () => {
  // The package is packed from what is built: `npm test` builds before it tests.
  run("npm", ["pack", "--ignore-scripts", "--pack-destination", scratch], root);
  const archive = readdirSync(scratch).find((name) => name.endsWith(".tgz")) as string;
  mkdirSync(app);
  writeFileSync(join(app, "package.json"), '{ "name": "app", "private": true, "type": "module" }');
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", join(scratch, archive)], app);

  const report = run("npx", ["headwater", "demo"], app);
  expect(report).toContain("Who stands behind US imports of permanent magnets (HS 850511), 2024");
  expect(report).toContain("491.9 million");

  writeFileSync(
    join(app, "ask.js"),
    `import { openStore, trace } from "headwater";
     const store = openStore(".headwater/demo");
     console.log((await trace(store, { product: "850511", to: "US", depth: 1 })).result.tiers[0].usd);
     store.close();`,
  );
  expect(run(process.execPath, ["ask.js"], app)).toBe("491902474.00\n");

  const packed = run("tar", ["-tzf", join(scratch, archive)], scratch)
    .trim()
    .split("\n");
  for (const path of ["LICENSE", "NOTICE.md", "README.md", "data/VINTAGE", "examples/baci-2024/trade.parquet"]) {
    expect(packed).toContain(`package/${path}`);
  }
  expect(packed.filter((path) => /\.test\.|\/test\/|\/bench\//.test(path))).toEqual([]);
});
