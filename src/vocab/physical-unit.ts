import { InvalidInput } from "../errors.ts";
import { compare, type Decimal, decimal, divide, format, ONE, times, trim } from "./decimal.ts";
import { nearest } from "./nearest.ts";
import { convert, dimension as dimensionOf, findUnit } from "./quantity.ts";

/**
 * A unit of a technical figure, such as g/cm3 or Wh/kg: `over` / `under` of the base units m, g, N, Ah, s. The two are
 * kept apart so that comparing is exact where dividing would not end (1 kJ is 1/3.6 Wh).
 */
export interface PhysicalUnit {
  /** As it was written, without spaces. */
  readonly text: string;
  readonly over: Decimal;
  readonly under: Decimal;
  /** The same text for units that can become each other: "g m^-3". Empty for a plain share. */
  readonly dimension: string;
}

/** An exact figure in a unit. */
export interface PhysicalValue {
  readonly amount: Decimal;
  readonly unit: PhysicalUnit;
}

type Powers = Readonly<Record<string, number>>;

interface Atom {
  readonly over: string;
  readonly under?: string;
  readonly of: Powers;
}

const LENGTH: Powers = { m: 1 };
const MASS: Powers = { g: 1 };
const TIME: Powers = { s: 1 };
const VOLUME: Powers = { m: 3 };
const PRESSURE: Powers = { N: 1, m: -2 };
const ENERGY: Powers = { N: 1, m: 1 };
const VOLTAGE: Powers = { N: 1, m: 1, Ah: -1 };

const PREFIXES: Readonly<Record<string, string>> = {
  n: "1e-9",
  u: "1e-6",
  µ: "1e-6",
  μ: "1e-6",
  m: "1e-3",
  c: "1e-2",
  "": "1",
  k: "1e3",
  M: "1e6",
  G: "1e9",
};

/** Units that take prefixes: those in use, the size in base units, and the powers of these. */
const PREFIXED: Readonly<Record<string, readonly [prefixes: readonly string[], over: string, of: Powers]>> = {
  m: [["", "c", "m", "u", "µ", "μ", "n"], "1", LENGTH],
  g: [["", "m", "k", "M"], "1", MASS],
  N: [["", "k"], "1", { N: 1 }],
  Pa: [["", "m", "k", "M", "G"], "1", PRESSURE],
  J: [["", "k", "M"], "1", ENERGY],
  Wh: [["", "m", "k", "M"], "3600", ENERGY],
  Ah: [["", "m"], "1", { Ah: 1 }],
  V: [["", "m"], "3600", VOLTAGE],
};

/** Small and capital letters differ: mPa is not MPa, and mg is not Mg. */
const ATOMS: Readonly<Record<string, Atom>> = {
  "%": { over: "1e-2", of: {} },
  "‰": { over: "1e-3", of: {} },
  ppm: { over: "1e-6", of: {} },
  ...Object.fromEntries(
    Object.entries(PREFIXED).flatMap(([unit, [prefixes, over, of]]) =>
      prefixes.map((prefix): [string, Atom] => {
        return [`${prefix}${unit}`, { over: format(times(decimal(PREFIXES[prefix] as string), decimal(over))), of }];
      }),
    ),
  ),
  in: { over: "0.0254", of: LENGTH },
  ft: { over: "0.3048", of: LENGTH },
  cc: { over: "1e-6", of: VOLUME },
  bar: { over: "1e5", of: PRESSURE },
  psi: { over: "4.4482216152605", under: "0.00064516", of: PRESSURE },
  s: { over: "1", of: TIME },
  min: { over: "60", of: TIME },
  h: { over: "3600", of: TIME },
  HRB: { over: "1", of: { HRB: 1 } },
};

const RAISED: Readonly<Record<string, string>> = { "²": "2", "³": "3", "⁻": "-", "¹": "1" };
const MOST_POWER = 4;

/** Places kept where a conversion does not end. */
const PLACES = 12;

