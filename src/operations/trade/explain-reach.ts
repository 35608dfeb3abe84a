import { InvalidInput } from "../../errors.ts";
import { addExact, exactSums, exactTotal } from "../../network/exact-sum.ts";
import { UNIT_VALUE_OUTLIER, VALUE_ESTIMATED } from "../../network/network.ts";
import { eachCounted, type Walk } from "../../network/walk.ts";
import { reportRegion } from "../../vocab/country-group.ts";
import type { Figure } from "./explain-figure.ts";
import { largestOf } from "./explain-largest.ts";

type Dimension = "origin" | "region" | "party" | "facility" | "product" | "heading" | "port" | "kind";

/** Which of the counted rows a figure is about, and what of each of them it adds up. */
export interface Selection {
  /** Null is every tier. */
  readonly tier: number | null;
  readonly dimension: Dimension | null;
  /** Keys of the dimension that count, or, with `others`, those that do not. */
  readonly keys: ReadonlySet<string>;
  readonly others: boolean;
  readonly only: "all" | "estimated" | "outliers" | "withoutValue" | "withoutWeight" | "withBoth";
  readonly adds: "usd" | "kg" | "rows";
}

/** The rows behind a figure, in the units of the sum: cents, grams, or rows. */
export interface PickedRows {
  readonly entries: readonly { readonly entry: number; readonly amount: bigint }[];
  /** What is not listed. Null rows: their number was not counted. */
  readonly others: { readonly rows: number | null; readonly amount: bigint };
  readonly total: bigint;
  readonly scale: number;
  /** Rows that the figure stands on, if they were counted. */
  readonly rows: number | null;
  /** Of these, rows whose value is estimated. */
  readonly estimated: number;
}

const ROOT = new Set(["total", "tiers", "suppliers", "others"]);

/** Reads a path of the answer of a reach, or of `suppliers`, as a selection of rows. */
export function selectionOf({ path, steps }: Figure, by: string, result: object): Selection {
  const [first = "", second = "", third = "", fourth = ""] = path;
  const last = path.at(-1) ?? "";
  if (!ROOT.has(first)) {
    throw new InvalidInput(`"${path.join(".")}" is not made of rows.`, {
      hint: "Figures under total, tiers and suppliers are.",
    });
  }
  if (path.at(-2) === "stale") {
    throw new InvalidInput(`"${path.join(".")}" is a sum over links, and which rows of them count is not said.`, {
      hint: "Explain the tier, or a part of it.",
    });
  }
  const plain = { dimension: null, keys: new Set<string>(), others: false, adds: addsOf(path), only: onlyOf(path) };
  if (first === "total") return { ...plain, tier: null };
  if (first === "suppliers") return { ...plain, tier: null, dimension: "party", keys: new Set([second]) };
  if (first === "others") {
    return {
      ...plain,
      tier: null,
      dimension: "party",
      others: true,
      keys: listed((result as { suppliers?: unknown }).suppliers),
    };
  }
  const tier = Number((steps[1] as { readonly tier: number }).tier);
  if (third === "by") return { ...plain, tier, dimension: by as Dimension, keys: keySet(fourth) };
  if (third !== "splits") return { ...plain, tier };
  const dimension = fourth as Dimension;
  if (path[4] === "parts") return { ...plain, tier, dimension, keys: keySet(path[5] ?? "") };
  if (last === "count") throw new InvalidInput(`"${path.join(".")}" counts lines, not rows.`);
  return { ...plain, tier, dimension, others: true, keys: listed((steps[3] as { readonly parts?: unknown }).parts) };
}

const keySet = (key: string): Set<string> => new Set([key === "unknown" ? "" : key]);

/** The keys of the lines that are listed, so that the others are the rest. */
export function listed(parts: unknown): Set<string> {
  const lines = Array.isArray(parts) ? (parts as { readonly key?: string; readonly party?: string }[]) : [];
  return new Set(lines.map(({ key, party }) => key ?? party ?? "").map((key) => (key === "unknown" ? "" : key)));
}

