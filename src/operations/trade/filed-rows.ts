import { z } from "zod";
import { BASES, isBasis } from "../../evidence/basis.ts";
import { type Network, VALUE_ESTIMATED } from "../../network/network.ts";
import { type RowText, rowTexts } from "../../store/queries/row-texts.ts";
import { fromEpochDay } from "../../vocab/iso-date.ts";
import type { Context } from "../core/context.ts";
import { amount } from "../core/fields.ts";
import { type Address, addressesOf, linedImports, runOf } from "./explain-rows.ts";
import { partyLabel } from "./party.ts";
import { writeCents, writeGrams } from "./split-parts.ts";
import type { TradeDataset } from "./trade-dataset.ts";

export const namedParty = z.object({ key: z.string(), label: z.string() });

/** A bill or a row of statistics as it was filed, with its place. */
export const filedRow = z.object({
  day: z.string().nullable().describe("day of a bill; of statistics, the period as the file gives it"),
  seller: namedParty,
  buyer: namedParty,
  product: z.string(),
  description: z.string().nullable().describe("what the bill says of the goods, as it was filed"),
  usd: amount().nullable().describe("the value that answers count; null where there is none"),
  basis: z.enum(BASES).nullable().describe("of the value"),
  kg: amount().nullable(),
  bill: z.string().nullable(),
  file: z.string().describe("name of the source file"),
  record: z.number().int().describe("number of the record in that file, from 1, its header not counted"),
  line: z.number().int().nullable().describe("line of a text file of one record a line; null where that is not known"),
  importId: z.string(),
});

export type FiledRow = z.output<typeof filedRow>;

async function textsOf(context: Context, dataset: TradeDataset, addresses: readonly Address[]) {
  const texts = new Map<string, RowText[]>();
  if (addresses.length === 0) return texts;
  const engine = await context.openEngine();
  for (const row of await engine.rows<RowText>(rowTexts(dataset.data, addresses), context.signal)) {
    const key = `${row.import_id} ${row.source_row}`;
    texts.set(key, [...(texts.get(key) ?? []), row]);
  }
  return texts;
}

/** The rows of these entries: figures as the network has them, words as the store has them. */
export async function filedRows(
  context: Context,
  { network, dataset }: { readonly network: Network; readonly dataset: TradeDataset },
  entries: readonly number[],
): Promise<FiledRow[]> {
  const addresses = addressesOf(network, entries);
  const texts = await textsOf(context, dataset, addresses);
  const lined = await linedImports(context, dataset.imports);
  const fileOf = new Map(dataset.imports.map(({ import_id: id, file }) => [id, file]));
  const { usd, kg, day, flags } = network.columns;
  const party = (index: number): FiledRow["seller"] => {
    const key = network.parties.id(index);
    return { key, label: partyLabel(network, key) };
  };
  return addresses.map(({ entry, importId, record }) => {
    const run = runOf(network, entry);
    const [sellNode, buyNode] = [network.runs.sellNode[run] as number, network.runs.buyNode[run] as number];
    const product = network.products[network.buy.product[buyNode] as number] ?? "";
    const text = (texts.get(`${importId} ${record}`) ?? []).find((row) => row.hs6 === product);
    if (text === undefined) {
      throw new Error(`Record ${record} of import ${importId} does not hold the row that the network has of it.`);
    }
    const [cents, grams] = [usd[entry] as number, kg[entry] as number];
    const isEstimated = ((flags[entry] as number) & VALUE_ESTIMATED) !== 0;
    const stated = text.usd_basis !== null && isBasis(text.usd_basis) ? text.usd_basis : "reported";
    return {
      day: text.period ?? fromEpochDay(day[entry] as number),
      seller: party(network.sell.party[sellNode] as number),
      buyer: party(network.buy.party[buyNode] as number),
      product,
      description: text.description,
      usd: Number.isNaN(cents) ? null : writeCents(BigInt(cents)),
      basis: Number.isNaN(cents) ? null : isEstimated ? "estimated" : stated,
      kg: Number.isNaN(grams) ? null : writeGrams(BigInt(grams)),
      bill: text.bill,
      file: fileOf.get(importId) ?? "",
      record,
      line: lined.has(importId) ? record + 1 : null,
      importId,
    };
  });
}
