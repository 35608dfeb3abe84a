import type { Book } from "../../book/book.ts";
import { readFigures } from "../../book/market-book.ts";
import { ultimateControl } from "../../control/ultimate-control.ts";
import { UserError } from "../../errors.ts";
import type { FigureOfProduct } from "../../store/queries/figures-of-products.ts";
import { findCountry } from "../../vocab/country.ts";
import { compare, type Decimal, decimal, minus, sum, ZERO } from "../../vocab/decimal.ts";
import { convert, dimension, findUnit } from "../../vocab/quantity.ts";
import { worldBehind } from "../control/control-world.ts";
import { heldParty } from "../control/held-party.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import type { Days } from "../core/operation.ts";
import { countryLabel } from "../trade/labels.ts";
import type { ConcentrationYear } from "./concentration-result.ts";
import { type UnknownHolding, writeAmount, yearOfControl } from "./year-of-shares.ts";

/** What is of a maker in one group; rows of other measures say nothing of who makes how much. */
const MEASURES: readonly string[] = ["production", "sales", "operational", "nameplate"];

/** How the figures of documents call all makers together. */
const THE_WORLD = "the world";
const WORLD_TOTAL = "world total";

/** A figure of one maker or plant, or of the world, in tonnes. */
interface MakerFigure {
  readonly product: string;
  readonly measure: string;
  readonly period: string;
  readonly source: string;
  readonly amount: Decimal;
  /** Null of the world. */
  readonly maker: string | null;
  readonly facility: string | null;
  /** Of a maker of the store; by its name otherwise. */
  readonly partyId: string | null;
}

/** Whose a maker is in the end. */
interface Control {
  /** Alpha-2; null where nobody knows, "open" where ranges of stakes leave it so. */
  readonly country: string | null;
  readonly recorded: boolean;
}

/**
 * What the makers that documents and the store name make of these products, by the country of ultimate control on the day:
 * for each measure, year and source by itself. What the world makes beside them, where the source says how much that is, is
 * not known whose it is.
 */
