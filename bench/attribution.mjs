import { built } from "./paths.mjs";
import { missingPeer, runPeer } from "./python-peer.mjs";
import { median, pace, quantile, readableTime, timesOf } from "./timing.mjs";
import { openVintage } from "./world.mjs";

const ROOTS = [
  { product: "850760", country: "US" },
  { product: "850511", country: "DE" },
];
const RUNS = 40;
const BOUNDED = 5;
const TOLERANCE = 1e-10;
const AGREEMENT = 1e-8;

/** Attribution over the whole cone, in process and warm, against SciPy's sparse power series on the same matrix. */
export async function compareAttribution(world) {
  const { openSnapshot } = await built("store/snapshot");
  const network = await openSnapshot(await openVintage(world), world.dataset);
  const links = world.book.inputs.filter(({ hsRevision }) => hsRevision === world.dataset.hsRevision);
  const missing = missingPeer("SciPy", ["scipy", "numpy"]);
  const results = [];
  for (const root of ROOTS) results.push(...(await compareRoot({ network, links, missing }, root)));
  return results;
}

async function compareRoot({ network, links, missing }, { product, country }) {
  const { attribute } = await built("network/attribution/attribute");
  const ask = () => {
    const root = { kind: "purchases", products: [product], countries: [country] };
    const found = attribute(network, links, { root, inputs: "all" });
    return { found, origins: found.by("origin", { bounded: 0 }) };
  };
  const { found, origins } = ask();
  const { nodes, mixes, edges, largestComponent } = found.size;
  console.log(
    `  ${product} to ${country}: ${nodes} nodes, ${mixes} mixes, ${edges} steps, ${largestComponent} in the largest loop`,
  );
  const peer = missing === null ? await powerSeries(found) : null;
  if (peer !== null) compareShares(found, origins, peer);
  const whole = await timesOf(ask, RUNS);
  const solving = await timesOf(await solverOf(found), RUNS);
  const bounding = await timesOf(() => found.by("origin", { limit: BOUNDED }), RUNS);
  const peerMs = peer === null ? null : median(peer.times);
  for (const line of report({ whole, solving, bounding, peer, peerMs, missing })) console.log(`    ${line}`);

  const raw = { product, country, size: found.size };
  const series = peer === null ? missing : `${peer.versions} power series ${readableTime(peerMs)}, ${peer.terms} terms`;
  const ratio = (ms) => (peer === null ? "" : pace(ms, peerMs));
  const met = (ms) => (peer === null ? null : ms <= peerMs);
  const name = `attribution of ${product} to ${country}`;
  return [
    {
      what: `${name}: the matrix of its whole cone solved, ${edges.toLocaleString("en-US")} steps`,
      ours: readableTime(median(solving)),
      peer: series,
      figure: ratio(median(solving)),
      target: "no slower",
      met: met(median(solving)),
      raw: { ...raw, solving, peer: peer && { ...peer, shares: undefined } },
    },
    {
      what: `${name}: cone gathered, solved and added up by origin`,
      ours: `p50 ${readableTime(median(whole))}, p95 ${readableTime(quantile(whole, 0.95))}`,
      peer: peer === null ? missing : `the same, handed the matrix; it loads it in ${readableTime(peer.buildMs)}`,
      figure: peer === null ? "" : `${pace(median(whole), peerMs)}, gathering counted here alone`,
      target: "",
      met: null,
      raw: { ...raw, whole },
    },
    {
      what: `${name}: lowest and highest share of the ${BOUNDED} largest origins`,
      ours: readableTime(median(bounding)),
      peer: "",
      figure: `${readableTime(median(bounding) / BOUNDED)} an origin`,
      target: "",
      met: null,
      raw: { ...raw, bounding },
    },
  ];
}

/** The solver alone, as the attribution calls it. */
async function solverOf({ solved: { shared } }) {
  const { strongComponents } = await built("network/attribution/strong-components");
  const { chainVisits } = await built("network/attribution/visits");
  return () => chainVisits(shared.chain, strongComponents(shared.chain), shared.start);
}

async function powerSeries({ solved: { shared } }) {
  const { nodeKeys } = await built("network/attribution/lens");
  const { keys, key } = nodeKeys(shared.cone, "origin");
  const { states, weight, target, offsets } = shared.chain;
  const peer = runPeer(
    "power_series.py",
    { states, mixes: shared.mixes, keys: keys.length, tolerance: TOLERANCE, runs: RUNS },
    {
      "weight.f64": weight,
      "target.i32": target,
      "offsets.i32": offsets,
      "start.f64": shared.start,
      "kept.f64": shared.kept,
      "key.i32": key,
    },
  );
  return { ...peer, shares: new Map(keys.map((name, at) => [name, peer.shares[at]])) };
}

function compareShares({ residual }, origins, { shares, terms }) {
  const ours = new Map(origins.map(({ key, share }) => [key, share]));
  let furthest = 0;
  for (const [key, share] of shares) furthest = Math.max(furthest, Math.abs(share - (ours.get(key) ?? 0)));
  const off = `${furthest.toExponential(1)} at the most after ${terms} terms; our residual ${residual.toExponential(1)}`;
  if (!(furthest <= AGREEMENT) || ours.size === 0) throw new Error(`The shares of origins differ by ${off}.`);
  console.log(`    shares of ${ours.size} origins differ by ${off}`);
}

function report({ whole, solving, bounding, peer, peerMs, missing }) {
  const series = peer && `${readableTime(peerMs)}, loading the matrix ${readableTime(peer.buildMs)}`;
  return [
    peer === null ? missing : `${peer.versions}: power series ${series}`,
    `here: solved ${readableTime(median(solving))}, with the cone gathered and added up ${readableTime(median(whole))}`,
    `here: bounds of ${BOUNDED} origins ${readableTime(median(bounding))}`,
  ];
}
