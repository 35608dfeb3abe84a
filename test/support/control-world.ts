import { buildWorld, type PartyOnDay } from "../../src/control/build-world.ts";
import { type Evaluation, evaluation } from "../../src/control/evaluate-rule.ts";
import { INTERESTS, type Interest } from "../../src/control/facts.ts";
import type { Rule } from "../../src/control/rule.ts";
import { PARTS, partsOf } from "../../src/control/share.ts";
import { type StakeColumns, stakeGraph } from "../../src/control/stake-graph.ts";
import { PARTY_KINDS, type World } from "../../src/control/world.ts";
import { decimal, format, fromUnits } from "../../src/vocab/decimal.ts";

/** A party: "company of ID", "government of CN", "person of CN", "partnership of US"; or that with more said of it. */
export type PartySpec =
  | string
  | {
      readonly is: string;
      readonly incorporated?: string | undefined;
      readonly headquartered?: string | undefined;
      readonly lists?: readonly string[] | undefined;
      /** Plants: "CN" or "CN Xinjiang". */
      readonly plants?: readonly string[] | undefined;
    };

/** Holder, held, per cent or a range of it, and the interest, equity where none is given. */
export type StakeSpec = readonly [
  holder: string,
  held: string,
  percent: Percent | readonly [Percent, Percent],
  interest?: Interest,
];

/** Text keeps more places than a number does: "49.9999999999". */
export type Percent = number | string;

export interface ControlWorld {
  readonly world: World;
  readonly columns: StakeColumns;
  readonly names: readonly string[];
  /** Throws for a party that is not there. */
  readonly at: (name: string) => number;
}

/** Parties and stakes as a test states them. Parties that only stakes name are companies of nowhere. */
export function controlWorld(parties: Readonly<Record<string, PartySpec>>, stakes: readonly StakeSpec[]): ControlWorld {
  const names = [
    ...new Set([...Object.keys(parties), ...stakes.flatMap((stake) => stake.slice(0, 2) as [string, string])]),
  ];
  const at = (name: string) => {
    const index = names.indexOf(name);
    if (index < 0) throw new Error(`There is no party "${name}" in this world.`);
    return index;
  };
  const columns = stakeColumns(
    stakes.map(([holder, held, percent, interest]) => {
      const [low, high] = typeof percent === "object" ? percent : [percent, percent];
      return [at(holder), at(held), partsOfPercent(low), partsOfPercent(high), interest ?? "equity"];
    }),
  );
  const all = names.map((name) => partyOf(parties[name] ?? "company"));
  const world = buildWorld(all, columns);
  return { world, columns, names, at };
}

/** Rows of holder, held, low, high (parts) and interest as the columns of a graph. */
export function stakeColumns(
  rows: readonly (readonly [holder: number, held: number, low: number, high: number, interest: Interest])[],
): StakeColumns {
  return {
    holder: Int32Array.from(rows, ([holder]) => holder),
    held: Int32Array.from(rows, ([, held]) => held),
    low: Float64Array.from(rows, ([, , low]) => low),
    high: Float64Array.from(rows, ([, , , high]) => high),
    interest: Uint8Array.from(rows, ([, , , , interest]) => INTERESTS.indexOf(interest)),
  };
}

/** The same parties with other stakes. */
export function withStakes(world: World, columns: StakeColumns): World {
  return { ...world, graph: stakeGraph(world.parties, columns) };
}

/** The parties with only these edges of the graph, each with its range. */
export function onlyEdges(world: World, edges: Iterable<number>): World {
  const { holder, held, interest, low, high } = world.graph;
  const kept = [...new Set(edges)];
  const taken = (column: ArrayLike<number>) => kept.map((edge) => column[edge] as number);
  return withStakes(world, {
    holder: Int32Array.from(taken(holder)),
    held: Int32Array.from(taken(held)),
    interest: Uint8Array.from(taken(interest)),
    low: Float64Array.from(taken(low)),
    high: Float64Array.from(taken(high)),
  });
}

export function evaluated(world: World, rules: readonly Rule[]): Evaluation {
  return evaluation(world, rules);
}

/** 25 or "25.00" per cent in parts of 10^12, exact to ten places of a per cent. */
export function partsOfPercent(percent: Percent): number {
  const { units, scale } = decimal(String(percent));
  const parts = partsOf(format(fromUnits(units, scale + 2)));
  if (parts < 0 || parts > PARTS) throw new Error(`${percent} % is no share.`);
  return parts;
}

function partyOf(spec: PartySpec): PartyOnDay {
  const given = typeof spec === "string" ? { is: spec } : spec;
  const [, what = "", seat = null] = /^(\w+)(?: of ([A-Z]{2}))?$/.exec(given.is) ?? [];
  const partnership = what === "partnership";
  const kind = PARTY_KINDS.find((each) => each === (partnership ? "company" : what));
  if (kind === undefined) throw new Error(`"${given.is}" is no kind of party, such as "company of ID".`);
  return {
    kind,
    seat,
    incorporated: given.incorporated ?? null,
    headquartered: given.headquartered ?? null,
    legalForm: partnership ? "partnership" : null,
    lists: given.lists ?? [],
    plants: (given.plants ?? []).map((plant) => ({ country: plant.slice(0, 2), region: plant.slice(3) || null })),
  };
}
