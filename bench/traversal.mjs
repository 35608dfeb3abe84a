import { built } from "./paths.mjs";
import { missingPeer, runPeer } from "./python-peer.mjs";
import { median, pace, readableTime, timesOf } from "./timing.mjs";
import { openVintage } from "./world.mjs";

const ROOTS = [
  { product: "850760", country: "US" },
  { product: "850511", country: "DE" },
];
const DEPTH = 4;
const RUNS = 30;

/**
 * The reach against igraph's breadth-first search, tiers added up by NumPy. Which product may stand behind which is laid
 * out for igraph in the edges of its graph, so that all it has to do is to search: who buys what -> who sells it -> what
 * the sellers buy that may have gone into it.
 */
export async function compareTraversal(world) {
  const { openSnapshot } = await built("store/snapshot");
  const { inputMap } = await built("network/input-map");
  const network = await openSnapshot(await openVintage(world), world.dataset);
  const links = world.book.inputs.filter(({ hsRevision }) => hsRevision === world.dataset.hsRevision);
  const map = inputMap(network.products, links);
  const own = [];
  for (const root of ROOTS) own.push(await walk(network, map, root));
  const missing = missingPeer("igraph", ["igraph", "numpy"]);
  const peer = missing === null ? searchTiers(network, map) : null;
  if (peer !== null) console.log(`  ${peer.versions} takes in ${peer.edges} edges in ${readableTime(peer.buildMs)}`);
  return ROOTS.map((root, at) => compareRoot(root, own[at], peer, missing, at));
}

function compareRoot({ product, country }, { tiers, times }, peer, missing, at) {
  const what = `${DEPTH} tiers of ${product} to ${country}: bills, dollars, weights, senders and buyers, warm, in process`;
  const ours = `p50 ${readableTime(median(times))}`;
  const raw = { product, country, tiers, times };
  if (peer === null) {
    console.log(`  ${product} to ${country}: here ${ours}; ${missing}`);
    return { what, ours, peer: missing, figure: "", target: "no slower", met: null, raw };
  }
  const found = peer.roots[at];
  if (JSON.stringify(found.tiers) !== JSON.stringify(tiers)) {
    throw new Error(`igraph differs: ${JSON.stringify(found.tiers)}, and here ${JSON.stringify(tiers)}`);
  }
  const [searching, walking] = [median(found.search), median(found.walk)];
  console.log(
    `  ${product} to ${country}: equal in both: ${tiers.map(([n, , , of]) => `${n} bills of ${of}`).join(", ")}`,
  );
  console.log(`    igraph ${readableTime(searching)}, with NumPy's sums ${readableTime(walking)}; here ${ours}`);
  return {
    what,
    ours,
    peer: `${peer.versions} and NumPy p50 ${readableTime(walking)}, of it the search ${readableTime(searching)}; loaded in ${readableTime(peer.buildMs)}`,
    figure: pace(median(times), walking),
    target: "no slower",
    met: median(times) <= walking,
    raw: { ...raw, search: found.search, walk: found.walk, buildMs: peer.buildMs },
  };
}

async function walk(network, map, { product, country }) {
  const { reach } = await built("network/reach");
  const question = { products: [product], direction: "up", depth: DEPTH, inputs: "all", countries: [country] };
  const ask = () => reach(network, map, question);
  const tiers = ask().tiers.map(({ rows, usd, kg, senders, buyers }) => [rows, usd, kg, senders, buyers].map(String));
  return { tiers, times: await timesOf(ask, RUNS) };
}

function searchTiers(network, map) {
  const { buy, sell, runs } = network;
  const vertices = buy.count + sell.count;
  const roots = ROOTS.map(({ product, country }, at) => ({
    vertex: vertices + at,
    product: network.products.indexOf(product),
    country: network.countries.indexOf(country),
  }));
  const edges = edgesOf(network, map, roots);
  const job = { buyNodes: buy.count, vertices: vertices + roots.length, depth: DEPTH, runs: RUNS, roots };
  const found = runPeer("tiers.py", job, {
    "edges.i32": edges,
    "offsets.i32": buy.offsets,
    "buyer.i32": Int32Array.from(runs.buyNode, (node) => buy.party[node]),
    "seller.i32": Int32Array.from(runs.sellNode, (node) => sell.party[node]),
    "product.u16": Uint16Array.from(runs.buyNode, (node) => buy.product[node]),
    "destination.u16": runs.destination,
    ...sumsOfRuns(network),
  });
  return { ...found, edges: edges.length / 2 };
}

/** Vertices are the nodes that buy, those that sell and the roots, in this order; edges are pairs of (from, to). */
function edgesOf({ buy, sell, runs }, { inputs }, roots) {
  const ends = [];
  let [buyer, seller] = [-1, -1];
  for (let run = 0; run < runs.count; run++) {
    for (const { vertex, product, country } of roots) {
      if (buy.product[runs.buyNode[run]] !== product || runs.destination[run] !== country) continue;
      ends.push(vertex, buy.count + runs.sellNode[run]);
    }
    // What one party bought of another from several origins lies side by side, and is one edge.
    if (runs.buyNode[run] === buyer && runs.sellNode[run] === seller) continue;
    [buyer, seller] = [runs.buyNode[run], runs.sellNode[run]];
    ends.push(buyer, buy.count + seller);
  }
  for (let node = 0; node < sell.count; node++) {
    const [party, product] = [sell.party[node], sell.product[node]];
    const wanted = inputs.product.subarray(inputs.offsets[product], inputs.offsets[product + 1]);
    for (let at = buy.ofParty[party]; at < buy.ofParty[party + 1]; at++) {
      if (wanted.includes(buy.product[at])) ends.push(buy.count + node, at);
    }
  }
  return Int32Array.from(ends);
}

function sumsOfRuns(network) {
  const { runs, columns } = network;
  network.need(0, network.entries);
  const bills = new Int32Array(runs.count);
  const cents = new Float64Array(runs.count);
  const grams = new Float64Array(runs.count);
  for (let run = 0; run < runs.count; run++) {
    bills[run] = runs.offsets[run + 1] - runs.offsets[run];
    for (let entry = runs.offsets[run]; entry < runs.offsets[run + 1]; entry++) {
      cents[run] += columns.usd[entry] || 0;
      grams[run] += columns.kg[entry] || 0;
    }
  }
  return { "bills.i32": bills, "cents.f64": cents, "grams.f64": grams };
}
