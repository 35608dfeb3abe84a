import { shareText } from "../../control/share.ts";
import { type DutyRate, formatRate } from "../../tariff/duty-rate.ts";
import { findCountry } from "../../vocab/country.ts";
import { COUNTRY_GROUPS } from "../../vocab/country-group.ts";
import { compare, type Decimal, decimal, ONE, percent } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import type { CapacityAdded, Edit, EditDays, PriceChanged } from "./edit.ts";

/** The edit as a sentence, with its days. */
export function editWords(edit: Edit): string {
  return edit.kind === "measure" ? `${whatChanges(edit)}.` : `${whatChanges(edit)}${dayWords(edit)}.`;
}

function whatChanges(edit: Edit): string {
  switch (edit.kind) {
    case "ban": {
      const seller = edit.seller === null ? "" : ` sold by ${edit.seller}`;
      const what = `trade${goodsWords(edit.products)}${placesWords(" from ", edit.origins)}${placesWords(" to ", edit.destinations)}${seller}`;
      return isWhole(edit.share) ? `All ${what} stops` : `Of the ${what}, ${percent(edit.share)} stops`;
    }
    case "out":
      if (edit.facility !== null) {
        return isWhole(edit.share)
          ? `Nothing leaves ${edit.facility}`
          : `${percent(edit.share)} less leaves ${edit.facility}`;
      }
      return isWhole(edit.share)
        ? `${edit.party} neither sells nor buys`
        : `${edit.party} sells and buys ${percent(edit.share)} less`;
    case "measure":
      return `The measure ${edit.measure.id} (${edit.measure.title}) stands as the scenario writes it`;
    case "rate":
      return `The measure ${edit.measure} asks ${edit.written}${edit.producer === null ? "" : ` of goods made by ${edit.producer}`}${edit.exporter === null ? "" : ` of goods exported by ${edit.exporter}`}${placesWords(" of goods from ", edit.origins)}`;
    case "end":
      return `The measure ${edit.measure} asks nothing`;
    case "listing":
      return `${edit.party} is on the list ${edit.list}`;
    case "stake":
      return `${edit.holder} holds ${sharesWords(edit.low, edit.high)} of ${edit.held} (${edit.interest})`;
    case "capacity":
      return `${capacityHolder(edit)} can sell ${numberWords(edit.tonnes)} t of HS ${formatHs(edit.product)} a year more${edit.price === null ? "" : ` at ${numberWords(edit.price)} USD a tonne`}${edit.rampMonths === 0 ? "" : `, growing over ${numberWords(edit.rampMonths)} months`}`;
    case "price":
      return `Goods${goodsWords(edit.products)}${placesWords(" from ", edit.origins)} cost ${priceWords(edit)}`;
    case "agreement":
      return `Goods${goodsWords(edit.products)} traded among ${placesWords("", edit.members)} owe ${isFree(edit.rate) ? "no duty" : `a duty of at most ${formatRate(edit.rate)}`}`;
    case "elasticity":
      return `The elasticity of ${edit.of}${goodsWords(edit.products)}${placesWords(" of ", edit.country === null ? null : [edit.country])} is ${edit.value === Number.POSITIVE_INFINITY ? "infinite" : edit.value}`;
    case "inventory":
      return `Stocks${goodsWords(edit.products)}${edit.party === null ? "" : ` held by ${edit.party}`}${placesWords(" in ", edit.countries)} last ${numberWords(edit.days)} ${edit.days === 1 ? "day" : "days"}`;
  }
}

const capacityHolder = ({ origin, party, facility }: CapacityAdded): string =>
  party ?? facility ?? inSubject(origin ?? "");

/** At the start of a sentence. */
function inSubject(code: string): string {
  const words = placesWords("", [code]);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function priceWords({ change, usdPerTonne }: PriceChanged): string {
  if (change === null) return `${numberWords(usdPerTonne ?? 0)} USD a tonne`;
  return `${percent(decimal(String(Math.abs(change))))} ${change < 0 ? "less" : "more"}`;
}

const isFree = ({ adValorem }: DutyRate): boolean => adValorem.units === 0n;

const numberWords = (value: number): string => value.toLocaleString("en-US", { maximumFractionDigits: 2 });

const isWhole = (share: Decimal): boolean => compare(share, ONE) === 0;

const goodsWords = (products: readonly string[] | null) =>
  products === null ? "" : ` in HS ${products.map(formatHs).join(", ")}`;

/** The largest first: of two groups that begin alike the longer is meant. */
const GROUPS = Object.entries(COUNTRY_GROUPS).sort(([, a], [, b]) => b.length - a.length);

/** Countries by name, the members of a group that stand together as the group. */
function namesOf(codes: readonly string[]): string[] {
  const names: string[] = [];
  for (let at = 0; at < codes.length; ) {
    const group = GROUPS.find(([, members]) => members.every((code, place) => codes[at + place] === code));
    names.push(group?.[0] ?? inSentence(findCountry(codes[at] ?? "")?.name ?? codes[at] ?? ""));
    at += group?.[1].length ?? 1;
  }
  return names;
}

const placesWords = (before: string, codes: readonly string[] | null): string =>
  codes === null ? "" : `${before}${namesOf(codes).join(", ")}`;

function sharesWords(low: number, high: number): string {
  const [least, most] = [low, high].map((parts) => percent(decimal(shareText(parts))));
  return low === high ? `${most}` : `${least} to ${most}`;
}

function dayWords({ from, until }: EditDays): string {
  return `${from === null ? "" : ` from ${from}`}${until === null ? "" : ` until ${until}`}`;
}