/** Reads "g/cm3", "g/cc", "kg m-3", "Wh/kg", "MPa", "%"; throws InvalidInput with near units. */
export function physicalUnit(text: string): PhysicalUnit {
  const plain = text.trim().replace(/[²³⁻¹]/g, (sign) => RAISED[sign] ?? sign);
  const [first = "", ...below] = plain.split(/\s*\/\s*|\s+per\s+/);
  const factors = [...atomsIn(first, 1, text), ...below.flatMap((part) => atomsIn(part, -1, text))];
  const powers = new Map<string, number>();
  let [over, under] = [ONE, ONE];
  for (const { atom, power } of factors) {
    const [up, down] = power > 0 ? [atom.over, atom.under ?? "1"] : [atom.under ?? "1", atom.over];
    for (let at = 0; at < Math.abs(power); at++) {
      over = times(over, decimal(up));
      under = times(under, decimal(down));
    }
    for (const [base, each] of Object.entries(atom.of)) powers.set(base, (powers.get(base) ?? 0) + each * power);
  }
  const dimension = [...powers]
    .filter(([, power]) => power !== 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([base, power]) => (power === 1 ? base : `${base}^${power}`))
    .join(" ");
  return { text: text.trim().replace(/\s*\/\s*/g, "/"), over: trim(over), under: trim(under), dimension };
}

function atomsIn(part: string, sign: 1 | -1, whole: string): { readonly atom: Atom; readonly power: number }[] {
  return part.split(/[\s·*]+/).map((each) => {
    const [, name = "", digits = "1"] = /^(\p{L}+|[%‰])\^?(-?\d)?$/u.exec(each) ?? [];
    const atom = atomOf(name);
    const power = Number(digits) * sign;
    if (atom === null || power === 0 || Math.abs(power) > MOST_POWER) throw unknownUnit(whole, name);
    return { atom, power };
  });
}

/** A unit of the table, else one of mass or volume as customs data spell them. */
function atomOf(name: string): Atom | null {
  if (Object.hasOwn(ATOMS, name)) return ATOMS[name] as Atom;
  const alike = Object.keys(ATOMS).filter((each) => each.toLowerCase() === name.toLowerCase());
  if (alike.length === 1) return ATOMS[alike[0] as string] as Atom;
  const unit = alike.length > 1 ? null : findUnit(name);
  if (unit === null) return null;
  if (dimensionOf(unit) === "mass") {
    return { over: format(convert({ amount: ONE, unit }, "g").amount), of: MASS };
  }
  if (dimensionOf(unit) !== "volume") return null;
  return { over: format(convert({ amount: ONE, unit }, "l").amount), under: "1000", of: VOLUME };
}

function unknownUnit(whole: string, name: string): InvalidInput {
  const near = nearest(name, [...Object.keys(ATOMS), "l"], 3);
  const known = near.length > 0 ? `Near it: ${near.join(", ")}. ` : "";
  return new InvalidInput(`“${whole}” is not a unit that is known here.`, {
    hint: `${known}Write it as g/cm3, Wh/kg, mAh/g, MPa, V or %; small and capital letters count.`,
  });
}

/** Exact: -1 when `a` is less than `b`. Throws InvalidInput when they measure different things. */
export function comparePhysical(a: PhysicalValue, b: PhysicalValue): -1 | 0 | 1 {
  checkAlike(a.unit, b.unit);
  const left = times(times(a.amount, a.unit.over), b.unit.under);
  const right = times(times(b.amount, b.unit.over), a.unit.under);
  return compare(left, right);
}

/** The same value in another unit: exact where that ends within 12 places, else half up at 12. */
export function convertPhysical({ amount, unit }: PhysicalValue, to: PhysicalUnit): PhysicalValue {
  checkAlike(unit, to);
  const over = times(times(amount, unit.over), to.under);
  return { amount: trim(divide(over, times(unit.under, to.over), PLACES)), unit: to };
}

export function formatPhysical({ amount, unit }: PhysicalValue): string {
  return `${format(amount)} ${unit.text}`;
}

function checkAlike(given: PhysicalUnit, wanted: PhysicalUnit): void {
  if (given.dimension === wanted.dimension) return;
  throw new InvalidInput(`“${given.text}” cannot become “${wanted.text}”: they measure different things.`, {
    hint: `Write it in ${wanted.text}, or in a unit of the same kind.`,
  });
}
