import { absolute, compare, type Decimal, decimal, format, fromUnits, round, ZERO } from "../vocab/decimal.ts";
import type { Cell, Column, ColumnType, Table } from "./document.ts";

/** How one kind of number is written throughout a table: divided by a power of ten, named in the heading. */
export interface Scale {
  readonly unit: string;
  readonly power: number;
  readonly decimals: number;
}

interface Step {
  readonly from: bigint;
  readonly unit: string;
  readonly power: number;
}

const STEPS: Readonly<Record<"usd" | "kg", readonly Step[]>> = {
  usd: [
    { from: 10n ** 12n, unit: "USD billion", power: 9 },
    { from: 10n ** 7n, unit: "USD million", power: 6 },
    { from: 10n ** 5n, unit: "USD thousand", power: 3 },
  ],
  kg: [
    { from: 10n ** 12n, unit: "million t", power: 9 },
    { from: 10n ** 10n, unit: "thousand t", power: 6 },
    { from: 10n ** 4n, unit: "t", power: 3 },
  ],
};

/** `value` divided by 10^power; the power may be negative. */
function shiftDown(value: Decimal, power: number): Decimal {
  const scale = value.scale + power;
  return scale >= 0 ? fromUnits(value.units, scale) : fromUnits(value.units * 10n ** BigInt(-scale), 0);
}

/** The scale of every `type` number of a table, chosen once from the largest of them. */
export function chooseScale(type: "usd" | "kg", values: readonly Cell[]): Scale {
  const plain: Scale = { unit: type === "usd" ? "USD" : "kg", power: 0, decimals: 0 };
  let largest: Decimal = ZERO;
  for (const value of values) {
    if (value === null) continue;
    const size = absolute(decimal(String(value)));
    if (compare(size, largest) > 0) largest = size;
  }
  for (const step of STEPS[type]) {
    if (compare(largest, fromUnits(step.from, 0)) >= 0) return { unit: step.unit, power: step.power, decimals: 1 };
  }
  return plain;
}

export function chooseScales(table: Table): Readonly<Record<"usd" | "kg", Scale>> {
  const valuesOf = (type: ColumnType): Cell[] =>
    table.columns.flatMap((column, at) => (column.type === type ? table.rows.map((row) => row[at] ?? null) : []));
  return { usd: chooseScale("usd", valuesOf("usd")), kg: chooseScale("kg", valuesOf("kg")) };
}

export function groupThousands(digits: string): string {
  const [whole = "", fraction] = digits.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? grouped : `${grouped}.${fraction}`;
}

/** A number at a scale, such as `1,234.5`; what would round to zero without being zero is `<0.1`, never `0.0`. */
export function writeScaled(value: string | number, scale: Pick<Scale, "power" | "decimals">): string {
  const exact = decimal(String(value));
  if (exact.units === 0n) return "0";
  const rounded = round(shiftDown(exact, scale.power), scale.decimals);
  const smallest = format(fromUnits(1n, scale.decimals));
  if (rounded.units === 0n) return exact.units < 0n ? `>-${smallest}` : `<${smallest}`;
  return groupThousands(format(rounded));
}

/** A share as per cent with one decimal: `74.5 %`. */
export function writeShare(share: string | number): string {
  return `${writeScaled(share, { power: -2, decimals: 1 })} %`;
}

/** A whole number with thousands separators. */
export function writeCount(count: string | number): string {
  return groupThousands(String(count));
}

/** Alone in a sentence a number takes the largest unit that leaves a digit before the point. */
function aloneScale(type: "usd" | "kg", value: string): Scale {
  const size = absolute(decimal(value));
  const names = type === "usd" ? ["USD billion", "USD million", "USD thousand"] : ["million t", "thousand t", "t"];
  const at = [9, 6, 3].findIndex((power) => compare(size, fromUnits(10n ** BigInt(power), 0)) >= 0);
  const power = [9, 6, 3][at];
  if (power === undefined) return { unit: type === "usd" ? "USD" : "kg", power: 0, decimals: 0 };
  return { unit: names[at] ?? "", power, decimals: 1 };
}

/** An amount in a sentence, scaled for itself: `USD 612.3 million`. */
export function writeUsd(usd: string | null): string {
  if (usd === null) return "an unknown value";
  const scale = aloneScale("usd", usd);
  return `USD ${writeScaled(usd, scale)}${scale.unit.slice(3)}`;
}

/** A weight in a sentence, scaled for itself: `15.2 thousand t`. */
export function writeKg(kg: string | null): string {
  if (kg === null) return "an unknown weight";
  const scale = aloneScale("kg", kg);
  return `${writeScaled(kg, scale)} ${scale.unit}`;
}

/** The unit that belongs in a column's heading, if any. */
export function unitOf(column: Column, scales: Readonly<Record<"usd" | "kg", Scale>>): string | undefined {
  if (column.type === "usd" || column.type === "kg") return scales[column.type].unit;
  return column.unit;
}

/** One cell as people read it in a table of these scales. */
export function writeCell(cell: Cell, column: Column, scales: Readonly<Record<"usd" | "kg", Scale>>): string {
  if (cell === null) return "—";
  switch (column.type) {
    case "usd":
    case "kg":
      return writeScaled(cell, scales[column.type]);
    case "share":
      return writeShare(cell);
    case "count":
      return writeCount(cell);
    case "number":
      return groupThousands(String(cell));
    default:
      return String(cell);
  }
}
