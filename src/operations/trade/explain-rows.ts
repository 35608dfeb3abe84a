import { type Basis, isBasis } from "../../evidence/basis.ts";
import { ESTIMATE_STEPS } from "../../network/estimate-values.ts";
import { type Network, rowAddress, VALUE_BY_WEIGHT, VALUE_ESTIMATED } from "../../network/network.ts";
import { bandReader, runGoods } from "../../network/sum-runs.ts";
import type { ImportRow } from "../../store/queries/imports-list.ts";
import { importsWithLongRecords, type SourceRow, sourceRows } from "../../store/queries/source-rows.ts";
import { format, fromUnits } from "../../vocab/decimal.ts";
import type { Context } from "../core/context.ts";
import type { PickedRows } from "./explain-reach.ts";
import type { ExplainResult } from "./explain-result.ts";
import { partyLabel } from "./party.ts";
import { writeCents, writeGrams } from "./split-parts.ts";
import type { TradeDataset } from "./trade-dataset.ts";

type Row = ExplainResult["rows"][number];

export interface Address {
  readonly entry: number;
  readonly importId: string;
  readonly record: number;
}

/** Where the entries lie in the source files; brings their rows' numbers into memory first. */
export function addressesOf(network: Network, entries: readonly number[]): Address[] {
  return entries.map((entry) => {
    network.need(entry, entry + 1);
    const { importId, sourceRow } = rowAddress(network.imports, network.columns.row[entry] as number);
    return { entry, importId, record: sourceRow };
  });
}

async function storedRows(
  context: Context,
  dataset: TradeDataset,
  addresses: readonly Address[],
): Promise<Map<string, SourceRow[]>> {
  const records = new Map<string, number[]>();
  for (const { importId, record } of addresses) {
    const list = records.get(importId) ?? [];
    records.set(importId, list);
    list.push(record);
  }
  const found = new Map<string, SourceRow[]>();
  if (records.size === 0) return found;
  const engine = await context.openEngine();
  const wanted = [...records].map(([importId, list]) => ({ importId, records: list }));
  for (const row of await engine.rows<SourceRow>(sourceRows(dataset.data, wanted), context.signal)) {
    const key = `${row.import_id} ${row.source_row}`;
    found.set(key, [...(found.get(key) ?? []), row]);
  }
  return found;
}

/** A layout of our own or of the asker's may have lines before the header, and records of several lines. */
const MAY_SPAN_LINES = ["layout mapping", "layout headwater"];

/** Imports of text files whose records stand on one line each, the first on the line after the header. */
export async function linedImports(context: Context, imports: readonly ImportRow[]): Promise<Set<string>> {
  const lined = imports.filter(
    ({ file, note }) =>
      /\.(csv|tsv|txt)(\.gz)?$/i.test(file) && !MAY_SPAN_LINES.includes(note ?? MAY_SPAN_LINES[0] ?? ""),
  );
  if (lined.length === 0) return new Set();
  const engine = await context.openEngine();
  const long = await engine.rows<{ readonly import_id: string }>(importsWithLongRecords(), context.signal);
  const spanning = new Set(long.map(({ import_id: id }) => id));
  return new Set(lined.map(({ import_id: id }) => id).filter((id) => !spanning.has(id)));
}

/** The run of an entry. */
export function runOf({ runs }: Network, entry: number): number {
  let low = 0;
  let high = runs.count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs.offsets[middle] as number) <= entry) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The steps by which the dataset's rows without a value got one. */
export function estimateSteps({ compiled }: Network): string {
  const used = compiled.byWeight.bySteps.flatMap((rows, step) => (rows === 0 ? [] : [ESTIMATE_STEPS[step] as string]));
  return used.length === 0 ? "a unit value" : used.join(", or else ");
}

/** The rows as they are stored, each with what it makes up of the figure. */
export async function explainedRows(
  context: Context,
  { network, dataset }: { readonly network: Network; readonly dataset: TradeDataset },
  picked: PickedRows,
): Promise<Row[]> {
  const addresses = addressesOf(
    network,
    picked.entries.map(({ entry }) => entry),
  );
  const stored = await storedRows(context, dataset, addresses);
  const lined = await linedImports(context, dataset.imports);
  const fileOf = new Map(dataset.imports.map(({ import_id: id, file }) => [id, file]));
  const bandOf = bandReader(network.estimates, network.columns, runGoods(network));
  const { usd, flags } = network.columns;
  const party = (index: number): Row["seller"] => {
    const key = network.parties.id(index);
    return { key, label: partyLabel(network, key) };
  };
  return addresses.map(({ entry, importId, record }, at) => {
    const run = runOf(network, entry);
    const [sellNode, buyNode] = [network.runs.sellNode[run] as number, network.runs.buyNode[run] as number];
    const seller = party(network.sell.party[sellNode] as number);
    const buyer = party(network.buy.party[buyNode] as number);
    const product = network.products[network.buy.product[buyNode] as number] ?? "";
    const found = (stored.get(`${importId} ${record}`) ?? []).find(
      (row) => row.seller === seller.key && row.buyer === buyer.key && row.hs6 === product,
    );
    if (found === undefined) {
      throw new Error(`Record ${record} of import ${importId} does not hold the row that the network has of it.`);
    }
    const cents = usd[entry] as number;
    const flag = flags[entry] as number;
    const isEstimated = (flag & VALUE_ESTIMATED) !== 0;
    const band = bandOf(run, entry);
    const bound = (times: number): string => writeCents(BigInt(Math.round(cents * times)));
    const weighed = (flag & VALUE_BY_WEIGHT) !== 0;
    return {
      amount: format(fromUnits(picked.entries[at]?.amount ?? 0n, picked.scale)),
      import: importId,
      file: fileOf.get(importId) ?? "",
      record,
      line: lined.has(importId) ? record + 1 : null,
      bill: found.bill,
      date: found.period ?? found.day,
      seller,
      buyer,
      product,
      value: found.stored_value,
      currency: found.currency,
      usd: found.usd,
      kg: found.kg,
      basis: isEstimated ? "estimated" : basisOf(found),
      counted: Number.isNaN(cents) ? null : writeCents(BigInt(cents)),
      estimate: isEstimated
        ? {
            how: weighed ? `weight times the unit value of ${estimateSteps(network)}` : "converted by a rate",
            low: bound(band.low),
            high: bound(band.high),
          }
        : null,
    };
  });
}

function basisOf({ usd_basis: basis }: SourceRow): Basis {
  return basis !== null && isBasis(basis) ? basis : "reported";
}

/** An amount in the unit of a sum. */
export function writeAmount(amount: bigint, scale: number): string {
  return scale === 2 ? writeCents(amount) : scale === 3 ? writeGrams(amount) : writeUnits(amount, scale);
}

function writeUnits(amount: bigint, scale: number): string {
  const text = format(fromUnits(amount, scale));
  return scale === 0 ? text : text.replace(/\.?0+$/, "") || "0";
}
