import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import { inputsFor } from "../../src/book/inputs-for.ts";
import { importFile } from "../../src/ingest/import-file.ts";
import { type Attribution, attribute } from "../../src/network/attribution/attribute.ts";
import { buildNetwork } from "../../src/network/build-network.ts";
import type { InputLink } from "../../src/network/input-link.ts";
import type { Network } from "../../src/network/network.ts";
import { partyId } from "../../src/resolve/party-id.ts";
import { compileSnapshot } from "../../src/store/snapshot.ts";
import { Store } from "../../src/store/store.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { random } from "../../src/synth/random.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { type Row, rowsOf } from "../support/world-rows.ts";

const SEED = 21;
let base: string;
let network: Network;
let links: readonly InputLink[];
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
  const resellers = new Set(
    (await rowsOf(world, "truth/inputs.csv")).filter(({ kind }) => kind === "resale").map((row) => row.party_id),
  );
  const parties = await rowsOf(world, "truth/parties.csv");
  traders = new Set(
    parties
      .filter(({ party_id, kind }) => resellers.has(party_id) || kind === "forwarder")
      .map(({ name = "", country = "" }) => network.parties.find(partyId(name, country))),
  );
  links = inputsFor(await readBook({ overlay: join(world, "truth/book") }), 2022);
  roots = rootsOf(await rowsOf(world, "truth/origins.csv"));
}, 300_000);
afterAll(() => rm(base, { recursive: true, force: true }));

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
  /** Roots of whose largest true origins all lie in their bands. */
  readonly inside: number;
  readonly outside: readonly string[];
  readonly widths: Widths;
  readonly untraced: number;
}

/** Means over the roots. */
interface Widths {
  /** Of the band of the largest true origin. */
  readonly largest: number;
  /** Of the five largest true origins. */
  readonly five: number;
  /** Of the lines that an answer lists by default. */
  readonly listed: number;
  /** Of the same lines, each by its share in the answer. */
  readonly byShare: number;
}

const WIDTHS: readonly (readonly [means: string, of: keyof Widths])[] = [
  ["of the largest origin", "largest"],
  ["of the five largest origins", "five"],
  ["of all lines that are listed", "listed"],
  ["of all lines that are listed, each by its share", "byShare"],
];

const ORIGINS = 5;
const LISTED = 10;
const SLACK = 1e-6;

/** Shows a part of the bills at random: a bill that is hidden has neither value nor bill in what is asked. */
function trial(shown: number): Trial {
  const draw = random(SEED, `hidden ${shown}`);
  const isShown = Uint8Array.from({ length: network.entries }, () => (draw.unit() < shown ? 1 : 0));
  const seen = shown === 1 ? network : networkWithout(isShown);
  const outside: string[] = [];
  const found = roots.map((root) => {
    const answer = asked(seen, root, shown);
    const wanted = [...root.origins].sort(([, a], [, b]) => b - a).slice(0, ORIGINS);
    const lines = answer.by("origin", { bounded: LISTED, keys: wanted.map(([origin]) => origin) });
    const bands = new Map(lines.map((line) => [line.key, line]));
    // A root of which no bill is shown has no answer, and an origin on no bill no line: nothing is then excluded of it.
    const bandOf = (origin: string) => ({
      low: bands.get(origin)?.low ?? 0,
      high: bands.get(origin)?.high ?? (answer.empty ? 1 : 0),
    });
    const misses = wanted.filter(([origin, share]) => {
      const { low, high } = bandOf(origin);
      return share < low - SLACK || share > high + SLACK;
    });
    for (const [origin, share] of misses) {
      const { low, high } = bandOf(origin);
      outside.push(
        `${root.hs} to ${root.destination}: ${origin} ${share.toFixed(4)} not in ${low.toFixed(4)}..${high.toFixed(4)}`,
      );
    }
    const width = ({ low, high }: { readonly low: number | null; readonly high: number | null }) =>
      (high ?? 1) - (low ?? 0);
    const listed = lines.slice(0, LISTED);
    return {
      held: misses.length === 0,
      untraced: answer.untraced,
      largest: width(bandOf(wanted[0]?.[0] ?? "")),
      five: mean(wanted.map(([origin]) => width(bandOf(origin)))),
      listed: answer.empty ? 1 : mean(listed.map(width)),
      byShare: answer.empty
        ? 1
        : mean(
            listed.map((line) => width(line)),
            listed.map(({ share }) => share),
          ),
    };
  });
  const over = (of: "untraced" | keyof Widths) => mean(found.map((root) => root[of]));
  return {
    inside: found.filter(({ held }) => held).length,
    outside,
    widths: { largest: over("largest"), five: over("five"), listed: over("listed"), byShare: over("byShare") },
    untraced: over("untraced"),
  };
}

function asked(seen: Network, { destination, hs }: Root, shown: number): Attribution {
  return attribute(seen, links, {
    root: { kind: "purchases", products: [hs], countries: [destination] },
    inputs: "all",
    coverage: shown,
    isTrader: (party) => traders.has(party),
  });
}

function mean(values: readonly number[], weights: readonly number[] = values.map(() => 1)): number {
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return values.reduce((sum, value, at) => sum + value * (weights[at] as number), 0) / all;
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

let trials: readonly [few: Trial, half: Trial, most: Trial, all: Trial];
beforeAll(() => {
  trials = SHOWN.map(trial) as unknown as typeof trials;
  console.table(trials.map(({ inside, widths, untraced }, at) => ({ shown: SHOWN[at], inside, ...widths, untraced })));
}, 300_000);

test("the true origins of at least 99 of 100 roots lie in their bands, whatever part of the bills is shown", () => {
  expect(roots).toHaveLength(100);
  for (const { inside, outside } of trials) expect(inside, outside.join("\n")).toBeGreaterThanOrEqual(99);
});

test("with all bills every true origin lies in its band, and nothing is untraced", () => {
  const [, , , all] = trials;
  expect(all.inside, all.outside.join("\n")).toBe(100);
  expect(all.untraced).toBeLessThan(1e-9);
});

test.each(WIDTHS)("the bands narrow as bills are shown, to a mean of at most 0.15, %s", (_, reading) => {
  const [few, half, most, all] = trials.map(({ widths }) => widths[reading]) as [number, number, number, number];
  expect(half).toBeLessThan(few);
  expect(most).toBeLessThan(half);
  expect(all).toBeLessThan(most);
  expect(all).toBeLessThanOrEqual(0.15);
  // Ranges that are no points leave something open.
  expect(all).toBeGreaterThan(0.02);
});