function addsOf(path: readonly string[]): Selection["adds"] {
  const last = path.at(-1) ?? "";
  if (last === "kg") return "kg";
  return last.startsWith("rows") ? "rows" : "usd";
}

function onlyOf(path: readonly string[]): Selection["only"] {
  const last = path.at(-1);
  const parent = path.at(-2);
  if (parent === "estimated" || parent === "outliers") return parent;
  if (last === "rowsWithoutValue") return "withoutValue";
  if (last === "rowsWithoutWeight") return "withoutWeight";
  return last === "unitValue" ? "withBoth" : "all";
}

/** The key of an entry in a dimension, as the answer writes it. */
function keyReader({ network, plan }: Walk, dimension: Dimension): (entry: number, run: number) => string {
  const { far, farNode, tierCountry } = plan;
  const farOf = (run: number): number => farNode[run] as number;
  const country = (run: number): string => network.countries[tierCountry[run] as number] ?? "";
  switch (dimension) {
    case "origin":
      return (_, run) => country(run);
    case "region":
      return (_, run) => reportRegion(country(run));
    case "party":
      return (_, run) => network.parties.id(far.party[farOf(run)] as number);
    case "facility":
      return (entry) => network.facilities.id(network.columns.facility[entry] ?? 0);
    case "product":
      return (_, run) => network.products[far.product[farOf(run)] as number] ?? "";
    case "heading":
      return (_, run) => (network.products[far.product[farOf(run)] as number] ?? "").slice(0, 4);
    case "port":
      return (entry) => network.ports[network.columns.port[entry] as number] ?? "";
    case "kind":
      throw new InvalidInput("Rows are not kept apart by how they stand behind the tier before.", {
        hint: "Explain a part of another split, such as splits.product.",
      });
  }
}

function filterOf({ network }: Walk, only: Selection["only"]): (entry: number) => boolean {
  const { usd, kg, flags } = network.columns;
  const [noValue, noWeight] = [
    (entry: number) => Number.isNaN(usd[entry] as number),
    (entry: number) => Number.isNaN(kg[entry] as number),
  ];
  switch (only) {
    case "all":
      return () => true;
    case "estimated":
      return (entry) => ((flags[entry] as number) & VALUE_ESTIMATED) !== 0;
    case "outliers":
      return (entry) => ((flags[entry] as number) & UNIT_VALUE_OUTLIER) !== 0;
    case "withoutValue":
      return noValue;
    case "withoutWeight":
      return noWeight;
    case "withBoth":
      return (entry) => !noValue(entry) && !noWeight(entry);
  }
}

/** The rows that a walk counted for the selection, the largest `top` of them one by one and the rest in one. */
export function reachRows(walk: Walk, selection: Selection, top: number): PickedRows {
  const { columns } = walk.network;
  const { dimension, keys, others, adds, tier: only } = selection;
  const keyOf = dimension === null ? null : keyReader(walk, dimension);
  const counts = filterOf(walk, selection.only);
  const largest = largestOf(top);
  const sum = exactSums(1);
  let [rows, estimated] = [0, 0];
  const add = (entry: number, tier: number, run: number): void => {
    if (only !== null && tier !== only) return;
    if (!counts(entry)) return;
    if (keyOf !== null && keys.has(keyOf(entry, run)) === others) return;
    const stated = columns[adds === "kg" ? "kg" : "usd"][entry] as number;
    const size = Number.isNaN(stated) ? 0 : stated;
    rows++;
    if (((columns.flags[entry] as number) & VALUE_ESTIMATED) !== 0) estimated++;
    addExact(sum, 0, adds === "rows" ? 1 : size);
    largest.add(entry, size);
  };
  eachCounted(walk, add, dimension === "facility" ? dimension : undefined);
  const entries = largest.list().map(({ entry, amount }) => ({ entry, amount: adds === "rows" ? 1n : BigInt(amount) }));
  const total = exactTotal(sum, 0);
  const shown = entries.reduce((all, { amount }) => all + amount, 0n);
  return {
    entries,
    others: { rows: rows - entries.length, amount: total - shown },
    total,
    scale: { usd: 2, kg: 3, rows: 0 }[adds],
    rows,
    estimated,
  };
}
