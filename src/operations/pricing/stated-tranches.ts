import { InvalidInput } from "../../errors.ts";
import { type BuiltTranche, buildTranche } from "../../pricing/build-tranche.ts";
import type { Spread } from "../../pricing/spread.ts";
import {
  type CitedFigure,
  COST_FIGURES,
  type CostFigure,
  type CostsInOwnUnits,
  MONEY_FIGURES,
  type StatedCosts,
  UNIT_FIGURES,
} from "../../pricing/stated-costs.ts";
import type { CountryCode } from "../../vocab/country.ts";
import { country } from "../../vocab/country.ts";
import { decimal, toNumber } from "../../vocab/decimal.ts";
import { currencyCode } from "../../vocab/money.ts";
import { convert, parseUnit, type Unit } from "../../vocab/quantity.ts";
import type { ReferenceInput, TrancheRow } from "./reference-input.ts";

/** A plant that may offer, with the years in which it does. */
export interface Candidate {
  readonly stated: StatedCosts;
  readonly built: BuiltTranche;
  /** First year, and first year no more; null: always. */
  readonly from: number | null;
  readonly until: number | null;
}

/** How money and weights of a row become those of the price. */
export interface PriceGround {
  readonly unit: Unit;
  readonly currency: string;
  /** Units of the price's weight in one of another. Throws InvalidInput where they measure different things. */
  weight(unit: string): number;
  /** Money of the price in one of another currency. Throws InvalidInput where no rate is stated. */
  money(currency: string): number;
}

export function priceGround({ unit, currency, fx }: ReferenceInput): PriceGround {
  const own = parseUnit(unit);
  const code = currencyCode(currency);
  const rates = new Map(fx.map((row) => [currencyCode(row.currency), row.rate]));
  return {
    unit: own,
    currency: code,
    weight: (other) => toNumber(convert({ amount: decimal("1"), unit: parseUnit(other) }, own).amount),
    money(other) {
      const asked = currencyCode(other);
      if (asked === code) return 1;
      const rate = rates.get(asked);
      if (rate !== undefined) return 1 / rate;
      throw new InvalidInput(`A tranche is in ${asked}, the price in ${code}, and no rate between them is stated.`, {
        hint: `Add fx: [{ currency: ${asked}, rate: so many ${asked} for one ${code} }].`,
      });
    },
  };
}

const scaled = ({ low, central, high }: Spread, by: number): Spread =>
  by === 1 ? { low, central, high } : { low: low * by, central: central * by, high: high * by };

/** The same costs in the unit and the currency of the price. */
function inUnitsOf(stated: Omit<CostsInOwnUnits, "product">, ground: PriceGround): StatedCosts {
  const weight = stated.unit === null ? 1 : ground.weight(stated.unit);
  const money = stated.currency === null ? 1 : ground.money(stated.currency);
  const factor = (figure: CostFigure): number =>
    figure === "capacity" ? weight : (MONEY_FIGURES.has(figure) ? money : 1) / (UNIT_FIGURES.has(figure) ? weight : 1);
  const figures = Object.fromEntries(
    COST_FIGURES.flatMap((figure) => {
      const cited = stated.figures[figure];
      return cited === undefined ? [] : [[figure, { ...cited, value: scaled(cited.value, factor(figure)) }]];
    }),
  );
  const { name, party, country: place, status, confidential, note } = stated;
  return { name, party, country: place, status, figures, confidential, note };
}

type Row = Pick<TrancheRow, Exclude<CostFigure, "price" | "capacity">> &
  Pick<TrancheRow, "basis" | "source"> & {
    readonly price?: Spread | undefined;
    readonly capacity?: Spread | undefined;
  };

/** The figures of a row; assumed unless it names a source or a basis. */
export function figuresOf(row: Row): Partial<Record<CostFigure, CitedFigure>> {
  const { basis, source = null } = row;
  const cited = { basis: basis ?? (source === null ? "assumed" : "reported"), source, locator: null } as const;
  return Object.fromEntries(
    COST_FIGURES.flatMap((figure) => {
      const given = row[figure];
      if (given === undefined) return [];
      const value = typeof given === "number" ? { low: given, central: given, high: given } : given;
      return [[figure, { value, ...cited }]];
    }),
  );
}

function statedOf(row: TrancheRow, ground: PriceGround): StatedCosts {
  const place: CountryCode | null = row.country === undefined ? null : country(row.country).code;
  return inUnitsOf(
    {
      name: row.name,
      party: row.party ?? null,
      country: place,
      status: row.status,
      figures: figuresOf(row),
      confidential: row.confidential,
      note: row.note ?? null,
      unit: row.unit ?? null,
      currency: row.currency ?? null,
    },
    ground,
  );
}

/** A row under a name that is known already says what that one does not. */
function filledIn(known: StatedCosts, row: StatedCosts): StatedCosts {
  return {
    ...known,
    party: row.party ?? known.party,
    country: row.country ?? known.country,
    status: row.status,
    figures: { ...known.figures, ...row.figures },
    confidential: known.confidential || row.confidential,
    note: row.note ?? known.note,
  };
}

/** All plants of the file, and of the book and the store where the file asks for them. */
export function candidatesOf(
  asked: ReferenceInput,
  ground: PriceGround,
  known: readonly CostsInOwnUnits[],
): readonly Candidate[] {
  const stated = new Map<string, StatedCosts>();
  for (const costs of known) stated.set(costs.name, inUnitsOf(costs, ground));
  const years = new Map<string, Pick<TrancheRow, "from" | "until">>();
  for (const row of asked.tranches) {
    if (years.has(row.name)) throw new InvalidInput(`The tranche “${row.name}” is stated twice.`);
    if (row.from !== undefined && row.until !== undefined && row.until <= row.from) {
      throw new InvalidInput(`“${row.name}” supplies from ${row.from} until ${row.until}, which is no time.`);
    }
    years.set(row.name, row);
    refuseOtherTerms(row, asked.terms);
    const own = statedOf(row, ground);
    const before = stated.get(row.name);
    stated.set(row.name, before === undefined ? own : filledIn(before, own));
  }
  const assumption = figuresOf({ ...asked.assume, basis: asked.assume.basis ?? "assumed" });
  return [...stated.values()].map((costs) => {
    const built = buildTranche(costs, assumption);
    if (built.tranche === null && years.has(costs.name)) {
      throw new InvalidInput(`“${costs.name}” does not say its ${built.missing.join(", ")}.`, {
        hint: "State it of the tranche, or under assume for all; or state a price in place of costs.",
      });
    }
    const { from = null, until = null } = years.get(costs.name) ?? {};
    return { stated: costs, built, from, until };
  });
}

/** Costs at other terms are those of the price only with the freight between them. */
function refuseOtherTerms({ name, terms, freight }: TrancheRow, wanted: ReferenceInput["terms"]): void {
  if (terms === undefined || terms === wanted || freight !== undefined) return;
  throw new InvalidInput(`The costs of “${name}” are ${terms}, the price is ${wanted}, and no freight is stated.`, {
    hint: `State its freight a unit from ${terms} to ${wanted}, or ask for a price at ${terms}.`,
  });
}
