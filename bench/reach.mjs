import { existsSync } from "node:fs";
import { DuckDBInstance } from "@duckdb/node-api";
import { askOnce } from "./child.mjs";
import { keyedReach, openPeer, semiJoinReach } from "./duckdb-reach.mjs";
import { built } from "./paths.mjs";
import { median, quantile, readableTime, timed } from "./timing.mjs";
import { openVintage } from "./world.mjs";

const QUESTIONS = [
  { product: "850760", country: "US", depth: 4 },
  { product: "850511", country: "US", depth: 4 },
  { product: "850511", country: "DE", depth: 4 },
  { product: "870380", country: "US", depth: 4 },
];
const WARMING_RUNS = 30;
const WARM_RUNS = 100;
const PEER_RUNS = 3;

/** Four tiers from one product, in process and warm, against DuckDB on a Parquet file of the same counted rows. */
export async function compareReach(world) {
  const { openSnapshot } = await built("store/snapshot");
  const vintage = await openVintage(world);
  const network = await openSnapshot(vintage, world.dataset);
  const map = await inputMapOf(world, network);
  await writeCounted(world, vintage);
  const links = new Set(network.products.map((code) => `${code} ${code}`));
  for (const link of map.links) links.add(`${link.outputHs} ${link.inputHs}`);
  const peer = await openPeer(
    world.counted,
    [...links].map((pair) => pair.split(" ")),
  );
  try {
    const results = [];
    for (const question of QUESTIONS) results.push(await compareQuestion(world, { network, map, peer }, question));
    return results;
  } finally {
    peer.close();
  }
}

async function compareQuestion(world, { network, map, peer }, question) {
  const { reach } = await built("network/reach");
  const { product, country, depth } = question;
  const ask = () =>
    reach(network, map, { products: [product], direction: "up", depth, inputs: "all", countries: [country] });
  const { tierQualities } = await built("network/estimate-quality");
  const found = ask();
  const qualities = tierQualities(found.walk);
  // DuckDB sums the values that the bills state; here bills without one have an estimate, which is taken off again.
  const figures = found.tiers.map(({ rows, usd, senders, buyers }, at) => ({
    n: rows,
    cents: Number(usd) - qualities[at].estimated.usd,
    senders,
    buyers,
  }));

  const peers = {};
  for (const [name, run] of Object.entries({ "semi-join loop": semiJoinReach, "USING KEY": keyedReach })) {
    const times = [];
    for (let i = 0; i < PEER_RUNS; i++) {
      const { ms, value } = await timed(() => run(peer, question));
      times.push(ms);
      if (JSON.stringify(value) !== JSON.stringify(figures)) {
        throw new Error(`${name} differs: ${JSON.stringify(value)}, and here ${JSON.stringify(figures)}`);
      }
    }
    peers[name] = Math.min(...times);
  }
  for (let i = 0; i < WARMING_RUNS; i++) ask();
  const times = [];
  for (let i = 0; i < WARM_RUNS; i++) times.push((await timed(ask)).ms);
  const [p50, p95] = [median(times), quantile(times, 0.95)];
  const cold = await askOnce(world, question);
  const [[fastest, peerMs]] = Object.entries(peers).sort(([, a], [, b]) => a - b);
  const tiers = figures.map(({ n, senders }) => `${n} bills of ${senders}`).join(", ");
  console.log(`  ${product} to ${country}: equal in all three: ${tiers}`);
  for (const [name, ms] of Object.entries(peers)) console.log(`    DuckDB ${name} ${readableTime(ms)}`);
  console.log(
    `    here p50 ${readableTime(p50)}, p95 ${readableTime(p95)}, first in a process ${readableTime(cold.firstMs)}`,
  );
  return {
    what: `${depth}-tier reach of ${product} to ${country}, warm, in process`,
    ours: `p50 ${readableTime(p50)}, p95 ${readableTime(p95)}, cold ${readableTime(cold.firstMs)}`,
    peer: `DuckDB ${fastest} ${readableTime(peerMs)}`,
    figure: `${(peerMs / p50).toFixed(0)} x faster`,
    target: "15 x, p95 under 20 ms",
    met: peerMs >= 15 * p50 && p95 < 20,
    raw: { question, tiers: figures, p50, p95, coldMs: cold.firstMs, peers },
  };
}

async function inputMapOf({ book }, network) {
  const { inputMap } = await built("network/input-map");
  return inputMap(
    network.products,
    book.inputs.filter(({ hsRevision }) => hsRevision === network.dataset.hsRevision),
  );
}

/** The rows that count, as DuckDB reads them best: only the columns that it needs. */
async function writeCounted(world, vintage) {
  if (existsSync(world.counted)) return;
  const { VIEWS } = await built("store/views");
  const { render } = await built("store/sql");
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const paths = vintage.tables.shipments.files.map(({ path }) => `'${path.replaceAll("'", "''")}'`).join(", ");
  await connection.run(`create view shipments as select * from read_parquet([${paths}], hive_partitioning = false)`);
  for (const name of ["shipments_usd", "shipments_counted"]) {
    const view = VIEWS.find((each) => each.name === name);
    const { text } = render(view.select({ hasRates: false, hasMasterBills: true }), "duckdb");
    await connection.run(`create view ${name} as ${text}`);
  }
  await connection.run(`copy (
      select shipper_id, consignee_id, hs6, import_country, usd from shipments_counted
      where shipper_id is not null and consignee_id is not null and hs6 is not null
    ) to '${world.counted.replaceAll("'", "''")}' (format parquet, compression zstd)`);
  connection.closeSync();
  instance.closeSync();
}
