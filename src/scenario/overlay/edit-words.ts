import { shareText } from "../../control/share.ts";
import { findCountry } from "../../vocab/country.ts";
import { COUNTRY_GROUPS } from "../../vocab/country-group.ts";
import { compare, type Decimal, decimal, ONE, percent } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { inSentence } from "../../vocab/in-sentence.ts";
import type { Edit, EditDays } from "./edit.ts";

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
  }
}

const isWhole = (share: Decimal): boolean => compare(share, ONE) === 0;

const goodsWords = (products: readonly string[] | null) =>
  products === null ? "" : ` in HS ${products.map(formatHs).join(", ")}`;

const GROUP_NAMES = new Map(Object.entries(COUNTRY_GROUPS).map(([name, members]) => [members.join(" "), name]));

function placesWords(before: string, codes: readonly string[] | null): string {
  if (codes === null) return "";
  const group = GROUP_NAMES.get(codes.join(" "));
  const names = group === undefined ? codes.map((code) => inSentence(findCountry(code)?.name ?? code)) : [group];
  return `${before}${names.join(", ")}`;
}

function sharesWords(low: number, high: number): string {
  const [least, most] = [low, high].map((parts) => percent(decimal(shareText(parts))));
  return low === high ? `${most}` : `${least} to ${most}`;
}

function dayWords({ from, until }: EditDays): string {
  return `${from === null ? "" : ` from ${from}`}${until === null ? "" : ` until ${until}`}`;
}
