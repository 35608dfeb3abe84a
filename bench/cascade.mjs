import { availableParallelism } from "node:os";
import { madeNetwork } from "./cascade-network.mjs";
import { built } from "./paths.mjs";
import { missingPeer, runPeer } from "./python-peer.mjs";
import { median, readableTime, timed } from "./timing.mjs";

const EPS = 1e-2;
const SMALL = { firms: 1000, links: 6000, sectors: 12 };
const LARGE = { firms: 20_000, links: 200_000, sectors: 60 };
const RUNS = 15;
const PEER_RUNS = 3;
/** How many cascades the peer follows at once, beside one after another: its fastest way counts. */
const BLOCKS = [8, 32, 128];
const TARGET = 5;
const MOST_SECONDS = 600;
const AGREEMENT = 1e-9;

/** Every firm of a network failing in turn: against SciPy on one core, and a large network over all cores. */
export async function measureCascade() {
  const missing = missingPeer("SciPy", ["scipy", "numpy"]);
  const small = await madeNetwork(SMALL);
  return [
    await compareSweep(small, true, missing),
    await compareSweep(small, false, missing),
    await sweepLarge(await madeNetwork(LARGE), true),
    await sweepLarge(await madeNetwork(LARGE), false),
  ];
}

const countText = ({ firms, weight }) =>
  `${firms.toLocaleString("en-US")} firms, ${weight.length.toLocaleString("en-US")} links`;
const standIn = (replaceability) => (replaceability ? "replaceability" : "no replaceability");

async function planOf(made, replaceability) {
  const { firmNetwork } = await built("scenario/cascade/firm-network");
  const { planCascade } = await built("scenario/cascade/cascade-plan");
  const { sector, sectors, essential } = made;
  const network = firmNetwork(sector, sectors, made);
  return planCascade(network, (input, buyer) => essential[input * sectors + buyer], { replaceability });
}

function meanSteps(table, columns) {
  let sum = 0;
  for (let at = columns - 1; at < table.length; at += columns) sum += table[at];
  return (sum / (table.length / columns)).toFixed(1);
}

/** Milliseconds of processor time, all threads of the process together, each time once it is warm. */
function processorTimesOf(work, runs) {
  const times = [];
  for (let run = -1; run < runs; run++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    if (run >= 0) times.push((user + system) / 1000);
  }
  return times;
}

/**
 * One core: processor time on both sides, which what else the machine does lengthens little. The shares of links are made
 * beforehand on both sides.
 */
async function compareSweep(made, replaceability, missing) {
  const { failuresOf, RISK_COLUMNS } = await built("scenario/cascade/systemic-risk");
  const firms = Int32Array.from({ length: made.firms }, (_, firm) => firm);
  const plan = await planOf(made, replaceability);
  let table;
  const times = processorTimesOf(() => {
    table = failuresOf(plan)(firms, EPS);
  }, RUNS);
  const ms = median(times);
  const steps = meanSteps(table, RISK_COLUMNS);
  const peer = missing === null ? peerSweep(made, replaceability) : null;
  if (peer !== null) requireEqual(table, peer.table);
  const ways = peer === null ? [] : Object.entries(peer.times).map(([way, each]) => [way, median(each)]);
  const [way, peerMs] = ways.sort(([, a], [, b]) => a - b)[0] ?? ["", null];
  const ratio = peerMs === null ? null : peerMs / ms;
  console.log(`  ${countText(made)}, ${standIn(replaceability)}: ${readableTime(ms)}, ${steps} steps a failure`);
  for (const [name, each] of ways) console.log(`    ${peer.versions}, ${name}: ${readableTime(each)}`);
  return {
    what: `cascade: each of ${countText(made)} failing in turn, eps ${EPS}, ${standIn(replaceability)}, processor time`,
    ours: `${readableTime(ms)}, ${steps} steps a failure`,
    peer: peer === null ? missing : `${peer.versions} sparse sweep, ${way} ${readableTime(peerMs)}`,
    figure: ratio === null ? "" : `${ratio.toFixed(1)} x faster`,
    target: `${TARGET} x faster`,
    met: ratio === null ? null : ratio >= TARGET,
    raw: { replaceability, times, peer: peer && { ...peer, table: undefined } },
  };
}

function peerSweep({ firms, sectors, sector, supplier, buyer, weight, essential }, replaceability) {
  return runPeer(
    "cascade.py",
    { firms, sectors, replaceability, eps: EPS, runs: PEER_RUNS, blocks: BLOCKS },
    {
      "sector.i32": sector,
      "supplier.i32": supplier,
      "buyer.i32": buyer,
      "weight.f64": weight,
      "essential.i32": essential,
    },
  );
}

/** Loss, downstream, upstream and steps of every failure. */
function requireEqual(ours, theirs) {
  let furthest = 0;
  theirs.forEach((value, at) => {
    furthest = Math.max(furthest, Math.abs(value - ours[at]));
  });
  if (!(furthest <= AGREEMENT) || ours.length !== theirs.length) {
    throw new Error(`The losses differ by ${furthest} at the most.`);
  }
  console.log(`    losses and steps of ${ours.length / 4} failures agree, to ${furthest.toExponential(1)}`);
}

/** As the question `cascade` runs it: threads started and ended. A few failures are computed alone beside. */
async function sweepLarge(made, replaceability) {
  const { failAll } = await built("operations/scenario/cascade/cascade-threads");
  const { failuresOf, RISK_COLUMNS } = await built("scenario/cascade/systemic-risk");
  const plan = await planOf(made, replaceability);
  const { ms, value: table } = await timed(() => failAll(plan, EPS, { signal: undefined, report: () => undefined }));
  const some = Int32Array.from({ length: 20 }, (_, at) => at * 997);
  const alone = failuresOf(plan)(some, EPS);
  some.forEach((firm, at) => {
    for (let column = 0; column < RISK_COLUMNS; column++) {
      const off = Math.abs(table[firm * RISK_COLUMNS + column] - alone[at * RISK_COLUMNS + column]);
      if (!(off <= AGREEMENT)) throw new Error(`The failure of firm ${firm} differs by ${off}.`);
    }
  });
  const cores = availableParallelism();
  const steps = meanSteps(table, RISK_COLUMNS);
  console.log(
    `  ${countText(made)}, ${standIn(replaceability)}: ${readableTime(ms)} on ${cores} cores, ${steps} steps`,
  );
  return {
    what: `cascade: each of ${countText(made)} failing in turn, eps ${EPS}, ${standIn(replaceability)}, ${cores} cores`,
    ours: `${readableTime(ms)}, ${steps} steps a failure`,
    peer: "",
    figure: `${(ms / made.firms).toFixed(2)} ms a failure`,
    target: "within ten minutes on two cores",
    met: ms <= MOST_SECONDS * 1000,
    raw: { replaceability, ms, cores },
  };
}
