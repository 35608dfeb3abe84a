// Asks all rules of control for all parties of the made world of stakes, and prints the peak of its memory in MB, with what the
// rows themselves take as they are made.
import { madeStakes, worldOf } from "./control.mjs";
import { built } from "./paths.mjs";
import { peakMegabytes } from "./peak-memory.mjs";

const { evaluateRule, evaluation } = await built("control/evaluate-rule");
const { readBook } = await built("book/book");
const { rules } = await readBook();
const made = madeStakes();
const rows = peakMegabytes();
const { world } = await worldOf(made);
const asked = evaluation(world, rules);
for (const { id } of rules) evaluateRule(asked, id);
console.log(JSON.stringify({ rows, peak: peakMegabytes() }));
