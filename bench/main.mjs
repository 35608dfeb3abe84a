// Ratios against peers on the same rows in one run. Flags: --rows N (10,000,000), --only NAME,..., --publish; --large asks of
// a dataset that is not compiled whole (--rows 50,000,000) and nothing else.
import { parseArgs } from "node:util";
import { compareAttribution } from "./attribution.mjs";
import { measureCascade } from "./cascade.mjs";
import { compareCli } from "./cli-process.mjs";
import { measureControl } from "./control.mjs";
import { measureDuty } from "./duty.mjs";
import { compareImport } from "./import.mjs";
import { measureLarge, publishLarge } from "./large.mjs";
import { measureLoad } from "./load.mjs";
import { measureMemory } from "./memory.mjs";
import { measureNames } from "./names.mjs";
import { compareReach } from "./reach.mjs";
import { machine, printReport, publishReport, saveResults } from "./report.mjs";
import { compareSnapshot } from "./snapshot.mjs";
import { compareTraversal } from "./traversal.mjs";
import { measureWeb } from "./web.mjs";
import { prepareWorld } from "./world.mjs";

const BENCHMARKS = {
  import: compareImport,
  snapshot: compareSnapshot,
  reach: compareReach,
  traversal: compareTraversal,
  attribution: compareAttribution,
  cli: compareCli,
  memory: measureMemory,
  web: measureWeb,
  load: measureLoad,
  duty: measureDuty,
  control: measureControl,
  names: measureNames,
  cascade: measureCascade,
};

const { values } = parseArgs({
  options: {
    rows: { type: "string" },
    large: { type: "boolean", default: false },
    only: { type: "string" },
    publish: { type: "boolean", default: false },
  },
});
const rows = Number((values.rows ?? (values.large ? "50000000" : "10000000")).replaceAll(/[_,]/g, ""));
const names = values.only?.split(",") ?? Object.keys(BENCHMARKS);
const unknown = names.filter((name) => !Object.hasOwn(BENCHMARKS, name));
if (!Number.isSafeInteger(rows) || rows < 1 || unknown.length > 0) {
  console.error(
    `Usage: npm run bench -- [--rows N] [--only ${Object.keys(BENCHMARKS).join(",")}] [--large] [--publish]`,
  );
  process.exit(2);
}

if (values.large) {
  const report = await measureLarge(rows);
  if (values.publish) publishLarge(report, machine());
  process.exit();
}

const world = await prepareWorld(rows);
const results = [];
for (const name of names) {
  console.log(`\n${name}`);
  for (const result of await BENCHMARKS[name](world)) results.push({ benchmark: name, ...result });
}
const report = { rows, seed: world.seed, results };
printReport(report);
const all = saveResults(report, Object.keys(BENCHMARKS));
if (values.publish) publishReport(all);
