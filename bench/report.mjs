import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { largeSection } from "./large.mjs";
import { OUT, ROOT } from "./paths.mjs";

const installed = (name) => JSON.parse(readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8")).version;

export function machine() {
  const cores = cpus();
  const memory = (totalmem() / 2 ** 30).toFixed(0);
  return `${cores.length} cores (${cores[0]?.model.trim() ?? "unknown"}), ${memory} GB; Node ${process.versions.node}, DuckDB ${installed("@duckdb/node-api")}`;
}

const line = (cells) => `| ${cells.join(" | ")} |`;

/** A row without a target, or without a peer to hold it against, has no verdict. */
function verdict({ met }) {
  if (met === null) return "";
  return met ? "met" : "missed";
}

function table({ results }) {
  const header = ["what", "here", "against", "ratio", "target", ""];
  const body = results.map((r) => [r.what, r.ours, r.peer, r.figure, r.target, verdict(r)]);
  return [line(header), line(header.map(() => "---")), ...body.map(line)].join("\n");
}

export function printReport(report) {
  console.log(
    `\n${report.rows.toLocaleString("en-US")} made shipments, seed ${report.seed}; ${machine()}\n\n${table(report)}`,
  );
}

/**
 * Keeps the results of a run in place of the earlier ones of the same benchmarks, and gives all that are kept of this machine
 * and these rows, in the order of `names`.
 */
export function saveResults(report, names) {
  mkdirSync(OUT, { recursive: true });
  const path = join(OUT, "results.json");
  const kept = existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
  const alike = kept?.machine === machine() && kept.rows === report.rows && kept.seed === report.seed;
  const fresh = new Set(report.results.map(({ benchmark }) => benchmark));
  const results = [...(alike ? kept.results.filter(({ benchmark }) => !fresh.has(benchmark)) : []), ...report.results];
  results.sort((a, b) => names.indexOf(a.benchmark) - names.indexOf(b.benchmark));
  const all = { ...report, results };
  writeFileSync(path, `${JSON.stringify({ machine: machine(), ...all }, null, 2)}\n`);
  return all;
}

export function publishReport(report) {
  const day = new Date().toISOString().slice(0, 10);
  const text = `# Benchmarks

\`npm run bench\` makes the rows, runs everything below and prints this table; \`npm run bench -- --publish\` writes it here.
Times are of one shared machine: read the ratios, each taken in one run on the same rows and cores; with \`--only\` the other
rows stay as they were last measured.

${report.rows.toLocaleString("en-US")} made shipments, seed ${report.seed}; ${machine()}; ${day}

${table(report)}

How it is measured:

- *Import*: the same CSV by DuckDB's \`read_csv\` into one Parquet file, nothing checked; ours checks every record, keeps
  rejects and keys the names.
- *Reach*: DuckDB reads one Parquet file that holds only the rows that count and the five columns that the question
  needs; the faster of a semi-join a tier and a recursion \`USING KEY\`, best of three. Rows, dollars, senders and buyers
  of each tier are compared with ours before a time is printed. *Cold* is the first question of a new process.
- *Control*: a made register of a million stakes with planted ladders of control, the same rows in DuckDB's own tables. The
  cascade by SQL joins, round by round, the stakes with those that came in by the round before; every party's outcome is
  compared with ours before a time is printed. Integrated shares by SQL leave out what is fainter than 1e-8 on a path, and
  are compared to within 0.002; ours follow rings to 1e-15.
- *Tiers against igraph*: a breadth-first search in igraph, for which the input links are laid out as edges beforehand,
  and NumPy's sums of the runs that it finds; loading them is not counted on either side. Bills, cents, grams, senders
  and buyers of each tier are compared with ours before a time is printed.
- *Attribution*: SciPy is handed the matrix of the whole cone and adds up b + Q'b + Q'Q'b ... until less than 1e-10 of the
  value is on its way; ours solves it component by component to rounding. The shares of all origins agree to 1e-8 before a
  time is printed. What SciPy is not asked for, gathering the cone from the bills, stands in a line of its own.
- *Python*: the peers of \`bench/peers/requirements.txt\`, in the Python that HEADWATER_PYTHON names, else \`python3\`;
  medians on both sides.
- *Names*: pairs of \`test/oracle/names\`; precision at the highest score that finds the share of the true pairs, ties all
  counted. The rules were written with the pairs in sight. Levenshtein is the ratio on small letters, Jaro-Winkler has a
  prefix of four and a scale of 0.1.
- *Cascade*: a made network, customers and suppliers drawn by size, inputs ignored, non-essential or essential at random.
  SciPy's sparse products step all firms, one failure after another and 8, 32 or 128 at once; its fastest way counts. Both
  sides in processor time of one thread, the median; every loss and number of steps is compared before a time is printed.
- *Open*: the median of seven, the file in the page cache.
- *Pages*: Chromium on the demo store, a new context each time, so that nothing is kept; script as it is sent, compressed.
  A chain is drawn anew by choosing another measure, up to the frame after.
- *Memory*: the most that a process held which opened the snapshot and answered.
`;
  const path = join(ROOT, "docs", "benchmarks.md");
  const before = existsSync(path) ? readFileSync(path, "utf8") : "";
  writeFileSync(path, `${text}${largeSection(before)}`);
}
