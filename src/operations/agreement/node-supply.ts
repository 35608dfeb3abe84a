import type { Book } from "../../book/book.ts";
import { readFigures } from "../../book/market-book.ts";
import { InvalidInput, UserError } from "../../errors.ts";
import { BASES, type Basis } from "../../evidence/basis.ts";
import type { CostsInOwnUnits } from "../../pricing/stated-costs.ts";
import type { GroupPlant, Phase } from "../../scenario/agreement/group-supply.ts";
import type { FigureOfProduct } from "../../store/queries/figures-of-products.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { convert, dimension, findUnit, parseUnit, type Unit } from "../../vocab/quantity.ts";
import type { Context } from "../core/context.ts";
import { hasStore } from "../core/has-store.ts";
import type { AgreementNode, PlantRow } from "./agreement-input.ts";
import { placeIn } from "./agreement-members.ts";

/** A plant, or a maker as a whole where a source names no plant of it, with what it can make in a year. */
export interface SupplyPlant extends GroupPlant {
  readonly name: string;
  readonly party: string | null;
  /** Alpha-2. */
  readonly country: string;
  readonly period: string | null;
  readonly basis: Basis;
  readonly source: string | null;
  readonly locator: string | null;
  readonly note: string | null;
  /** All plants of the party are in the figure. */
  readonly whole: boolean;
  readonly confidential: boolean;
}

const PHASE_OF: Readonly<Record<string, Phase>> = {
  operational: "operational",
  nameplate: "operational",
  under_construction: "under construction",
  planned: "planned",
};
/** What runs counts before what a plate says, and that before what is being built or only planned. */
const RANK = ["operational", "nameplate", "under_construction", "planned"];

interface Figure {
  readonly facility: string | null;
  readonly party: string | null;
  readonly country: string | null;
  readonly measure: string;
  readonly period: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
  readonly basis: Basis;
  readonly source: string;
  readonly locator: string | null;
  readonly note: string | null;
}

/** Tonnes in one of a unit of weight. Throws InvalidInput that names the field. */
export function tonnesIn(field: string, unit: string): number {
  try {
    return inTonnes("1", parseUnit(unit));
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new InvalidInput(`${field}: ${error.message}`, { hint: "Name a unit of weight, such as t or kg." });
  }
}

const inTonnes = (amount: string, unit: Unit): number =>
  toNumber(convert({ amount: decimal(amount), unit }, "t").amount);

/** Plants that the book and the store name as makers of the node's product, and those of the file; the file fills in. */
export async function plantsOfNode(
  context: Context,
  book: Book,
  node: AgreementNode,
  costs: readonly CostsInOwnUnits[],
  field: string,
): Promise<readonly SupplyPlant[]> {
  const stated = plantsOf([...(await figuresOfBook(book, node)), ...(await figuresOfStore(context, node))]);
  const names = new Set(stated.map(({ name }) => name));
  const costed = costs.flatMap((each) => (names.has(each.name) ? [] : plantOfCosts(each, node.unit, field)));
  return withRows([...stated, ...costed], node.plants, node.unit, field);
}

/** A plant whose costs are stated: one that stands, or one that somebody means to build. */
function plantOfCosts(costs: CostsInOwnUnits, unit: string, field: string): SupplyPlant[] {
  const { name, party, country, status, figures, confidential, note } = costs;
  const { capacity } = figures;
  if (capacity === undefined || country === null) return [];
  return [
    {
      ...{ name, party, country, note, confidential, from: null, until: null, period: null, whole: false },
      phase: status === "existing" ? "operational" : "planned",
      tonnes: capacity.value.central * tonnesIn(`${field}.unit`, costs.unit ?? unit),
      ...{ basis: capacity.basis, source: capacity.source, locator: capacity.locator },
    },
  ];
}

async function figuresOfBook(book: Book, { figures }: AgreementNode): Promise<readonly Figure[]> {
  const wanted = new Set(figures.map((name) => name.toLowerCase()));
  return (await readFigures(book))
    .filter(({ product }) => wanted.has(product.toLowerCase()))
    .map(({ subject, ...figure }) => ({ ...figure, party: subject }));
}

async function figuresOfStore(context: Context, { figures, product }: AgreementNode): Promise<readonly Figure[]> {
  if (!(await hasStore(context)) || ((await context.openVintage()).tables.capacities?.files.length ?? 0) === 0)
    return [];
  const { figuresOfProducts } = await import("../../store/queries/figures-of-products.ts");
  const query = figuresOfProducts([product, formatHs(product), ...figures]);
  const rows = await (await context.openEngine()).rows<FigureOfProduct>(query, context.signal);
  return rows.map((row) => ({
    facility: row.facility_name,
    party: row.party_name,
    country: row.country,
    measure: row.measure,
    period: row.period ?? row.valid_from,
    quantity: row.quantity,
    unit: row.unit,
    basis: BASES.find((basis) => basis === row.basis) ?? "reported",
    source: row.source_id ?? "",
    locator: row.source_row === null ? null : `record ${row.source_row}`,
    note: row.mark,
  }));
}

