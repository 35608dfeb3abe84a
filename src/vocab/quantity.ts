import { InvalidInput } from "../errors.ts";
import { type Decimal, decimal, divide, times, trim } from "./decimal.ts";
import { nearest } from "./nearest.ts";

export type Dimension = "mass" | "energy" | "count" | "area" | "volume";

/**
 * Every unit, its dimension, its exact size in the dimension's base unit (g, Wh, piece, m2, l), and the spellings that
 * customs data use: UNECE Recommendation 20 codes, US statistical units, and what people write.
 *
 * "T" and "MT" are metric tons: on a manifest they never mean a short ton or a million tons.
 */
const UNITS = {
  kg: ["mass", "1000", "kgs kgm kilogram kilograms kilogramme kilogrammes kilo kilos 千克 公斤"],
  g: ["mass", "1", "gm gms grm gram grams gramme grammes"],
  mg: ["mass", "0.001", "mgm milligram milligrams"],
  t: [
    "mass",
    "1000000",
    "tne mt mts mton tonne tonnes ton tons|metric metric_ton metric_tons metric_tonne metric_tonnes 吨",
  ],
  kt: ["mass", "1000000000", "ktn kiloton kilotons kilotonne kilotonnes"],
  lb: ["mass", "453.59237", "lbs lbr pound pounds"],
  oz: ["mass", "28.349523125", "onz ounce ounces"],
  "troy oz": ["mass", "31.1034768", "ozt apz troy_ounce troy_ounces oz_t"],
  carat: ["mass", "0.2", "ct ctm car carats"],
  "short ton": ["mass", "907184.74", "stn st ston short_tons us_ton us_tons net_ton net_tons"],
  "long ton": ["mass", "1016046.9088", "ltn lt lton long_tons uk_ton gross_ton gross_tons"],
  Wh: ["energy", "1", "whr watt_hour watt_hours watthour"],
  kWh: ["energy", "1000", "kwhr kwhs kilowatt_hour kilowatt_hours"],
  MWh: ["energy", "1000000", "mwhr mwhs megawatt_hour megawatt_hours"],
  GWh: ["energy", "1000000000", "gwhr gwhs gigawatt_hour gigawatt_hours"],
  piece: [
    "count",
    "1",
    "pieces pc pcs pce nmb no nos nr nbr num number numbers u un unit units ea each c62 h87 item items set sets 个 件 台",
  ],
  pair: ["count", "2", "pairs pr prs npr 2u"],
  dozen: ["count", "12", "doz dz dzn dozens 12u"],
  "thousand pieces": ["count", "1000", "thousand thousands mil ths 1000u 1000_pcs thousand_pcs"],
  m2: ["area", "1", "m² mtk sqm sq_m square_metre square_metres square_meter square_meters m^2"],
  l: ["volume", "1", "ltr ltrs lit litre litres liter liters"],
  ml: ["volume", "0.001", "mlt millilitre millilitres milliliter milliliters"],
  m3: ["volume", "1000", "m³ mtq cbm cu_m cubic_metre cubic_metres cubic_meter cubic_meters m^3"],
} as const satisfies Record<string, readonly [Dimension, string, string]>;

export type Unit = keyof typeof UNITS;

/** An exact amount in a unit. */
export interface Quantity {
  readonly amount: Decimal;
  readonly unit: Unit;
}

export const UNIT_NAMES = Object.keys(UNITS) as readonly Unit[];

/** Places kept where a conversion does not end, such as kilograms to pounds. */
const CONVERSION_PLACES = 12;

const BY_SPELLING: ReadonlyMap<string, Unit> = new Map(
  UNIT_NAMES.flatMap((unit) => [unit, ...UNITS[unit][2].split(" ")].map((spelling) => [spellingKey(spelling), unit])),
);

function spellingKey(text: string): string {
  return text.trim().toLowerCase().replace(/[._]+/g, " ").replace(/\s+/g, " ").trim();
}

/** The unit that a spelling means, in either case, or null. */
export function findUnit(text: string): Unit | null {
  return BY_SPELLING.get(spellingKey(text)) ?? null;
}

/** As `findUnit`; throws InvalidInput with the nearest known units. */
export function parseUnit(text: string): Unit {
  const unit = findUnit(text);
  if (unit !== null) return unit;
  const near = [...new Set(nearest(spellingKey(text), BY_SPELLING.keys(), 3).map((spelling) => findUnit(spelling)))];
  const known = near.length > 0 ? `Near it: ${near.join(", ")}.` : `Known: ${UNIT_NAMES.join(", ")}.`;
  throw new InvalidInput(`“${text}” is not a unit that is known here.`, { hint: known });
}

export function dimension(unit: Unit): Dimension {
  return UNITS[unit][0];
}

/** `quantity("12.5", "KGS")`; throws InvalidInput when the amount or the unit cannot be read. */
export function quantity(amount: string, unit: string): Quantity {
  return { amount: decimal(amount), unit: parseUnit(unit) };
}

/**
 * The same quantity in another unit: exact where the result ends within 12 places, else half up at 12.
 *
 * Throws InvalidInput naming both units when they measure different things.
 */
export function convert(value: Quantity, to: Unit): Quantity {
  if (value.unit === to) return value;
  if (dimension(value.unit) !== dimension(to)) {
    throw new InvalidInput(
      `“${value.unit}” measures ${dimension(value.unit)} and “${to}” measures ${dimension(to)}: one cannot become the other.`,
      { hint: `Convert to a unit of ${dimension(value.unit)}: ${unitsOf(dimension(value.unit)).join(", ")}.` },
    );
  }
  const inBase = times(value.amount, decimal(UNITS[value.unit][1]));
  return { amount: trim(divide(inBase, decimal(UNITS[to][1]), CONVERSION_PLACES)), unit: to };
}

function unitsOf(wanted: Dimension): Unit[] {
  return UNIT_NAMES.filter((unit) => dimension(unit) === wanted);
}
