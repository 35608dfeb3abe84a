import fc from "fast-check";
import { INTERESTS, type Interest } from "../../src/control/facts.ts";
import { PARTS } from "../../src/control/share.ts";
import { type StakeGraph, stakeGraph } from "../../src/control/stake-graph.ts";
import type { World } from "../../src/control/world.ts";
import { controlWorld, type PartySpec, stakeColumns, withStakes } from "./control-world.ts";

export type Row = readonly [holder: number, held: number, low: number, high: number, interest: Interest];

/** Parties and rows of stakes, one a holder, party and interest; what is certain of a party is at most the whole. */
export interface MadeStakes {
  readonly parties: readonly PartySpec[];
  readonly rows: readonly Row[];
}

export interface StakeOptions {
  readonly most?: number;
  readonly interests?: readonly Interest[];
  /** Whether shares may be ranges. */
  readonly ranges?: boolean;
}

const PARTIES: readonly PartySpec[] = [
  "company of ID",
  "company of US",
  "person of DE",
  "partnership of US",
  "government of CN",
  "company of CN",
  "person of CN",
  { is: "company of SG", lists: ["us-ofac-sdn"] },
  { is: "company of SG", lists: ["us-bis-entity"] },
  { is: "company of SG", lists: ["us-1260h"] },
];

const NEAR = [0, 0.1, 0.15, 0.2, 0.249999999999, 0.25, 0.4, 0.49, 0.5, 0.500000000001, 0.51, 0.6, 0.75, 1];
const share = fc.oneof(
  fc.constantFrom(...NEAR.map((each) => Math.round(each * PARTS))),
  fc.integer({ min: 0, max: PARTS }),
);

/** Random parties and stakes, rings among them. */
export function madeStakes({ most = 14, interests = ["equity"], ranges = true }: StakeOptions = {}) {
  return fc.array(fc.constantFrom(...PARTIES), { minLength: 2, maxLength: 7 }).chain((parties) => {
    const party = fc.nat({ max: parties.length - 1 });
    const row = fc.tuple(
      party,
      party,
      share,
      ranges ? fc.option(share) : fc.constant(null),
      fc.constantFrom(...interests),
    );
    return fc.array(row, { maxLength: most }).map((rows): MadeStakes => ({ parties, rows: fitting(rows) }));
  });
}

/** Drops what a party would hold of itself or state twice, and cuts what is certain to the whole. */
function fitting(rows: readonly (readonly [number, number, number, number | null, Interest])[]): readonly Row[] {
  const met = new Set<string>();
  const certain = new Map<string, number>();
  return rows.flatMap(([holder, held, one, other, interest]): Row[] => {
    const key = `${holder} ${held} ${interest}`;
    if (holder === held || met.has(key)) return [];
    met.add(key);
    const whole = `${held} ${interest}`;
    const left = PARTS - (certain.get(whole) ?? 0);
    const low = Math.min(left, one, other ?? one);
    const high = other === null ? low : Math.max(one, other);
    certain.set(whole, PARTS - left + low);
    return [[holder, held, low, high, interest]];
  });
}

export function madeWorld({ parties, rows }: MadeStakes): World {
  const { world } = controlWorld(Object.fromEntries(parties.map((party, index) => [`P${index}`, party])), []);
  return withStakes(world, stakeColumns(rows));
}

/** A point of the ranges that a whole allows: each share by the part of its range given, as far as there is room. */
export function pointWithin({ rows }: MadeStakes, parts: readonly number[]): readonly Row[] {
  const left = new Map<string, number>();
  for (const [, held, low, , interest] of rows) {
    const whole = `${held} ${interest}`;
    left.set(whole, (left.get(whole) ?? PARTS) - low);
  }
  return rows.map(([holder, held, low, high, interest], index) => {
    const whole = `${held} ${interest}`;
    const wanted = Math.round((high - low) * (parts[index % parts.length] ?? 0));
    const more = interest === "licence" ? wanted : Math.min(wanted, Math.max(0, left.get(whole) as number));
    left.set(whole, (left.get(whole) as number) - more);
    return [holder, held, low + more, low + more, interest];
  });
}

/** Direct shares of one interest as fractions: `shares[holder][held]`. */
export function directShares(graph: StakeGraph, interest: Interest): number[][] {
  const shares = Array.from({ length: graph.parties }, () => new Array<number>(graph.parties).fill(0));
  for (let edge = 0; edge < graph.holder.length; edge++) {
    if (INTERESTS[graph.interest[edge] as number] !== interest) continue;
    const row = shares[graph.holder[edge] as number] as number[];
    row[graph.held[edge] as number] = (graph.low[edge] as number) / PARTS;
  }
  return shares;
}

export const graphOf = (made: MadeStakes): StakeGraph => stakeGraph(made.parties.length, stakeColumns(made.rows));
