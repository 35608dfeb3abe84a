import { compare, type Decimal, format, round } from "../vocab/decimal.ts";
import type { RateRow } from "./measure.ts";

/** An amount that the least or the most for an entry may have changed, and how. */
export interface BoundedAmount {
  readonly amount: Decimal;
  readonly because: string | null;
}

/** What a fee of `row` comes to when its least and most count; `amount` is what the rate alone comes to, to the cent. */
export type FeeBounds = (measure: string, row: RateRow, amount: Decimal) => BoundedAmount;

const CENTS = 2;

/** The bounds of a fee where the line is an entry of its own. */
export const boundsOfLine: FeeBounds = (_measure, row, amount) => bounded(row, amount);

function bounded({ floor, cap }: RateRow, amount: Decimal): BoundedAmount {
  if (floor !== null && compare(amount, floor) < 0) {
    return {
      amount: round(floor, CENTS),
      because: `${format(amount)} is raised to the least for an entry, ${format(floor)}`,
    };
  }
  if (cap !== null && compare(amount, cap) > 0) {
    return { amount: round(cap, CENTS), because: `${format(amount)} is held at the most for an entry, ${format(cap)}` };
  }
  return { amount, because: null };
}

/** Fees whose least and most fall on entries of several lines, wherever in a file those stand. */
export interface EntryFees {
  /** To be asked of every line first: adds the line to its entry and bounds nothing. */
  add(entry: string): FeeBounds;
  /**
   * To be asked of every line once more, in the same order: the line's share of what the whole entry owes. The shares
   * of an entry add up to the cent. The bounds are those of its first line.
   */
  share(entry: string): FeeBounds;
}

/** What is known of the entries that owe one fee; 36 bytes an entry and the text of its number. */
interface FeeTable {
  readonly places: Map<string, number>;
  readonly rows: RateRow[];
  /** Cents that the rate alone comes to over the entry, and over those of its lines that have had their share. */
  whole: Float64Array;
  shared: Float64Array;
}

export function entryFees(): EntryFees {
  const tables = new Map<string, FeeTable>();
  const tableOf = (measure: string): FeeTable => {
    let table = tables.get(measure);
    if (table === undefined) {
      table = { places: new Map(), rows: [], whole: new Float64Array(1024), shared: new Float64Array(1024).fill(-1) };
      tables.set(measure, table);
    }
    return table;
  };
  return {
    add: (entry) => (measure, row, amount) => {
      const table = tableOf(measure);
      const place = placeOf(table, entry, row);
      table.whole[place] = (table.whole[place] as number) + Number(amount.units);
      return { amount, because: null };
    },
    share: (entry) => (measure, _row, amount) => shareOf(tableOf(measure), entry, amount),
  };
}

function placeOf(table: FeeTable, entry: string, row: RateRow): number {
  const held = table.places.get(entry);
  if (held !== undefined) return held;
  const place = table.rows.push(row) - 1;
  table.places.set(entry, place);
  if (place >= table.whole.length) {
    table.whole = grown(table.whole, 0);
    table.shared = grown(table.shared, -1);
  }
  return place;
}

function grown(array: Float64Array, empty: number): Float64Array {
  const larger = new Float64Array(array.length * 2).fill(empty);
  larger.set(array);
  return larger;
}

function shareOf(table: FeeTable, entry: string, amount: Decimal): BoundedAmount {
  const place = table.places.get(entry);
  if (place === undefined) throw new RangeError(`The entry ${entry} was not added up first.`);
  const whole = BigInt(table.whole[place] as number);
  const before = BigInt(table.shared[place] as number);
  const { amount: owed, because } = bounded(table.rows[place] as RateRow, { units: whole, scale: CENTS });
  const first = before < 0n;
  const after = (first ? 0n : before) + amount.units;
  table.shared[place] = Number(after);
  const upTo = (part: bigint): bigint => (whole === 0n ? owed.units : (owed.units * part * 2n + whole) / (whole * 2n));
  const units = upTo(after) - (first ? 0n : upTo(before));
  return { amount: { units, scale: CENTS }, because: because === null ? null : `over the entry ${because}` };
}
