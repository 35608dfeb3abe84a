import { InvalidInput } from "../../errors.ts";
import type { Network } from "../../network/network.ts";
import { toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { convert, dimension, findUnit, quantity } from "../../vocab/quantity.ts";
import type { BillRow } from "./attribution-fields.ts";
import { unitValueOf } from "./attribution-rows.ts";
import type { Window } from "./dataset-facts.ts";

/** A bill of materials as one basket: its codes, each once, and the part of each in the value of all. */
export interface Basket {
  readonly products: readonly string[];
  readonly weights: readonly number[];
  /** Value of all that the bill lists; null when it gives shares alone. */
  readonly usd: number | null;
  /** Codes whose price came from the data. */
  readonly priced: readonly string[];
}

interface Priced {
  readonly usd: number;
  readonly fromData: boolean;
}

/** How far shares of a bill may be from one in all: two decimals each of a few lines. */
const ROUNDING = 0.005;

/** The basket of a bill: by its own shares, else quantity by price, the price from the bill or from the data. */
export function basketOf(
  network: Network,
  rows: readonly BillRow[],
  window: Window & { readonly country?: string | undefined },
): Basket {
  if (rows.length === 0) throw new InvalidInput("The bill of materials has no row.");
  const byShare = rows.some(({ share }) => share !== undefined);
  const values = rows.map((row, at) =>
    byShare ? { usd: shareOf(row, at), fromData: false } : priced(network, row, at, window),
  );
  const all = values.reduce((sum, { usd }) => sum + usd, 0);
  if (byShare && Math.abs(all - 1) > ROUNDING) {
    throw new InvalidInput(`The shares of the bill of materials add up to ${Number(all.toFixed(6))}, not to 1.`);
  }
  const sums = new Map<string, number>();
  for (const [at, { code }] of rows.entries()) sums.set(code, (sums.get(code) ?? 0) + (values[at]?.usd ?? 0));
  const weights = [...sums.values()].map((value) => value / all);
  const priceless = rows.filter((_, at) => values[at]?.fromData);
  return {
    products: [...sums.keys()],
    weights,
    usd: byShare ? null : all,
    priced: [...new Set(priceless.map(({ code }) => code))],
  };
}

function place({ line, code }: BillRow, at: number): string {
  return `${line === undefined ? `Row ${at + 1}` : `Line ${line}`} of the bill of materials (HS ${formatHs(code)})`;
}

function shareOf(row: BillRow, at: number): number {
  if (row.share === undefined) {
    throw new InvalidInput(`${place(row, at)} has no share, while others have one.`, {
      hint: "Give every row a share, or every row a quantity.",
    });
  }
  return Number(row.share);
}

function priced(
  network: Network,
  row: BillRow,
  at: number,
  { since, until, country }: Window & { readonly country?: string | undefined },
): Priced {
  if (row.quantity === undefined) {
    throw new InvalidInput(`${place(row, at)} has no quantity.`, { hint: "Give a quantity, or a share of the value." });
  }
  if (row.unitPrice !== undefined) return { usd: Number(row.quantity) * Number(row.unitPrice), fromData: false };
  const unit = findUnit(row.unit ?? "");
  if (unit === null || dimension(unit) !== "mass") {
    throw new InvalidInput(`${place(row, at)} has no unit_price, and "${row.unit ?? ""}" is not a unit of weight.`, {
      hint: "Give a unit_price in USD, or the quantity in kg, g, t or lb: the data know prices by weight alone.",
    });
  }
  const product = row.code;
  const price =
    (country === undefined ? null : unitValueOf(network, { product, country, since, until })) ??
    unitValueOf(network, { product, since, until });
  if (price === null) {
    throw new InvalidInput(
      `${place(row, at)} has no unit_price, and the data hold no row of it with value and weight.`,
      {
        hint: "Give a unit_price in USD.",
      },
    );
  }
  return { usd: toNumber(convert(quantity(row.quantity, unit), "kg").amount) * price, fromData: true };
}
