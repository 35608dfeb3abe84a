import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { createWriteStream, mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { built, OUT, ROOT } from "./paths.mjs";
import { median, pace, readableTime, timed, timesOf } from "./timing.mjs";

const STAKES = 1_000_000;
const TARGET = 10;
const INSTITUTIONS = 2000;
const COUNTRIES = ["", "CN", "US", "KR", "JP", "DE", "AU", "ID", "HK", "SG", "RU"];
const KINDS = ["company", "government", "person"];
const PARTS = 1e12;
/** How near SQL that leaves out what is fainter comes. */
const NEAR = 2e-3;
const FAINT = 1e-8;
/** Of the ladders that are planted, the shares of the rung that decides. */
const RUNGS = [49.99, 50, 50.01, 51, 24.99, 25];

/** The same numbers in every run: a linear congruential generator. */
function generator(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * A made world of stakes: groups of firms that hold each other, now and then in rings, people and institutions behind
 * them, and planted ladders by which a listed party or a government of China holds a firm through two to six rungs,
 * one of them on or beside a threshold, at times in two halves.
 */
export function madeStakes(count = STAKES) {
  const next = generator(11);
  const holder = [];
  const held = [];
  const interest = [];
  const share = [];
  const kind = [];
  const seat = [];
  const listed = [];
  const planted = [];
  const party = (ofKind, country) => {
    kind.push(ofKind);
    seat.push(country);
    return kind.length - 1;
  };
  const known = new Set();
  const stake = (by, of, percent, what = 0) => {
    const pair = (by * 2 ** 21 + of) * 2 + what;
    if (known.has(pair)) return;
    known.add(pair);
    holder.push(by);
    held.push(of);
    interest.push(what);
    share.push(Math.round(percent * 100) / 1e4);
  };
  /** A group of firms and the people behind it, held by each other and now and then by an institution from elsewhere. */
  const addGroup = () => {
    const people = Array.from({ length: 2 + next(4) }, () => party(2, 1 + next(COUNTRIES.length - 1)));
    const firms = Array.from({ length: 4 + next(30) }, () => party(0, 1 + next(COUNTRIES.length - 1)));
    firms.forEach((firm, at) => {
      if (next(500) === 0) listed.push(firm);
      let left = 100;
      for (let holders = 1 + next(4); holders > 0 && left > 1; holders--) {
        const percent = holders === 1 && next(3) === 0 ? left : 1 + next(Math.max(1, left - 1));
        const kin = next(40) === 0 ? firms : firms.slice(0, at);
        const pool = next(8) === 0 ? null : next(3) === 0 || kin.length === 0 ? people : kin;
        const by = pool === null ? next(INSTITUTIONS) : pool[next(pool.length)];
        if (by !== firm) stake(by, firm, percent, next(8) === 0 ? 1 : 0);
        left -= percent;
      }
    });
  };
  for (let at = 0; at < INSTITUTIONS; at++) party(at % 10 === 0 ? 1 : 2, 1 + next(COUNTRIES.length - 1));
  while (holder.length < count) {
    if (next(60) === 0) {
      const rungs = 2 + next(5);
      const rung = next(rungs);
      const government = next(2) === 0;
      let above = party(government ? 1 : 0, government ? 1 : 8);
      if (!government) listed.push(above);
      let blocked = true;
      for (let step = 0; step < rungs; step++) {
        const below = party(0, 7);
        const decides = step === rung;
        const percent = decides ? RUNGS[next(RUNGS.length)] : 60 + next(41);
        if (decides && percent > 50 && next(2) === 0) {
          for (const half of [0, 1]) {
            const conduit = party(0, 9);
            stake(above, conduit, 75);
            stake(conduit, below, half === 0 ? 25 : percent - 25);
          }
        } else stake(above, below, percent);
        blocked &&= percent >= 50;
        above = below;
      }
      if (!government) planted.push([above, blocked]);
      continue;
    }
    addGroup();
  }
  return {
    parties: kind.length,
    holder: Int32Array.from(holder),
    held: Int32Array.from(held),
    interest: Uint8Array.from(interest),
    share: Float64Array.from(share),
    kind: Uint8Array.from(kind),
    seat: Uint16Array.from(seat),
    listed: Int32Array.from(listed),
    planted,
  };
}

export async function worldOf(made) {
  const { stakeGraph } = await built("control/stake-graph");
  const { PARTY_KINDS } = await built("control/world");
  const shares = made.share.map((each) => Math.round(each * PARTS));
  const columns = {
    holder: made.holder,
    held: made.held,
    interest: made.interest,
    low: shares,
    high: shares,
  };
  const none = new Uint16Array(made.parties);
  const { ms, value: graph } = await timed(() => stakeGraph(made.parties, columns));
  const world = {
    parties: made.parties,
    countries: COUNTRIES,
    kind: Uint8Array.from(made.kind, (each) => PARTY_KINDS.indexOf(KINDS[each])),
    seat: made.seat,
    incorporated: none,
    headquartered: none,
    partnership: new Uint8Array(made.parties),
    listed: new Map([["us-ofac-sdn", made.listed]]),
    places: new Map(),
    graph,
  };
  return { world, buildMs: ms };
}

async function duckdbOf(made) {
  const folder = join(OUT, "control");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const write = async (name, count, line) => {
    const out = createWriteStream(join(folder, name));
    for (let at = 0; at < count; at++) if (!out.write(line(at))) await once(out, "drain");
    out.end();
    await once(out, "finish");
  };
  await write("stakes.csv", made.holder.length, (at) => {
    return `${made.holder[at]},${made.held[at]},${made.interest[at]},${made.share[at]}\n`;
  });
  await write("parties.csv", made.parties, (at) => `${at},${made.kind[at]},${made.seat[at]}\n`);
  await write("listed.csv", made.listed.length, (at) => `${made.listed[at]}\n`);
  const connection = await (await DuckDBInstance.create(":memory:")).connect();
  const read = (name, columns) => `read_csv('${join(folder, name)}', header = false, columns = {${columns}})`;
  await connection.run(`create table stakes as select * from
    ${read("stakes.csv", "'holder': 'integer', 'held': 'integer', 'interest': 'tinyint', 'share': 'decimal(15,12)'")}
    where holder <> held`);
  await connection.run(`create table parties as select * from
    ${read("parties.csv", "'party': 'integer', 'kind': 'tinyint', 'seat': 'smallint'")}`);
  await connection.run(`create table listed as select * from ${read("listed.csv", "'party': 'integer'")}`);
  return connection;
}

/** The cascade by iterated SQL: each round joins the stakes with those that came in by the round before. */
async function cascadeSql(connection, first, { moreThan, threshold, interests }) {
  await connection.run(`create or replace temp table members as select distinct party from (${first}) as f`);
  await connection.run("create or replace temp table fresh as select party from members");
  await connection.run(
    "create or replace temp table sums (held integer, interest tinyint, share decimal(18,12), primary key (held, interest))",
  );
  for (;;) {
    await connection.run(`insert into sums
      select s.held, s.interest, sum(s.share) from stakes as s inner join fresh as f on f.party = s.holder
      where s.interest in (${interests}) group by s.held, s.interest
      on conflict (held, interest) do update set share = share + excluded.share`);
    await connection.run(`create or replace temp table fresh as
      select distinct held as party from sums where share ${moreThan ? ">" : ">="} ${threshold}
        and not exists (select 1 from members as m where m.party = held)`);
    const [[count]] = (await connection.runAndReadAll("select count(*) from fresh")).getRowsJS();
    if (Number(count) === 0) break;
    await connection.run("insert into members select party from fresh");
  }
  const rows = (
    await connection.runAndReadAll(
      `select distinct held from sums where share ${moreThan ? ">" : ">="} ${threshold} order by held`,
    )
  ).getColumnsJS();
  return new Set(rows[0]);
}

/**
 * Integrated shares of ultimate owners by iterated SQL: what they have by paths of one more stake, until nothing more than
 * FAINT is added; ours follows rings to 1e-15.
 */
async function integratedSql(connection) {
  await connection.run(
    "create or replace temp table equity as select holder, held, cast(share as double) as share from stakes where interest = 0",
  );
  await connection.run(`create or replace temp table paths as select holder as owner, held as party, share from equity
    where not exists (select 1 from stakes as s where s.held = equity.holder)`);
  await connection.run("create or replace temp table owned as select owner, party, share from paths");
  for (let round = 0; round < 300; round++) {
    await connection.run(`create or replace temp table paths as
      select p.owner, e.held as party, sum(p.share * e.share) as share from paths as p
      inner join equity as e on e.holder = p.party group by p.owner, e.held having sum(p.share * e.share) > ${FAINT}`);
    const [[count]] = (await connection.runAndReadAll("select count(*) from paths")).getRowsJS();
    if (Number(count) === 0) break;
    await connection.run("insert into owned select owner, party, share from paths");
  }
  const [parties, shares] = (
    await connection.runAndReadAll(
      "select party, max(share) from (select party, sum(share) as share from owned group by owner, party) as o group by party order by party",
    )
  ).getColumnsJS();
  return new Map((parties ?? []).map((party, at) => [party, shares[at]]));
}

function compareIntegrated(result, found, parties) {
  const [{ low }] = result.tests;
  for (let party = 0; party < parties; party++) {
    const [ours, theirs] = [low.share[party] / PARTS, found.get(party) ?? 0];
    if (Math.abs(ours - theirs) > NEAR)
      throw new Error(`integrated: party ${party} has ${ours} here and ${theirs} in SQL.`);
  }
}

const COVERED = COUNTRIES.flatMap((code, at) => (["CN", "RU"].includes(code) ? [at] : [])).join(", ");
const CHINA = COUNTRIES.indexOf("CN");

/** Rule and test that the engine answers, and the same by iterated SQL. */
const CASCADES = [
  {
    rule: "ofac-50",
    test: "owned",
    first: "select party from listed",
    interests: "0",
    threshold: 0.5,
    moreThan: false,
  },
  { rule: "bis-50", test: "owned", first: "select party from listed", interests: "0", threshold: 0.5, moreThan: false },
  {
    rule: "obbba-sfe",
    test: "foreign-controlled",
    first: `select party from parties where seat in (${COVERED})`,
    interests: "0, 1",
    threshold: 0.5,
    moreThan: true,
  },
  {
    rule: "facility-tariff",
    test: "controlled",
    first: `select party from parties where seat = ${CHINA}`,
    interests: "0, 1",
    threshold: 0.5,
    moreThan: false,
  },
];

function compareAnswers(result, test, found, parties, name) {
  const { outcome } = result.tests.find((each) => each.test.id === test);
  let yes = 0;
  for (let party = 0; party < parties; party++) {
    const ours = outcome[party] === 2;
    if (ours) yes += 1;
    if (ours !== found.has(party)) throw new Error(`${name}: party ${party} is ${ours} here and ${!ours} in SQL.`);
  }
  return yes;
}

/** What all rules for all parties take in a process of their own. */
function memoryInAChild() {
  const script = join(ROOT, "bench", "control-memory.mjs");
  return JSON.parse(execFileSync(process.execPath, [script], { encoding: "utf8" }));
}

/** All rules of control for all parties of a made world of a million stakes, the cascades held against iterated SQL. */
export async function measureControl({ book }) {
  const { evaluateRule, evaluation } = await built("control/evaluate-rule");
  const made = madeStakes();
  const { world, buildMs } = await worldOf(made);
  const { rules } = book;
  const evaluate = (names) => {
    const asked = evaluation(world, rules);
    return names.map((name) => evaluateRule(asked, name));
  };
  const cascades = CASCADES.map(({ rule }) => rule);
  const oursMs = median(await timesOf(() => evaluate(cascades), 9));
  const allMs = median(await timesOf(() => evaluate(rules.map(({ id }) => id)), 5, { warmMs: 0 }));
  const memory = memoryInAChild();
  const connection = await duckdbOf(made);
  const results = evaluate(cascades);
  const peer = async () => {
    for (const [at, cascade] of CASCADES.entries()) {
      const found = await cascadeSql(connection, cascade.first, cascade);
      compareAnswers(results[at], cascade.test, found, made.parties, cascade.rule);
    }
  };
  const peerMs = Math.min(...(await timesOf(peer, 3, { warmMs: 0, leastRuns: 3 })));
  const { ms: integratedMs, value: owned } = await timed(() => integratedSql(connection));
  const [integrated] = evaluate(["integrated"]);
  compareIntegrated(integrated, owned, made.parties);
  connection.closeSync();
  const [ofac] = results;
  const wrong = made.planted.filter(([party, blocked]) => blocked && ofac.outcome[party] !== 2);
  if (wrong.length > 0) throw new Error(`${wrong.length} planted controllers were not found.`);
  const size = `${made.holder.length.toLocaleString("en-US")} stakes of ${made.parties.toLocaleString("en-US")} parties`;
  const integratedOurs = median(await timesOf(() => evaluate(["integrated"]), 5, { warmMs: 0 }));
  const ratio = peerMs / oursMs;
  const integratedRatio = integratedMs / integratedOurs;
  return [
    {
      what: `control: the four cascade rules for all parties, ${size}`,
      ours: `${readableTime(oursMs)}, and ${readableTime(buildMs)} once to lay out the stakes`,
      peer: `DuckDB, iterated SQL over its own tables: ${readableTime(peerMs)}`,
      figure: `${ratio.toFixed(0)} x faster; with the laying out ${(peerMs / (oursMs + buildMs)).toFixed(1)} x`,
      target: `at least ${TARGET} x`,
      met: ratio >= TARGET,
    },
    {
      what: "control: integrated ownership of all parties, rings solved",
      ours: readableTime(integratedOurs),
      peer: `DuckDB, iterated SQL to paths of ${FAINT}: ${readableTime(integratedMs)}`,
      figure: `${integratedRatio.toFixed(0)} x faster`,
      target: `at least ${TARGET} x`,
      met: integratedRatio >= TARGET,
    },
    {
      what: `control: all ${rules.length} rules for all parties, with those`,
      ours: `${readableTime(allMs)}; ${memory.peak.toFixed(0)} MB at the peak of a process, ${memory.rows.toFixed(0)} of it before, with the rows`,
      peer: `five of them alone by SQL: ${readableTime(peerMs + integratedMs)}`,
      figure: pace(allMs, peerMs + integratedMs),
      target: "",
      met: null,
    },
  ];
}