export async function controlOfMakers(
  context: Context,
  book: Book,
  products: readonly string[],
  { top, days }: { readonly top: number; readonly days: Days },
): Promise<ConcentrationYear[]> {
  const figures = [...(await figuresOfBook(book, products)), ...(await figuresOfStore(context, products))];
  const makers = figures.filter(({ maker }) => maker !== null);
  const controls = await controlOf(context, book, makers, days);
  const groups = new Map<string, MakerFigure[]>();
  for (const each of figures) {
    const key = JSON.stringify([each.product, each.measure, each.period, each.source]);
    groups.set(key, [...(groups.get(key) ?? []), each]);
  }
  return [...groups.values()]
    .map((own) => yearOfMakers(own, controls, top))
    .flatMap((year) => year ?? [])
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

const orderOf = ({ year, series, source }: ConcentrationYear): string => [year, series ?? "", source].join("\u0000");

function yearOfMakers(
  figures: readonly MakerFigure[],
  controls: ReadonlyMap<string, Control>,
  top: number,
): ConcentrationYear | null {
  const makers = eachOnce(figures.filter(({ maker }) => maker !== null));
  const [first] = makers;
  if (first === undefined) return null;
  const { period, product, measure, source } = first;
  const lines = makers.map((figure) => ({ figure, ...(controls.get(keyOf(figure)) ?? NOT_KNOWN) }));
  const amountOf = (which: (line: (typeof lines)[number]) => boolean) =>
    sum(lines.filter(which).map(({ figure }) => figure.amount));
  const keys = [...new Set(lines.flatMap(({ country }) => country ?? []))].filter((key) => key !== OPEN);
  const unknown: UnknownHolding[] = [
    { key: "unknown", label: "Not known whose", amount: amountOf(({ country }) => country === null) },
    { key: OPEN, label: "Left open by ranges of stakes", amount: amountOf(({ country }) => country === OPEN) },
    { key: "unnamed", label: "Makers that the source does not name", amount: unnamedOf(figures, makers) },
  ];
  const shares = yearOfControl(
    period,
    keys.map((key) => ({
      key,
      amount: amountOf(({ country }) => country === key),
      recorded: amountOf(({ country, recorded }) => country === key && recorded),
    })),
    unknown,
    top,
  );
  return {
    ...shares,
    source,
    series: `${product}, ${measure}`,
    tests: [],
    control: {
      ...shares.control,
      makers: [...lines]
        .sort((a, b) => compare(b.figure.amount, a.figure.amount))
        .map(({ figure, country, recorded }) => ({
          label: figure.facility ?? figure.maker ?? "",
          amount: writeAmount(figure.amount),
          control: country === null || country === OPEN ? null : { key: country, label: countryLabel(country) },
          recorded,
        })),
    },
  };
}

const OPEN = "open";
const NOT_KNOWN: Control = { country: null, recorded: false };
const keyOf = ({ maker, partyId }: MakerFigure): string => partyId ?? maker ?? "";

/** A maker's own figure holds those of its plants. */
function eachOnce(figures: readonly MakerFigure[]): readonly MakerFigure[] {
  const whole = new Set(figures.filter(({ facility }) => facility === null).map(keyOf));
  return figures.filter((each) => each.facility === null || !whole.has(keyOf(each)));
}

/** What the source gives for the world beyond the makers that it names; nothing where it does not say. */
function unnamedOf(figures: readonly MakerFigure[], makers: readonly MakerFigure[]): Decimal {
  const [world] = figures.filter(({ maker }) => maker === null);
  const named = sum(makers.map(({ amount }) => amount));
  return world === undefined || compare(world.amount, named) <= 0 ? ZERO : minus(world.amount, named);
}

function tonnes(amount: string, unit: string | null): Decimal | null {
  const known = unit === null ? null : findUnit(unit);
  return known === null || dimension(known) !== "mass"
    ? null
    : convert({ amount: decimal(amount), unit: known }, "t").amount;
}

async function figuresOfBook(book: Book, products: readonly string[]): Promise<MakerFigure[]> {
  return (await readFigures(book)).flatMap((figure): MakerFigure[] => {
    const { product, measure, period, source, subject, facility, quantity, unit } = figure;
    const amount = tonnes(quantity, unit);
    if (amount === null || !products.includes(product) || !MEASURES.includes(measure)) return [];
    if (findCountry(subject) !== null) return [];
    const maker = subject === THE_WORLD ? null : subject;
    return [{ product, measure, period, source, amount, maker, facility, partyId: null }];
  });
}

async function figuresOfStore(context: Context, products: readonly string[]): Promise<MakerFigure[]> {
  if (products.length === 0 || !(await hasStore(context))) return [];
  const { figuresOfProducts } = await import("../../store/queries/figures-of-products.ts");
  const rows = await (await context.openEngine()).rows<FigureOfProduct>(figuresOfProducts(products), context.signal);
  return rows.flatMap((row): MakerFigure[] => {
    const { product, measure, party_id: partyId, party_name: name, mark } = row;
    const amount = row.quantity === null ? null : tonnes(row.quantity, row.unit);
    const period = row.period ?? row.valid_from;
    if (amount === null || period === null || !MEASURES.includes(measure)) return [];
    const world = mark === WORLD_TOTAL;
    if (!world && (partyId === null || partyId.length === 2)) return [];
    const figure = { product, measure, period, source: row.source_id ?? "", amount };
    return [
      world
        ? { ...figure, maker: null, facility: null, partyId: null }
        : { ...figure, maker: name ?? partyId, facility: row.facility_name, partyId },
    ];
  });
}

/** Whose each maker is, asked of all at once. */
async function controlOf(
  context: Context,
  book: Book,
  makers: readonly MakerFigure[],
  days: Days,
): Promise<ReadonlyMap<string, Control>> {
  const found = new Map<string, Control>();
  if (makers.length === 0 || !(await hasStore(context))) return found;
  const asked = new Map<boolean, Map<string, string>>([
    [false, new Map()],
    [true, new Map()],
  ]);
  for (const key of new Set(makers.map(keyOf))) {
    const party = await heldParty(context, book, key).catch((error: unknown) => {
      if (error instanceof UserError) return null;
      throw error;
    });
    if (party !== null) asked.get(party.made)?.set(key, party.id);
  }
  for (const [made, ids] of asked) {
    if (ids.size === 0) continue;
    const { world, indexOf } = await worldBehind(context, book, [...ids.values()], { made, days });
    const control = ultimateControl(world);
    for (const [key, id] of ids) {
      const place = indexOf.get(id);
      if (place === undefined) continue;
      const countries = control.countries[place] ?? [];
      const [only] = countries;
      found.set(key, {
        country: countries.length > 1 ? OPEN : only === undefined ? null : world.countries[only] || null,
        recorded: world.graph.offsets[place] !== world.graph.offsets[place + 1],
      });
    }
  }
  return found;
}
