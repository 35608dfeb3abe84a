import { InvalidInput } from "../../../errors.ts";
import { nearest } from "../../../vocab/nearest.ts";
import { EVERYBODY, type TariffRow } from "./gsim-input.ts";
import type { GsimTrade } from "./gsim-trade.ts";

/** What the rows say of every flow, and of which rows nothing came. */
export interface GsimTariffs {
  readonly powerBefore: Float64Array;
  readonly powerAfter: Float64Array;
  readonly banned: Uint8Array;
  readonly warnings: readonly string[];
}

const MOST_BANS = 500;

type Field = "before" | "after" | "ban";
type Stated = { readonly [Name in Field]: { readonly value: number | boolean; readonly rank: number } | undefined };

const rowName = ({ origin, to }: TariffRow, at: number): string => `Row ${at + 1} of the tariffs (${origin} to ${to})`;

/** The place of a name among the countries; null for every country. Throws InvalidInput for one that is not there. */
export function countryAt(
  { countries, keyOf }: Pick<GsimTrade, "countries" | "keyOf">,
  name: string,
  where: string,
): number | null {
  if (name === EVERYBODY) return null;
  const key = keyOf(name);
  const at = countries.findIndex((country) => country.key === key);
  if (at >= 0) return at;
  const keys = countries.map((country) => country.key);
  const near = nearest(name, keys, 1).map((one) => ` Did you mean ${one}?`);
  throw new InvalidInput(`${where} names “${name}”, of whom there is no trade.`, {
    hint: `Trade is of ${keys.slice(0, 20).join(", ")}.${near.join("")}`,
  });
}

/**
 * Tariffs of every flow: a row that names both ends goes before one that names one, that before one of everybody, each
 * field on its own. Two rows of one rank that differ are an InvalidInput that names them. Rows with * are of trade
 * between countries, not of what one sells at home.
 */
export function gsimTariffs(trade: GsimTrade, rows: readonly TariffRow[]): GsimTariffs {
  const size = trade.countries.length;
  const stated = Array.from(
    { length: size * size },
    (): Stated => ({ before: undefined, after: undefined, ban: undefined }),
  );
  const by = new Map<string, number>();
  const idle: string[] = [];
  rows.forEach((row, at) => {
    const [seller, buyer] = [row.origin, row.to].map((name) => countryAt(trade, name, rowName(row, at)));
    const rank = (seller === null ? 0 : 1) + (buyer === null ? 0 : 1);
    let trades = false;
    for (let flow = 0; flow < size * size; flow++) {
      const [from, to] = [Math.floor(flow / size), flow % size];
      if ((seller !== null && seller !== from) || (buyer !== null && buyer !== to)) continue;
      if (rank < 2 && from === to) continue;
      trades ||= (trade.trade[flow] ?? 0) > 0;
      for (const field of ["before", "after", "ban"] as const) {
        const value = row[field];
        const old = stated[flow]?.[field];
        if (value === undefined || (old !== undefined && old.rank > rank)) continue;
        if (old !== undefined && old.rank === rank && old.value !== value) {
          const first = by.get(`${flow} ${field}`) ?? 0;
          throw new InvalidInput(`${rowName(row, at)} contradicts row ${first + 1} on what holds ${field}.`, {
            hint: "State each pair once, or give the pair a row of its own that names both.",
          });
        }
        by.set(`${flow} ${field}`, at);
        stated[flow] = { ...(stated[flow] as Stated), [field]: { value, rank } };
      }
    }
    if (!trades) idle.push(`${rowName(row, at)} changes nothing: there is no such trade, and the model starts none.`);
  });
  const bans = stated.filter(({ ban }, flow) => ban?.value === true && (trade.trade[flow] ?? 0) > 0).length;
  if (bans > MOST_BANS) throw new InvalidInput(`The model bans ${bans} flows; at most ${MOST_BANS} are solved.`);
  const before = stated.map((of) => Number(of.before?.value ?? 0));
  return {
    powerBefore: Float64Array.from(before, (rate) => 1 + rate),
    powerAfter: Float64Array.from(stated, (of, flow) => 1 + Number(of.after?.value ?? before[flow])),
    banned: Uint8Array.from(stated, ({ ban }) => (ban?.value === true ? 1 : 0)),
    warnings: idle,
  };
}
