// `npm run check`: the quick gate for each commit: types, lint, unit and case tests, generated files up to date.
import { build } from "./build.mjs";
import { checkGenerated } from "./generate.mjs";
import { run, setup } from "./setup.mjs";

setup();
run("tsc", ["-p", "."]);
run("tsc", ["-p", "web"]);
run("biome", ["check", "."]);
build();
run("vitest", ["run", "--project", "quick"]);
await checkGenerated();
