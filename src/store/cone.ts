import { join } from "node:path";
import { StoreProblem } from "../errors.ts";
import type { Dataset, Network } from "../network/network.ts";
import { contentId } from "../vocab/ids.ts";
import type { ConeNeed } from "./cone-need.ts";
import { type WholeFacts, wholeFacts } from "./dataset-whole.ts";
import { uniqueName } from "./disk.ts";
import type { Engine, EngineOptions } from "./engine.ts";
import { spansOf } from "./queries/compile-spans.ts";
import {
  type ConeRows,
  coneCount,
  coneEdges,
  coneFar,
  coneFirst,
  coneNear,
  coneNew,
  conePart,
  coneSales,
} from "./queries/cone-rows.ts";
import { keepSnapshot, openKept, type SnapshotOptions, snapshotFolder } from "./snapshot.ts";
import { compileDataset } from "./snapshot-compile.ts";
import { snapshotKey, snapshotPrefix } from "./snapshot-format.ts";
import { readSnapshot } from "./snapshot-read.ts";
import { type Sql, sql } from "./sql.ts";
import type { Vintage } from "./vintage.ts";

/** Rows that are compiled at once at the most: with what sorts them they take about 100 bytes each. */
export const MOST_ROWS = 40_000_000;

/** Of one dataset so many parts are kept on disk, the newest. */
const CONES_KEPT = 8;

/** What the engine may hold while it looks for a part; beyond that it spills into the folder of the store. */
const ENGINE: EngineOptions = { memory: "2GB" };

export interface ConeOptions extends SnapshotOptions {
  /** In place of `MOST_ROWS`. */
  readonly mostRows?: number;
}

/**
 * The network of the part of a large dataset that a question reaches: from its snapshot on disk, or looked for in the
 * rows of the store, tier by tier, and compiled now. Questions within `need` have the answers of the whole dataset.
 *
 * Throws StoreProblem when the part is too large as well.
 */
export async function openCone(
  vintage: Vintage,
  dataset: Dataset,
  need: ConeNeed,
  options: ConeOptions = {},
): Promise<Network> {
  const prefix = `part-${snapshotPrefix(dataset)}`;
  const ofWhole = snapshotKey(vintage, dataset);
  const key = contentId("part", ofWhole, JSON.stringify(need));
  const path = join(snapshotFolder(vintage), `${prefix}-${key}.snapshot`);
  const kept = await openKept(path, key, readSnapshot);
  if (kept !== null) return kept;
  const { Engine: OwnEngine } = await import("./engine.ts");
  const engine = await OwnEngine.open(vintage, { ...options.engine, ...ENGINE, spill: join(vintage.folder, "tmp") });
  try {
    return await withTables(engine, async (tables) => {
      const spans = await tables.keep(spansOf(dataset));
      const known = await wholeFacts(engine, dataset, {
        folder: snapshotFolder(vintage),
        prefix,
        key: ofWhole,
        spans,
        signal: options.signal,
      });
      const rows = await findCone({ engine, tables, dataset, spans, facts: known, options }, need);
      const compiled = await compileDataset(engine, dataset, options, rows);
      await keepSnapshot(vintage, compiled, { path, key, prefix, kept: CONES_KEPT }, options);
      return compiled.network;
    });
  } finally {
    engine.close();
  }
}

interface Tables {
  /** Runs a select once and keeps its rows under a name of its own. */
  keep(select: Sql): Promise<Sql>;
  add(table: Sql, select: Sql): Promise<void>;
}

async function withTables<T>(engine: Engine, work: (tables: Tables) => Promise<T>): Promise<T> {
  const name = `cone_${uniqueName()}`;
  const names: Sql[] = [];
  try {
    return await work({
      async keep(select) {
        const table = sql.id(`${name}_${names.length}`);
        names.push(table);
        await engine.rows(sql`create table ${table} as ${select}`);
        return table;
      },
      async add(table, select) {
        await engine.rows(sql`insert into ${table} ${select}`);
      },
    });
  } finally {
    for (const table of names) await engine.rows(sql`drop table if exists ${table}`);
  }
}

interface Search {
  readonly engine: Engine;
  readonly tables: Tables;
  readonly dataset: Dataset;
  readonly spans: Sql;
  readonly facts: WholeFacts;
  readonly options: ConeOptions;
}

/** Looks for the part on what was traded between whom, of which there is far less than of rows. */
async function findCone({ engine, tables, dataset, spans, facts, options }: Search, need: ConeNeed) {
  const edges = await tables.keep(coneEdges(dataset, need.window, spans));
  const { root, depth } = need;
  const met = await tables.keep(coneFirst(edges, root));
  const near = await tables.keep(sql`select party_id, hs6 from ${met} as none_yet where 1 = 0`);
  let frontier = met;
  for (let tier = 2; depth === null || tier <= depth; tier++) {
    options.signal?.throwIfAborted();
    const next = await tables.keep(coneNew(sql`(${coneNear(frontier, need.follow)})`, near));
    await tables.add(near, sql`select party_id, hs6 from ${next} as found`);
    const found = await tables.keep(coneNew(sql`(${coneFar(edges, next, root.up)})`, met));
    await tables.add(met, sql`select party_id, hs6 from ${found} as found`);
    const [count] = await engine.rows<{ found: number }>(sql`select count(*) as found from ${found} as found`);
    if (Number(count?.found ?? 0) === 0) break;
    frontier = found;
  }
  const cone = await beside({ tables, edges, met, near }, need);
  const [count] = await engine.rows<{ row_count: number }>(coneCount(edges, cone));
  const rows = Number(count?.row_count ?? 0);
  const most = options.mostRows ?? MOST_ROWS;
  if (rows > most) throw tooLarge(rows, most, need);
  return { rows, only: conePart(cone), facts };
}

/** Adds to what was followed what stands beside it: the other purchases and sales that a question looks at. */
async function beside(
  { tables, edges, met, near }: { tables: Tables; edges: Sql; met: Sql; near: Sql },
  { root, window, products, lookedAt, salesOf, alsoSold }: ConeNeed,
): Promise<ConeRows> {
  const others = await tables.keep(coneNew(sql`(${coneNear(met, lookedAt)})`, near));
  await tables.add(near, sql`select party_id, hs6 from ${others} as found`);
  const none = sql`select party_id, hs6 from ${met} as none_yet where 1 = 0`;
  const sold = await tables.keep(salesOf.length === 0 ? none : coneSales(edges, met, salesOf));
  for (const [party, product] of alsoSold) {
    const pair = sql`(select ${party} as party_id, ${product} as hs6)`;
    await tables.add(sold, coneNew(pair, sold));
  }
  return { root, window, products, ...(root.up ? { bought: near, sold } : { bought: sold, sold: near }) };
}

function tooLarge(rows: number, most: number, { root, window, depth }: ConeNeed): StoreProblem {
  const count = (number: number): string => number.toLocaleString("en-US");
  const narrower = [
    ...(window.since === null || window.until === null
      ? ["a shorter window (--since, --until)"]
      : ["a shorter window"]),
    ...(root.countries === null && root.parties === null ? ["one country or party"] : []),
    ...(root.parties === null ? ["a single party (--party)"] : []),
    ...(depth === null
      ? ["the product alone (--inputs same), or a reach of a few tiers (--method reach --depth)"]
      : []),
    ...(depth !== null && depth > 1 ? ["fewer tiers (--depth)"] : []),
  ];
  return new StoreProblem(
    `The question reaches ${count(rows)} rows of the dataset, and ${count(most)} are held at once at the most.`,
    { hint: `Narrow it: ${narrower.join("; ")}.` },
  );
}
