import { InvalidInput } from "../../../errors.ts";
import type { ElasticityKind, GsimElasticities } from "../../../scenario/gsim/gsim-model.ts";
import type { ElasticityBand } from "../../../scenario/gsim/gsim-sensitivity.ts";
import { type ElasticityRow, EVERYBODY, INFINITE } from "./gsim-input.ts";
import type { GsimResult } from "./gsim-result.ts";
import { countryAt } from "./gsim-tariffs.ts";
import type { GsimTrade } from "./gsim-trade.ts";

export interface ReadElasticities {
  readonly central: GsimElasticities;
  readonly band: ElasticityBand;
  /** The rows as they were taken. */
  readonly rows: GsimResult["elasticities"];
}

/** What is assumed without a band of its own is tried at half and at one and a half times. */
const TAKEN = [0.5, 1.5] as const;

const SIGNS: Readonly<Record<ElasticityKind, { readonly fits: (value: number) => boolean; readonly what: string }>> = {
  demand: { fits: (value) => value < 0 && Number.isFinite(value), what: "below 0" },
  supply: { fits: (value) => value > 0, what: "above 0" },
  substitution: { fits: (value) => value > 0 && Number.isFinite(value), what: "above 0" },
};

interface TakenRow {
  readonly row: ElasticityRow;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly shown: GsimResult["elasticities"][number];
}

const written = (value: number): string => (value === Number.POSITIVE_INFINITY ? INFINITE : String(value));

function takenRow(row: ElasticityRow, at: number): TakenRow {
  const { kind, country, source } = row;
  const value = row.value === INFINITE ? Number.POSITIVE_INFINITY : row.value;
  const name = `Row ${at + 1} of the elasticities (${kind} of ${country})`;
  const basis = row.basis ?? (source === undefined ? undefined : "reported");
  if (basis === undefined || (basis !== "assumed" && source === undefined)) {
    throw new InvalidInput(`${name} says neither where it comes from nor that it is assumed.`, {
      hint: "Add source: … or basis: assumed.",
    });
  }
  const open = row.low === undefined && row.high === undefined;
  const taken = open && basis === "assumed" && Number.isFinite(value) ? TAKEN.map((part) => part * value) : [value];
  const { low = Math.min(...taken), high = Math.max(...taken) } = row;
  for (const each of [value, low, high]) {
    if (!SIGNS[kind].fits(each)) throw new InvalidInput(`${name} is “${each}”; it must be ${SIGNS[kind].what}.`);
  }
  if (low > value || value > high) {
    throw new InvalidInput(`${name} is “${value}”, outside its band from “${low}” to “${high}”.`, {
      hint: "low is the lowest number and high the highest, for demand as well: -1.9 is lower than -0.6.",
    });
  }
  const band = low === high ? "none" : open ? "taken" : "stated";
  const shown = {
    kind,
    country,
    value: written(value),
    low: written(low),
    high: written(high),
    basis,
    source: source ?? null,
  };
  return { row, value, low, high, shown: { ...shown, band } };
}

/** The rows of a model with those of a scenario in the place of its own of the same kind and country. */
export function elasticitiesWith(
  { keyOf }: Pick<GsimTrade, "keyOf">,
  rows: readonly ElasticityRow[],
  set: readonly ElasticityRow[],
): readonly ElasticityRow[] {
  const keyOfRow = ({ kind, country }: ElasticityRow) => `${kind} ${country === EVERYBODY ? country : keyOf(country)}`;
  const own = new Set(set.map(keyOfRow));
  return [...rows.filter((row) => !own.has(keyOfRow(row))), ...set];
}

/** An elasticity of each kind for each country: that of its own row, else that of everybody. */
export function gsimElasticities(
  trade: Pick<GsimTrade, "countries" | "keyOf">,
  rows: readonly ElasticityRow[],
): ReadElasticities {
  const taken = rows.map(takenRow);
  const own = new Map<string, TakenRow>();
  taken.forEach((one, at) => {
    const { kind, country } = one.row;
    const place = countryAt(trade, country, `Row ${at + 1} of the elasticities (${kind})`);
    const key = `${kind} ${place ?? EVERYBODY}`;
    if (own.has(key)) throw new InvalidInput(`The elasticity of ${kind} of “${country}” is stated twice.`);
    own.set(key, one);
  });
  const column = (of: (taken: TakenRow) => number): GsimElasticities => {
    const ofKind = (kind: ElasticityKind) =>
      Float64Array.from(trade.countries, ({ label }, at) => {
        const found = own.get(`${kind} ${at}`) ?? own.get(`${kind} ${EVERYBODY}`);
        if (found !== undefined) return of(found);
        throw new InvalidInput(`No elasticity of ${kind} is given for ${label}.`, {
          hint: 'Add a row for it, or one with country: "*" and basis: assumed.',
        });
      });
    return { demand: ofKind("demand"), supply: ofKind("supply"), substitution: ofKind("substitution") };
  };
  return {
    central: column(({ value }) => value),
    band: { low: column(({ low }) => low), high: column(({ high }) => high) },
    rows: taken.map(({ shown }) => shown),
  };
}
