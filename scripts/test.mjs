// `npm test`: everything that checks the project.
import { build } from "./build.mjs";
import { checkGenerated } from "./generate.mjs";
import { run, setup } from "./setup.mjs";

setup();
run("tsc", ["-p", "."]);
run("tsc", ["-p", "web"]);
run("biome", ["check", "."]);
build();
await checkGenerated();
run("vitest", ["run"]);
