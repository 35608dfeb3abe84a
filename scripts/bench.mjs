// `npm run bench`: ratios against peers on the same data in one run.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./setup.mjs";

build();
try {
  execFileSync(process.execPath, ["--expose-gc", join(root, "bench", "main.mjs"), ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
} catch (error) {
  process.exit(typeof error.status === "number" ? error.status : 1);
}
