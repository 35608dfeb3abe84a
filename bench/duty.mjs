import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { built, OUT, ROOT } from "./paths.mjs";
import { median, readableTime } from "./timing.mjs";

const CODES = [
  "3801105090",
  "3801105010",
  "2504101000",
  "2504105000",
  "8507600020",
  "8507600010",
  "8507600090",
  "8507904000",
  "8505110070",
  "8505110090",
  "7308209020",
  "7604291010",
  "7408110000",
  "8544609000",
  "2836910000",
  "2825200000",
  "8541430010",
  "8504409550",
  "7225190000",
  "8105201000",
];
const ORIGINS = [
  "CN",
  "CN",
  "CN",
  "KR",
  "JP",
  "MX",
  "CA",
  "DE",
  "VN",
  "TW",
  "IN",
  "MY",
  "TH",
  "ID",
  "CL",
  "AU",
  "GB",
  "RU",
];
const EXPORTERS = ["", "", "", "separate-rate", "country-wide", "Some Trading Co., Ltd."];
const MODES = ["sea", "sea", "air", "land", ""];
const LINES = 200_000;
const FILE_LINES = 1_000_000;
const TARGET = 100_000;

/** Numbers that are the same in every run: a linear congruential generator. */
function* numbers(seed) {
  let state = seed >>> 0;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state;
  }
}

function* madeLines(count) {
  const next = numbers(7);
  const pick = (list) => list[(next.next().value >>> 8) % list.length];
  const first = Date.UTC(2025, 0, 1) / 86_400_000;
  for (let at = 0; at < count; at += 1) {
    const day = new Date((first + ((next.next().value >>> 8) % 640)) * 86_400_000).toISOString().slice(0, 10);
    const value = ((next.next().value >>> 4) % 9_000_000) + 10_000;
    const hts = pick(CODES);
    yield {
      entry: `231-${String(Math.floor(at / 3) % Math.ceil(count / 3)).padStart(7, "0")}-1`,
      hts,
      origin: pick(ORIGINS),
      value: `${Math.floor(value / 100)}.${String(value % 100).padStart(2, "0")}`,
      on: day,
      exporter: pick(EXPORTERS),
      mode: pick(MODES),
      graphite: hts.startsWith("8507") && value % 3 === 0 ? `${Math.floor(value / 2000)}` : "",
    };
  }
}

/** Lines a second that one core explains: resolved, stacked, every measure with its reason. */
async function explainInProcess() {
  const [{ readBook }, { goodsResolver }, { stackOf }, { decimal }] = await Promise.all(
    ["book/book", "tariff/goods-resolver", "tariff/duty-stack", "vocab/decimal"].map(built),
  );
  const border = (await readBook()).tariff.border("US");
  const lines = [...madeLines(LINES)].map(({ hts, origin, exporter, mode, value, graphite, on }) => ({
    kind: {
      importer: "US",
      hts,
      origin,
      producer: null,
      exporter: exporter || null,
      article: null,
      mode: mode || null,
      loadedOn: null,
      claims: [],
      metalWeight: null,
      usContent: null,
      control: null,
    },
    amounts: {
      value: decimal(value),
      contents: new Map(graphite === "" ? [] : [["graphite", decimal(graphite)]]),
      quantities: [],
    },
    days: { on, known: on },
  }));
  const times = [];
  let [applied, skipped] = [0, 0];
  for (let run = 0; run < 3; run += 1) {
    const resolver = goodsResolver(border);
    [applied, skipped] = [0, 0];
    const start = process.cpuUsage();
    for (const { kind, amounts, days } of lines) {
      for (const line of stackOf(resolver.resolve(kind, days), amounts).lines) {
        if (line.because === "") throw new Error(`${line.measure} gives no reason`);
        if (line.outcome === "applied") applied += 1;
        else skipped += 1;
      }
    }
    const { user, system } = process.cpuUsage(start);
    times.push((user + system) / 1000);
  }
  return { ms: median(times), applied, skipped };
}

async function writeFileOfLines() {
  const path = join(OUT, `entry-lines-${FILE_LINES}.csv`);
  if (existsSync(path)) return path;
  mkdirSync(OUT, { recursive: true });
  const stream = createWriteStream(path);
  stream.write("entry_number,hts,origin,value,entry_date,exporter,mode,content:graphite,our_ref\n");
  let text = "";
  for (const line of madeLines(FILE_LINES)) {
    const { entry, hts, origin, value, on, exporter, mode, graphite } = line;
    text += `${entry},${hts},${origin},${value},${on},"${exporter}",${mode},${graphite},ref ${value}\n`;
    if (text.length < 1e6) continue;
    if (!stream.write(text)) await once(stream, "drain");
    text = "";
  }
  stream.end(text);
  await once(stream, "close");
  return path;
}

/** The command line over a file, in a process of its own: time, and the most memory that it held. */
function explainFile(path) {
  const script = `
    import { run } from ${JSON.stringify(join(ROOT, "dist", "cli", "run.js"))};
    const start = performance.now();
    const code = await run(["duty", ${JSON.stringify(path)}, "--quiet", "--out", ${JSON.stringify(join(OUT, "explained.csv"))}], {
      out: process.stdout, err: process.stderr, env: {}, now: () => new Date(), signal: new AbortController().signal });
    if (code !== 0) process.exit(code);
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    console.log(JSON.stringify({ ms: performance.now() - start, cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMegabytes: maxRSS / 1024 }));`;
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", script], { encoding: "utf8" });
  return JSON.parse(said.trim().split("\n").at(-1));
}

/** Duties: lines a second on one core, and a file of a million lines in bounded memory. Needs no world. */
export async function measureDuty() {
  const inProcess = await explainInProcess();
  const rate = LINES / (inProcess.ms / 1000);
  console.log(
    `  ${LINES} lines in ${readableTime(inProcess.ms)}: ${Math.round(rate)} lines/s, ${((inProcess.applied + inProcess.skipped) / LINES).toFixed(1)} measures each`,
  );
  const file = explainFile(await writeFileOfLines());
  const fileRate = FILE_LINES / (file.cpuMs / 1000);
  console.log(
    `  a file of ${FILE_LINES} lines: ${readableTime(file.ms)}, ${Math.round(fileRate)} lines/s of processor time, ${file.peakMegabytes.toFixed(0)} MB`,
  );
  return [
    {
      what: "duty: lines explained on one core, a mix of codes, origins, days and makers",
      ours: `${Math.round(rate / 1000)},000 lines/s`,
      peer: "",
      figure: `${((inProcess.ms * 1000) / LINES).toFixed(1)} µs a line`,
      target: "at least 100,000 lines/s",
      met: rate >= TARGET,
      raw: { linesPerSecond: rate, ...inProcess },
    },
    {
      what: "duty FILE: 1 M entry lines of 333,334 entries, CSV to CSV in two passes",
      ours: `${readableTime(file.cpuMs)} of one core`,
      peer: "",
      figure: `${file.peakMegabytes.toFixed(0)} MB at its peak`,
      target: "under 600 MB",
      met: file.peakMegabytes < 600,
      raw: file,
    },
  ];
}
