import type { Book } from "../../book/book.ts";
import { holdsOn } from "../../control/in-force.ts";
import { ultimateControl } from "../../control/ultimate-control.ts";
import type { PlantFigure } from "../../store/queries/plants-in.ts";
import { toNumber } from "../../vocab/decimal.ts";
import { convert, dimension, findUnit, quantity } from "../../vocab/quantity.ts";
import { worldBehind } from "../control/control-world.ts";
import { partyBook } from "../control/party-book.ts";
import type { Context } from "../core/context.ts";
import type { Days } from "../core/operation.ts";

/** A plant that the store states a figure of. */
export interface Plant {
  readonly name: string;
  readonly measure: string;
  readonly kgPerYear: number | null;
  readonly from: string | null;
  readonly source: string;
}

/** A company of the book in a country that may make the goods, by the words that its sources use. */
export interface BookMaker {
  readonly name: string;
  /** Holders that the book states on the day, with their shares. */
  readonly holders: readonly string[];
  readonly since: string | null;
  readonly ofSource: boolean;
  readonly sources: readonly string[];
}

const COMMON = new Set([
  "other",
  "natural",
  "artificial",
  "powder",
  "material",
  "materials",
  "active",
  "metal",
  "articles",
]);

/** Words by which goods of a code are known: the first of its label, and those that two or more names of the trade share. */
export function wordsOf(book: Book, product: string, revision: 2012 | 2017 | 2022): readonly string[] {
  const label = book.nomenclature.describe(product, revision) ?? "";
  const [first = ""] = label.toLowerCase().split(/[^a-z]+/);
  const counts = new Map<string, number>();
  for (const { words, hs } of book.tradeWords) {
    if (hs === null || !product.startsWith(hs)) continue;
    for (const word of new Set(words.toLowerCase().split(/[^a-z]+/))) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const shared = [...counts].filter(([, count]) => count > 1).map(([word]) => word);
  return [...new Set([first, ...shared])].filter((word) => word.length > 3 && !COMMON.has(word)).sort();
}

/** Figures of the store of plants in a country that make a product, by its code or by a word of it. */
export async function plantsBeside(
  context: Context,
  country: string,
  asked: {
    readonly product: string;
    readonly words: readonly string[];
    readonly made: boolean;
    readonly known: string;
  },
): Promise<readonly Plant[]> {
  const { tables } = await context.openVintage();
  if ((tables.capacities?.files.length ?? 0) === 0) return [];
  const { plantsIn } = await import("../../store/queries/plants-in.ts");
  const engine = await context.openEngine();
  const rows = await engine.rows<PlantFigure>(plantsIn(country, asked.made), context.signal);
  const fits = ({ product }: PlantFigure): boolean => {
    const digits = product.replace(/[.\s]/g, "");
    if (/^\d{4,10}$/.test(digits)) return digits.startsWith(asked.product) || asked.product.startsWith(digits);
    return asked.words.some((word) => product.toLowerCase().includes(word));
  };
  return rows
    .filter((row) => fits(row) && (row.known_on === null || row.known_on <= asked.known))
    .map((row) => {
      const unit = row.unit === null ? null : findUnit(row.unit);
      const inMass = unit !== null && dimension(unit) === "mass" && row.quantity !== null;
      return {
        name: [row.plant, row.operator].filter((part) => part !== null).join(", ") || "a plant without a name",
        measure: row.measure,
        kgPerYear: inMass ? toNumber(convert(quantity(row.quantity as string, row.unit as string), "kg").amount) : null,
        from: row.valid_from ?? row.period,
        source: row.source_id ?? "the store",
      };
    });
}

/** Companies of the book in a country whose sources speak of the goods, with who holds them and whether it is the source. */
export async function makersOfBook(
  context: Context,
  book: Book,
  country: string,
  asked: { readonly words: readonly string[]; readonly source: string; readonly days: Days },
): Promise<readonly BookMaker[]> {
  const { companies, stakes } = book.ownership;
  const speaks = (text: string | null | undefined): boolean =>
    text != null && asked.words.some((word) => text.toLowerCase().includes(word));
  const found = companies.flatMap((company) => {
    if (company.country !== country) return [];
    const own = stakes.filter(({ held, holder }) => held === company.id || holder === company.id);
    const cited = [...new Set([...own, ...company.names].map(({ source }) => source))];
    const told =
      company.names.some(({ name }) => speaks(name)) ||
      own.some(({ note }) => speaks(note)) ||
      cited.some((source) => speaks(book.sources.get(source)?.title) || speaks(book.sources.get(source)?.note));
    return told ? [{ company, own, cited }] : [];
  });
  if (found.length === 0) return [];
  const names = partyBook(book);
  const ids = found.map(({ company }) => names.ofCompany(company.id));
  const held = await worldBehind(context, book, ids, { made: false, days: asked.days });
  const { countries } = ultimateControl(held.world);
  return found.map(({ company, own, cited }, at) => {
    const place = held.indexOf.get(ids[at] as string);
    const whose = place === undefined ? [] : (countries[place] ?? []).map((each) => held.world.countries[each]);
    const holding = own.filter(
      (stake) => stake.held === company.id && stake.interest === "equity" && holdsOn(stake, asked.days),
    );
    const called = company.names.flatMap(({ name, kind }) => (kind === "trade" && name !== company.name ? [name] : []));
    return {
      name: called.length === 0 ? company.name : `${company.name} (${called.join(", ")})`,
      holders: holding.map((stake) => `${nameOf(book, stake.holder)} ${percents(stake.low, stake.high)}`),
      since:
        holding
          .map(({ from }) => from)
          .filter((from) => from !== null)
          .sort()[0] ?? null,
      ofSource: whose.includes(asked.source),
      sources: cited,
    };
  });
}

const nameOf = (book: Book, id: string): string => book.ownership.companies.find((each) => each.id === id)?.name ?? id;

/** Parts of 10^12 as per cent. */
function percents(low: number, high: number): string {
  const one = (parts: number) => String(Math.round(parts / 1e9) / 10);
  return low === high ? `${one(low)} %` : `${one(low)} to ${one(high)} %`;
}
