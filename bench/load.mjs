import { execFile, spawn } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { ROOT } from "./paths.mjs";
import { quantile, readableTime } from "./timing.mjs";
import { openVintage } from "./world.mjs";

const CLIENTS = 50;
const EVERY_MS = 2000;
const SECONDS = 60;
const TARGET_MS = 250;
const PRODUCTS = ["850511", "850760", "870380", "280530"];
const COUNTRIES = ["US", "DE", "JP", "KR", "FR"];

const pairs = PRODUCTS.flatMap((product) => COUNTRIES.map((to) => `product=${product}&to=${to}`));

/** The mix of the design, and what stands for each share. */
async function questionsFor(url, world) {
  const dataset = `data=shipments&source=${world.dataset.sourceId}`;
  const firstSellers = async (query) => {
    const { result } = await (await fetch(`${url}/v1/suppliers?${query}&${dataset}&top=5`)).json();
    return result?.suppliers?.map((each) => each.party) ?? [];
  };
  const parties = (await Promise.all(pairs.slice(0, 4).map(firstSellers))).flat();
  return [
    { name: "trace, 3 tiers", share: 0.6, paths: pairs.map((pair) => `/v1/trace?${pair}&${dataset}&depth=3`) },
    { name: "suppliers", share: 0.2, paths: pairs.map((pair) => `/v1/suppliers?${pair}&${dataset}`) },
    {
      name: "duty",
      share: 0.15,
      paths: [2000, 3700, 9000].map(
        (value) => `/v1/duty?product=3801.10.50.90&origin=CN&value=${value}&exporter=separate-rate&on=2025-07-25`,
      ),
    },
    { name: "company", share: 0.04, paths: parties.map((party) => `/v1/company?party=${party}&${dataset}`) },
    {
      name: "attribution",
      share: 0.01,
      paths: pairs.slice(0, 4).map((pair) => `/v1/trace?${pair}&${dataset}&method=attribution&inputs=same`),
    },
  ];
}

/** A question that the software does not have yet gives its share to the suppliers, and the table says so. */
async function answerable(url, questions) {
  const kept = [];
  const missing = [];
  for (const question of questions) {
    const [path] = question.paths;
    const response = path === undefined ? { status: 404 } : await fetch(url + path);
    if (response.status === 200) kept.push(question);
    else missing.push(question);
  }
  const suppliers = kept.find(({ name }) => name === "suppliers");
  for (const { share } of missing) suppliers.share += share;
  return { kept, missing: missing.map(({ name }) => name) };
}

async function startServer(store) {
  const main = join(ROOT, "dist", "cli", "main.js");
  const child = spawn(process.execPath, [main, "serve", "--store", store, "--port", "0", "--quiet"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const url = await new Promise((resolve, reject) => {
    child.stdout.on("data", (chunk) => {
      const found = /http:\S+/.exec(String(chunk))?.[0];
      if (found) resolve(found);
    });
    child.once("exit", (code) => reject(new Error(`The server ended with code ${code}.`)));
  });
  return { url, stop: () => child.kill("SIGTERM") };
}

/** Asks everything until it is warm on every thread; a store that is not compiled yet is compiled by the first. */
async function warm(url, questions) {
  while ((await fetch(url + questions[0].paths[0])).status !== 200);
  const all = questions.flatMap(({ paths }) => paths);
  for (let round = 0; round < 2; round++) {
    for (let at = 0; at < all.length; at += 4) {
      await Promise.all(all.slice(at, at + 4).map(async (path) => (await fetch(url + path)).arrayBuffer()));
    }
  }
}

/** Fifty clients on the store for a minute, from another process: errors, times by question, memory. */
export async function measureLoad(world) {
  await openVintage(world);
  const server = await startServer(world.store);
  try {
    const first = `/v1/suppliers?${pairs[0]}&data=shipments&source=${world.dataset.sourceId}`;
    while ((await fetch(server.url + first)).status !== 200);
    const { kept: questions, missing } = await answerable(server.url, await questionsFor(server.url, world));
    await warm(server.url, questions);
    const asked = { url: server.url, clients: CLIENTS, everyMs: EVERY_MS, seconds: SECONDS, questions };
    const client = join(ROOT, "bench", "load-client.mjs");
    const { stdout } = await promisify(execFile)(process.execPath, [client, JSON.stringify(asked)], {
      maxBuffer: 64 * 1024 * 1024,
    });
    return rowsOf(JSON.parse(stdout), missing);
  } finally {
    server.stop();
  }
}

function rowsOf({ errors, times, memories }, missing) {
  const label = `50 clients, ${SECONDS} s`;
  const quick = Object.entries(times).flatMap(([name, each]) => (name === "attribution" ? [] : each));
  const p = (list, share) => readableTime(quantile(list, share));
  const byQuestion = Object.entries(times)
    .filter(([, each]) => each.length > 0)
    .map(([name, each]) => ({
      what: `${label}: ${name}, ${each.length} asked`,
      ours: `p50 ${p(each, 0.5)}`,
      peer: "",
      figure: `p95 ${p(each, 0.95)}, p99 ${p(each, 0.99)}`,
      target: "",
      met: null,
    }));
  const p99 = quantile(quick, 0.99);
  const [start, middle, end] = memories.map((megabytes) => `${Math.round(megabytes)} MB`);
  const instead = missing.length === 0 ? "" : ` (no ${missing.join(", ")} yet: suppliers in their place)`;
  return [
    {
      what: `${label}: all but attribution${instead}, ${quick.length} asked`,
      ours: `p50 ${p(quick, 0.5)}, p95 ${p(quick, 0.95)}`,
      peer: "",
      figure: `p99 ${readableTime(p99)}`,
      target: `p99 under ${TARGET_MS} ms`,
      met: p99 < TARGET_MS,
    },
    ...byQuestion,
    {
      what: `${label}: errors`,
      ours: String(errors.length),
      peer: "",
      figure: [...new Set(errors)].slice(0, 5).join(", "),
      target: "none",
      met: errors.length === 0,
    },
    {
      what: `${label}: memory of the server at the start, the middle and the end`,
      ours: `${start}, ${middle}, ${end}`,
      peer: "",
      figure: `x ${(memories[2] / memories[0]).toFixed(2)}`,
      target: "flat",
      met: memories[2] < memories[0] * 1.1,
    },
  ];
}
