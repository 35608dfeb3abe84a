import { beforeAll, expect, test } from "vitest";
import { type Book, readBook } from "../../src/book/book.ts";
import { WORKING_POINT, type WorkingPoint } from "../../src/flows/verdict.ts";
import { ask } from "../../src/operations/core/ask.ts";
import { diversionOperation } from "../../src/operations/diversion.ts";
import { madeWorldStore, ratesOf, type Trial, trialsOf } from "../support/diversion-worlds.ts";

/** Worlds that are made; docs/diversion.md is written from 24 of them. */
const WORLDS = Number(process.env.HEADWATER_DIVERSION_WORLDS ?? "3");
const FIRST_WORLD = Number(process.env.HEADWATER_DIVERSION_FIRST ?? "1");
const SHIPMENTS = 20_000;

const POINTS: readonly (readonly [string, WorkingPoint])[] = [
  ["strictest", { ...WORKING_POINT, fallScore: 2.5, riseScore: 4, through: 0.3, feedOfRise: 0.6 }],
  ["strict", { ...WORKING_POINT, fallScore: 2, riseScore: 3, through: 0.2, feedOfRise: 0.5 }],
  ["chosen", WORKING_POINT],
  ["loose", { ...WORKING_POINT, fallScore: 1.3, riseScore: 1.3, through: 0.05, feedOfRise: 0.2 }],
  [
    "loosest",
    { ...WORKING_POINT, fall: 0.05, fallScore: 0.7, riseScore: 0.7, through: 0.02, feedOfRise: 0.1, riseOfFall: 0.02 },
  ],
];

let book: Book;
let trials: Trial[];

beforeAll(async () => {
  book = await readBook();
  trials = [];
  for (let at = 0; at < WORLDS; at++) trials.push(...(await trialsOf(book, FIRST_WORLD + at, SHIPMENTS)));
}, 3_600_000);

const of = (kind: Trial["kind"], months: number): readonly Trial[] =>
  trials.filter((trial) => trial.kind === kind && trial.months === months);
const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;

/** The table of docs/diversion.md. */
function table(): string {
  const line = ([name, point]: (typeof POINTS)[number]): string => {
    const found = [3, 6, 12].map((months) => ratesOf(of("diversion", months), point));
    const six = found[1] as (typeof found)[number];
    const [growth, ordinary] = (["growth", "ordinary"] as const).map((kind) => ratesOf(of(kind, 6), point));
    const cells = [
      ...found.map(({ likely, trials: all }) => share(likely, all)),
      share(six.atLeastPossible, six.trials),
      ...[growth, ordinary].flatMap((each) => [
        share(each?.likely ?? 0, each?.trials ?? 0),
        share(each?.atLeastPossible ?? 0, each?.trials ?? 0),
      ]),
    ];
    return `| ${name} | ${cells.join(" | ")} |`;
  };
  return POINTS.map(line).join("\n");
}

test("planted diversions of 30 % or more are called likely within six months, nine of ten of them", () => {
  if (process.env.HEADWATER_DIVERSION_WORLDS !== undefined) process.stdout.write(`${table()}\n`);
  const { trials: all, likely } = ratesOf(of("diversion", 6), WORKING_POINT);
  expect(all).toBe(4 * WORLDS);
  expect(likely / all).toBeGreaterThanOrEqual(0.9);
});

test("growth that is no diversion, and legs in which nothing is planted, are called likely in one of twenty at most", () => {
  for (const kind of ["growth", "ordinary"] as const) {
    const { trials: all, likely } = ratesOf(of(kind, 6), WORKING_POINT);
    expect(all).toBeGreaterThan(WORLDS);
    expect(likely / all, kind).toBeLessThanOrEqual(0.05);
  }
});

test("evasion is indicated where the firms of the way round declare another origin, and not where they do not", async () => {
  const world = await madeWorldStore(book, 1, SHIPMENTS);
  const said: { readonly planted: boolean; readonly indicated: boolean; readonly passed: boolean }[] = [];
  for (const plant of world.planted.filter(({ kind }) => kind === "diversion")) {
    const { result } = await ask(diversionOperation, world.context, {
      ...{ product: plant.product, origin: plant.source, to: plant.destination, data: "shipments", top: 3 },
      since: `${plant.from}-01`,
    });
    const found = result.candidates.find(({ country }) => country.key === plant.third);
    if (found === undefined) throw new Error(`${plant.third} is not among the candidates.`);
    expect(found.level).toBe("firm");
    const passed = found.reasons.some((reason) => reason.startsWith("Firms that bought"));
    said.push({ planted: plant.falseOrigin, indicated: found.evasion === "indicated", passed });
  }
  await world.close();
  expect(said.map(({ indicated }) => indicated)).toEqual(said.map(({ planted }) => planted));
  expect(said.every(({ passed }) => passed)).toBe(true);
}, 300_000);
