import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { inputsFor } from "../../src/book/inputs-for.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { attribute } from "../../src/network/attribution/attribute.ts";
import { buildNetwork } from "../../src/network/build-network.ts";
import type { InputLink } from "../../src/network/input-link.ts";
import type { Network } from "../../src/network/network.ts";
import { partyId } from "../../src/resolve/party-id.ts";
import { compileSnapshot } from "../../src/store/snapshot.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { random } from "../../src/synth/random.ts";
import { decimal } from "../../src/vocab/decimal.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { type Row, rowsOf } from "../support/world-rows.ts";

const SEED = 21;
let base: string;
let network: Network;
let maps: Readonly<Record<"stated" | "true", readonly InputLink[]>>;
let roots: readonly Root[];
let traders: ReadonlySet<number>;

interface Root {
  readonly destination: string;
  readonly hs: string;
  readonly origins: ReadonlyMap<string, number>;
}

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), "headwater-bands-"));
  const world = join(base, "world");
  const book = await readBook();
  // Names, senders and values are right on every bill here: what is tried is what missing bills do to the bands.
  const noise = { forwarderAsShipper: 0, nameErrors: 0, weightOutliers: 0, noValue: 0 };
  await makeWorld({ shipments: 60_000, seed: SEED, out: world, book, noise });
  const importedOn = isoDate("2026-01-02");
  const store = await Store.create(join(base, "store"));
  for (const file of ["shipments.csv", "truth/fx.csv", "statistics.csv"]) {
    await importFile(store, book, { file: join(world, file), importedOn });
  }
  const dataset = { table: "shipments", sourceId: `made-world-${SEED}`, hsRevision: 2022, made: true } as const;
  network = await compileSnapshot(await store.vintage(), dataset);
  const parties = await rowsOf(world, "truth/parties.csv");
  traders = new Set(
    parties
      .filter(({ kind }) => kind === "trader" || kind === "forwarder")
      .map(({ name = "", country = "" }) => network.parties.find(partyId(name, country))),
  );
  const inputs = await rowsOf(world, "truth/inputs.csv");
  maps = { stated: worldMap(book, inputs, "stated"), true: worldMap(book, inputs, "true") };
  roots = rootsOf(await rowsOf(world, "truth/origins.csv"));
}, 120_000);
afterAll(() => rm(base, { recursive: true, force: true }));

/**
 * The input map of the world, with a range for every input: as the shipped map states them and, where it does not, as
 * the generator assumes them; or from the least to the greatest true share of all makers of the output.
 */
function worldMap(book: Book, inputs: readonly Row[], kind: "stated" | "true"): InputLink[] {
  const ranges = new Map<string, { low: number; high: number; shares: number[] }>();
  const makersOf = new Map<string, Set<string>>();
  for (const row of inputs) {
    if (row.kind === "equipment" || row.kind === "resale") continue;
    const key = `${row.output_hs6} ${row.input_hs6}`;
    const so = ranges.get(key) ?? { low: Number(row.low), high: Number(row.high), shares: [] };
    so.shares.push(Number(row.share));
    ranges.set(key, so);
    const makers = makersOf.get(row.output_hs6 ?? "") ?? new Set();
    makersOf.set(row.output_hs6 ?? "", makers.add(row.party_id ?? ""));
  }
  return inputsFor(book, 2022).flatMap((link): InputLink[] | InputLink => {
    const range = ranges.get(`${link.outputHs} ${link.inputHs}`);
    if (link.kind === "equipment") return link;
    if (range === undefined) return [];
    const { shares } = range;
    const written = (share: number) => decimal(share.toFixed(9));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    if (kind === "true") {
      const all = shares.length === makersOf.get(link.outputHs)?.size;
      const [low, high] = [all ? Math.min(...shares) : 0, Math.max(...shares)];
      return { ...link, costShare: { low: written(low), central: written(mean), high: written(high) } };
    }
    if (link.costShare !== null) return link;
    return { ...link, costShare: { low: written(range.low), central: written(mean), high: written(range.high) } };
  });
}

/** The hundred largest products bought by a country. */
function rootsOf(origins: readonly Row[]): Root[] {
  const found = new Map<string, { destination: string; hs: string; usd: number; origins: Map<string, number> }>();
  for (const { destination = "", hs6: hs = "", origin = "", share, usd } of origins) {
    const key = `${destination} ${hs}`;
    const root = found.get(key) ?? { destination, hs, usd: 0, origins: new Map<string, number>() };
    root.usd += Number(usd);
    root.origins.set(origin, Number(share));
    found.set(key, root);
  }
  return [...found.values()].sort((a, b) => b.usd - a.usd).slice(0, 100);
}

interface Trial {
  readonly inside: number;
  readonly outside: readonly string[];
  /** Mean over the roots of the width for the true largest origin, and over all origins tried. */
  readonly width: number;
  readonly meanWidth: number;
  readonly untraced: number;
}

