import { z } from "zod";
import { firstDayOf } from "../../flows/periods.ts";
import type { RowText } from "../../store/queries/row-texts.ts";
import type { BillLine } from "../../store/queries/trade-legs.ts";
import { shellQuote } from "../core/command-line.ts";
import { amount } from "../core/fields.ts";
import { BOUGHT_EARLIER, type Ground, type WeighedCandidate } from "./diversion-evidence.ts";
import { ratio, whole } from "./leg-result.ts";

const party = z.object({ key: z.string(), label: z.string() });

/** One bill behind the verdict, with its place in the source file. */
const passageBill = z.object({
  leg: z.enum(["first", "second"]).describe("first: source to third country; second: third country to destination"),
  day: z.string(),
  seller: party.nullable(),
  buyer: party.nullable(),
  origin: z.string().nullable().describe("country of origin that the bill declares"),
  usd: amount().nullable(),
  kg: amount().nullable(),
  bill: z.string().nullable(),
  description: z.string().nullable(),
  file: z.string(),
  record: z.number().int().describe("number of the record in that file, from 1"),
  importId: z.string(),
});

/** What single firms of the third country bought of the source and sold to the destination, down to their bills. */
export const passageResult = z.object({
  share: z.string().describe("of the second leg: the lesser of what each firm bought and sold, summed"),
  otherOriginShare: z.string().describe("of the second leg: sold by such firms under another origin than the source"),
  sellers: z.number().int().describe("firms there that sold to the destination"),
  firms: z.array(
    z.object({
      firm: party,
      bought: amount().describe("of the source, in the unit of the answer, from three months before the event on"),
      sold: amount().describe("to the destination, from the event on"),
      otherOrigin: amount().describe("of it, declared to be of another origin than the source"),
      boughtBills: z.number().int(),
      soldBills: z.number().int(),
      boughtCommand: z.string().describe("lists the bills that it bought by"),
      soldCommand: z.string().describe("lists the bills that it sold by"),
    }),
  ),
  bills: z.array(passageBill).describe("bills of these firms, those with most weight first"),
  billsInAll: z.number().int(),
});

export type PassageResult = z.output<typeof passageResult>;

const MOST_FIRMS = 10;
/** Bills that are shown of each leg. */
const MOST_BILLS = 10;

/** The firms that goods go through and the bills that show it; null where no firm is seen to do both. */
export async function passageOf(
  { evidence: { firms: found }, bills }: WeighedCandidate,
  ground: Ground,
): Promise<PassageResult | null> {
  if (found === null || bills === null || found.firms.length === 0) return null;
  const { context, triangle, product, source, destination, at, months } = ground;
  const { main, unit } = triangle;
  const through = new Set(found.firms.map(({ firm }) => firm));
  const feed = bills.feed.filter(({ consignee_id: id }) => id !== null && through.has(id));
  const third = bills.third.filter(({ shipper_id: id }) => id !== null && through.has(id));
  const largest = (legs: readonly BillLine[]): readonly BillLine[] =>
    [...legs].sort((a, b) => main.weightOf(b, unit) - main.weightOf(a, unit) || placeOrder(a, b)).slice(0, MOST_BILLS);
  const shown = [
    ...largest(feed).map((bill) => ({ leg: "first" as const, bill })),
    ...largest(third).map((bill) => ({ leg: "second" as const, bill })),
  ];
  const { rowTexts } = await import("../../store/queries/row-texts.ts");
  const { partiesById } = await import("../../store/queries/stakes.ts");
  const engine = await context.openEngine();
  const ids = new Set([
    ...through,
    ...shown.flatMap(({ bill }) => [bill.shipper_id, bill.consignee_id].flatMap((id) => id ?? [])),
  ]);
  const names = await engine.rows<{ readonly party_id: string; readonly name: string | null }>(
    partiesById([...ids].sort()),
    context.signal,
  );
  const labels = new Map(names.map(({ party_id: id, name }) => [id, name]));
  const named = (id: string | null) => (id === null ? null : { key: id, label: labels.get(id) ?? id });
  const addresses = shown.map(({ bill }) => ({ importId: bill.import_id, record: Number(bill.source_row) }));
  const texts = await engine.rows<RowText>(rowTexts("shipments", addresses), context.signal);
  const textOf = new Map(texts.map((row) => [`${row.import_id} ${row.source_row} ${row.hs6}`, row]));
  const fileOf = new Map(main.dataset.imports.map(({ import_id: id, file }) => [id, file]));
  const day = (place: number): string => firstDayOf(triangle.from + place, triangle.step);
  const until = day(Math.min(at + months, triangle.periods));
  const command = (who: string, firm: string, since: number): string =>
    `headwater shipments --product ${product} ${who} ${shellQuote(firm)} --since ${day(since)} --until ${until} --data shipments --source ${shellQuote(main.dataset.source)}`;
  const total = (legs: readonly BillLine[]): string =>
    whole(legs.reduce((sum, bill) => sum + main.weightOf(bill, unit), 0));
  return {
    share: ratio(found.share),
    otherOriginShare: ratio(found.otherOrigin),
    sellers: found.sellers,
    firms: found.firms.slice(0, MOST_FIRMS).map(({ firm, bought, sold }) => {
      const [own, ownSold] = [
        feed.filter(({ consignee_id: id }) => id === firm),
        third.filter(({ shipper_id: id }) => id === firm),
      ];
      return {
        firm: named(firm) ?? { key: firm, label: firm },
        bought: whole(bought),
        sold: whole(sold),
        otherOrigin: total(ownSold.filter(({ origin }) => origin !== null && origin !== source)),
        boughtBills: own.length,
        soldBills: ownSold.length,
        boughtCommand: `${command("--buyer", firm, Math.max(0, at - BOUGHT_EARLIER))} --origin ${source}`,
        soldCommand: `${command("--seller", firm, at)} --to ${destination}`,
      };
    }),
    bills: shown.map(({ leg, bill }) => {
      const record = Number(bill.source_row);
      const text = textOf.get(`${bill.import_id} ${record} ${bill.hs6}`);
      return {
        leg,
        day: bill.day,
        seller: named(bill.shipper_id),
        buyer: named(bill.consignee_id),
        origin: bill.origin,
        usd: bill.usd,
        kg: bill.kg,
        bill: text?.bill ?? null,
        description: text?.description ?? null,
        file: fileOf.get(bill.import_id) ?? "",
        record,
        importId: bill.import_id,
      };
    }),
    billsInAll: feed.length + third.length,
  };
}

const placeOrder = (a: BillLine, b: BillLine): number =>
  a.import_id < b.import_id ? -1 : a.import_id > b.import_id ? 1 : Number(a.source_row) - Number(b.source_row);
