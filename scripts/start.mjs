// `npm start`: set up, build, then the main job on real data.
import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { build } from "./build.mjs";
import { root } from "./setup.mjs";

build();
try {
  execFileSync(process.execPath, [join(root, "dist", "cli", "main.js"), "demo", ...process.argv.slice(2)], {
    cwd: root,
    stdio: "inherit",
  });
} catch (error) {
  process.exit(typeof error.status === "number" ? error.status : 1);
}