/** Of each plant the surest figure, and of those the latest; a plant of which parts are named is its parts. */
function plantsOf(figures: readonly Figure[]): readonly SupplyPlant[] {
  const usable = figures.flatMap((figure) => {
    const { quantity, unit, country, measure } = figure;
    const phase = PHASE_OF[measure];
    const known = unit === null ? null : findUnit(unit);
    if (phase === undefined || quantity === null || country === null || known === null) return [];
    return dimension(known) === "mass" ? [{ ...figure, country, phase, tonnes: inTonnes(quantity, known) }] : [];
  });
  usable.sort(
    (a, b) =>
      RANK.indexOf(a.measure) - RANK.indexOf(b.measure) ||
      ((a.period ?? "") < (b.period ?? "") ? 1 : (a.period ?? "") > (b.period ?? "") ? -1 : 0),
  );
  const plants = new Map<string, SupplyPlant>();
  for (const { facility, party, tonnes, phase, ...figure } of usable) {
    const name = facility ?? `${party ?? figure.country}, ${phase}`;
    if (plants.has(name)) continue;
    const { country, period, basis, source, locator, note } = figure;
    plants.set(name, {
      ...{ name, party, country, phase, tonnes, from: null, until: null, period },
      ...{ basis, source, locator, note, whole: facility === null, confidential: false },
    });
  }
  const names = [...plants.keys()];
  return [...plants.values()].filter(
    ({ name, whole }) => whole || !names.some((other) => other.startsWith(`${name}, `)),
  );
}

/** A row under the name of a plant that is known says what that one does not. */
function withRows(
  known: readonly SupplyPlant[],
  rows: readonly PlantRow[],
  unit: string,
  field: string,
): readonly SupplyPlant[] {
  const plants = new Map(known.map((plant) => [plant.name, plant]));
  const seen = new Set<string>();
  for (const [at, row] of rows.entries()) {
    const where = `${field}.plants[${at}]`;
    if (seen.has(row.name)) throw new InvalidInput(`${where}.name: “${row.name}” is stated twice.`);
    seen.add(row.name);
    plants.set(row.name, plantOfRow(row, plants.get(row.name), unit, where));
  }
  return [...plants.values()];
}

/** A plant that a file states, over what is known of one of its name. Throws InvalidInput that names what is missing. */
export function plantOfRow(row: PlantRow, known: SupplyPlant | undefined, unit: string, where: string): SupplyPlant {
  const missing = (what: string) =>
    new InvalidInput(`${where}.${what}: “${row.name}” does not say it.`, {
      hint: "Neither the file nor the book names it.",
    });
  const phase = row.phase ?? known?.phase;
  if (phase === undefined) throw missing("phase");
  const country = row.country === undefined ? known?.country : onlyCountry(row.country, where);
  if (country === undefined) throw missing("country");
  const stated = row.capacity === undefined ? null : row.capacity.central * tonnesIn(`${where}.unit`, row.unit ?? unit);
  const tonnes = stated ?? known?.tonnes;
  if (tonnes === undefined) throw missing("capacity");
  const { from = known?.from ?? null, until = known?.until ?? null } = row;
  if (from !== null && until !== null && until <= from) {
    throw new InvalidInput(`${where}.until: “${row.name}” supplies from ${from} until ${until}, which is no time.`);
  }
  const ofFile = {
    basis: row.basis ?? (row.source === undefined ? "assumed" : "reported"),
    source: row.source ?? null,
  } as const;
  const cited = stated === null && known !== undefined ? known : { ...ofFile, locator: null, period: null };
  return {
    ...{ name: row.name, party: row.party ?? known?.party ?? null, country, phase, tonnes, from, until },
    ...{ period: cited.period, basis: cited.basis, source: cited.source, locator: cited.locator },
    note: row.note ?? known?.note ?? null,
    whole: known?.whole ?? false,
    confidential: row.confidential || (known?.confidential ?? false),
  };
}

function onlyCountry(text: string, where: string): string {
  const { key, group } = placeIn(`${where}.country`, text);
  if (!group) return key;
  throw new InvalidInput(`${where}.country: a plant stands in one country, not in “${key}”.`);
}

/** Plants in members; a maker's own figure holds its plants abroad, which then do not count again. */
export function plantsInside(plants: readonly SupplyPlant[], members: ReadonlySet<string>): readonly SupplyPlant[] {
  const inside = plants.filter(({ country }) => members.has(country));
  const wholes = new Set(inside.flatMap(({ whole, party }) => (whole && party !== null ? [party] : [])));
  return inside.filter(({ whole, party }) => whole || party === null || !wholes.has(party));
}