const ORIGINS = 5;
const SLACK = 1e-6;

/** Shows a part of the bills at random: a bill that is hidden has neither value nor bill in what is asked. */
function trial(shown: number, links: readonly InputLink[]): Trial {
  const draw = random(SEED, `hidden ${shown}`);
  const isShown = Uint8Array.from({ length: network.entries }, () => (draw.unit() < shown ? 1 : 0));
  const seen = shown === 1 ? network : networkWithout(isShown);
  let inside = 0;
  let [largest, all, lines, untraced] = [0, 0, 0, 0];
  const outside: string[] = [];
  for (const { destination, hs, origins } of roots) {
    const found = attribute(seen, links, {
      root: { kind: "purchases", products: [hs], countries: [destination] },
      inputs: "all",
      coverage: shown,
      isTrader: (party) => traders.has(party),
    });
    const wanted = [...origins].sort(([, a], [, b]) => b - a).slice(0, ORIGINS);
    const keys = wanted.map(([origin]) => origin);
    const bands = new Map(found.by("origin", { limit: ORIGINS, keys }).map((line) => [line.key, line]));
    untraced += found.untraced;
    let held = true;
    for (const [at, [origin, share]] of wanted.entries()) {
      const low = bands.get(origin)?.low ?? 0;
      const high = bands.get(origin)?.high ?? (found.empty ? 1 : 0);
      if (share < low - SLACK || share > high + SLACK) {
        held = false;
        outside.push(
          `${hs} to ${destination}: ${origin} ${share.toFixed(4)} not in ${low.toFixed(4)}..${high.toFixed(4)}`,
        );
      }
      all += high - low;
      lines++;
      if (at === 0) largest += high - low;
    }
    if (held) inside++;
  }
  const n = roots.length;
  return { inside, outside, width: largest / n, meanWidth: all / lines, untraced: untraced / n };
}

function networkWithout(isShown: Uint8Array): Network {
  const { runs, buy, sell, columns } = network;
  const kept = [...isShown.keys()].filter((entry) => isShown[entry] === 1);
  const runOf = new Int32Array(network.entries);
  for (let run = 0; run < runs.count; run++) runOf.fill(run, runs.offsets[run], runs.offsets[run + 1]);
  const ofRun = (pick: (run: number) => number) => kept.map((entry) => pick(runOf[entry] as number));
  const of = (column: ArrayLike<number>) => kept.map((entry) => column[entry] as number);
  return buildNetwork(
    {
      count: kept.length,
      buyer: Int32Array.from(ofRun((run) => buy.party[runs.buyNode[run] as number] as number)),
      seller: Int32Array.from(ofRun((run) => sell.party[runs.sellNode[run] as number] as number)),
      product: Uint16Array.from(ofRun((run) => buy.product[runs.buyNode[run] as number] as number)),
      origin: Uint16Array.from(ofRun((run) => runs.origin[run] as number)),
      destination: Uint16Array.from(ofRun((run) => runs.destination[run] as number)),
      day: Uint16Array.from(of(columns.day)),
      usd: Float64Array.from(of(columns.usd)),
      kg: Float64Array.from(of(columns.kg)),
      port: Uint16Array.from(of(columns.port)),
      row: Uint32Array.from(of(columns.row)),
      flags: Uint8Array.from(of(columns.flags)),
    },
    network,
  );
}

const SHOWN = [0.1, 0.5, 0.9, 1] as const;

test.each(["stated", "true"] as const)(
  "the true origins of 100 roots lie in their bands under the %s ranges of inputs, and the bands narrow as bills are shown",
  (kind) => {
    const links = maps[kind];
    const trials = SHOWN.map((shown) => ({ shown, ...trial(shown, links) }));
    console.table(trials.map(({ outside, ...figures }) => ({ ranges: kind, ...figures, misses: outside.length })));
    const [few, half, most, all] = trials as unknown as [Trial, Trial, Trial, Trial];
    expect(roots).toHaveLength(100);
    expect(half.inside, half.outside.join("\n")).toBeGreaterThanOrEqual(99);
    expect(most.inside, most.outside.join("\n")).toBeGreaterThanOrEqual(99);
    expect(all.inside, all.outside.join("\n")).toBe(100);
    // With a tenth of the bills some origins are on no bill at all, and get no band.
    expect(few.inside).toBeGreaterThanOrEqual(85);
    for (const width of ["width", "meanWidth"] as const) {
      expect(half[width]).toBeLessThan(few[width]);
      expect(most[width]).toBeLessThan(half[width]);
      expect(all[width]).toBeLessThan(most[width]);
    }
    // Ranges hold for all makers of a product at once, and no maker uses all of its inputs: that much stays open.
    expect(all.meanWidth).toBeLessThan(kind === "true" ? 0.4 : 0.5);
  },
  90_000,
);
