// A dataset too large to be compiled whole: made, imported and asked by processes of the command line, each with the most
// memory that it and the processes it starts held together.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { built, OUT, ROOT } from "./paths.mjs";
import { readableTime } from "./timing.mjs";

const SEED = 1;
const MOST_MEGABYTES = 8000;
const CLI = join(ROOT, "dist", "cli", "main.js");
const ROOT_QUESTION = ["trace", "--product", "850760", "--to", "US", "--data", "shipments", "--json"];

/** Results of `rows` made bills; those of making and importing are left out where that was done before. */
export async function measureLarge(rows) {
  const { GENERATOR_VERSION } = await built("synth/options");
  const name = `${SEED}-${rows}-v${GENERATOR_VERSION}`;
  const [world, store] = [join(OUT, `world-${name}`), join(OUT, `store-${name}`)];
  mkdirSync(OUT, { recursive: true });
  const results = [];
  const add = (what, { ms, megabytes, about = "" }) => {
    results.push({ what, ms, megabytes, about });
    console.log(`  ${what}: ${readableTime(ms)}, ${megabytes.toFixed(0)} MB at its peak${about && `, ${about}`}`);
  };
  const sizeOf = (folder) => `${(bytesIn(folder) / 1e9).toFixed(1)} GB on disk`;
  if (!existsSync(join(world, "world.json"))) {
    const made = await run(["synth", "--shipments", String(rows), "--seed", String(SEED), "--out", world]);
    add("make the bills", { ...made, about: sizeOf(world) });
  }
  if (!existsSync(join(store, "store.json"))) {
    await run(["init", "--store", store]);
    const imported = await run(["import", join(world, "shipments.csv"), "--store", store]);
    add("import them", { ...imported, about: sizeOf(join(store, "tables")) });
  }
  rmSync(join(store, "snapshots"), { recursive: true, force: true });
  const ask = async (what, more) => {
    const answer = await run([...ROOT_QUESTION, ...more, "--store", store]);
    add(what, { ...answer, about: aboutOf(JSON.parse(answer.out).result) });
  };
  const attribution = ["--method", "attribution"];
  await ask("4 tiers of 850760 to US, the first question of all", ["--depth", "4"]);
  await ask("the same again", ["--depth", "4"]);
  await ask("4 tiers of 850760 to US in 2023, another part", [
    "--depth",
    "4",
    "--since",
    "2023-01-01",
    "--until",
    "2024-01-01",
  ]);
  await ask("attribution of 850760 to US over its whole cone", attribution);
  await ask("the same again", attribution);
  return { rows, seed: SEED, most: MOST_MEGABYTES, results };
}

function aboutOf({ tiers, root }) {
  const rows = tiers?.every(({ rows: counted }) => counted !== undefined)
    ? tiers.reduce((sum, tier) => sum + tier.rows, 0)
    : root?.rows;
  return rows === undefined ? "" : `${rows.toLocaleString("en-US")} bills counted`;
}

function bytesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, each) => {
    const path = join(folder, each.name);
    return sum + (each.isDirectory() ? bytesIn(path) : statSync(path).size);
  }, 0);
}

function run(args) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(process.execPath, [CLI, ...args], { stdio: ["ignore", "pipe", "inherit"] });
    const out = [];
    child.stdout.on("data", (piece) => out.push(piece));
    let peak = 0;
    const watch = setInterval(() => {
      peak = Math.max(peak, kilobytesOf(child.pid));
    }, 100);
    child.on("error", reject);
    child.on("close", (code) => {
      clearInterval(watch);
      const megabytes = peak / 1000;
      if (code !== 0) reject(new Error(`headwater ${args[0]} ended with ${code}`));
      else resolve({ ms: performance.now() - began, megabytes, out: Buffer.concat(out).toString("utf8") });
    });
  });
}

/** Resident memory of a process and of those it started. Linux alone tells. */
function kilobytesOf(pid) {
  try {
    const own = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0);
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim();
    return children === "" ? own : children.split(" ").reduce((sum, child) => sum + kilobytesOf(child), own);
  } catch {
    return 0;
  }
}

const MARK = "\n## Large datasets\n";

/** The section on large datasets as it stands in a published text; empty if it has none. */
export function largeSection(text) {
  const at = text.indexOf(MARK);
  return at < 0 ? "" : text.slice(at);
}

/** Writes the section into the published text, in the place of an older one. */
export function publishLarge({ rows, seed, most, results }, machine) {
  const path = join(ROOT, "docs", "benchmarks.md");
  const text = readFileSync(path, "utf8");
  const before = text.slice(0, text.length - largeSection(text).length).trimEnd();
  const day = new Date().toISOString().slice(0, 10);
  const line = (cells) => `| ${cells.join(" | ")} |`;
  const body = results.map(({ what, ms, megabytes, about }) =>
    line([what, readableTime(ms), `${megabytes.toFixed(0)} MB`, about]),
  );
  const met = results.every(({ megabytes }) => megabytes < most) ? "met" : "missed";
  writeFileSync(
    path,
    `${before}\n${MARK}
\`npm run bench -- --large\` makes ${rows.toLocaleString("en-US")} bills, imports them and asks of them, each in a process
of the command line; with \`--publish\` it writes this section. Above 20,000,000 rows only the part of a dataset that a
question reaches is compiled: the first question of all counts the whole in one pass, each question of another root looks
for its part in the rows by SQL, and the same question again opens the part from disk. Target: under ${most / 1000} GB
for every process with those that it starts: ${met}.

Seed ${seed}; ${machine}; ${day}

${[line(["what", "time", "memory at its peak", ""]), line(["---", "---", "---", "---"]), ...body].join("\n")}
`,
  );
}
