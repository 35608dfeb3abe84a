/** How much of one substance stands for a unit of another, by weight: 0.1879 t of lithium in a tonne of carbonate. */
export interface ContentFactor {
  /** As prices are quoted: lithium carbonate. */
  readonly product: string;
  readonly formula: string;
  /** What is counted instead: lithium, lithium carbonate equivalent. */
  readonly basis: string;
  readonly basisFormula: string;
  /** The element by whose atoms they are compared. */
  readonly element: string;
  /** Units of the basis in a unit of the product, above 0. */
  readonly factor: string;
  /** Id of a source, and the place in it. */
  readonly source: string;
  readonly locator: string | null;
}

/**
 * Abridged standard atomic weights of the elements that the factors need (IUPAC Commission on Isotopic Abundances and
 * Atomic Weights, 2021).
 */
const ATOMIC_WEIGHTS: Readonly<Record<string, number>> = {
  H: 1.008,
  Li: 6.94,
  C: 12.011,
  O: 15.999,
  S: 32.06,
  Cl: 35.45,
  Mn: 54.938,
  Co: 58.933,
  Ni: 58.693,
  Nd: 144.24,
  Pr: 140.91,
  Dy: 162.5,
  Tb: 158.93,
  Ga: 69.723,
  Ge: 72.63,
};

/** Grams a mole of a formula such as `LiOH.H2O` or `Ni(SO4)`; null where it cannot be read or holds an unknown element. */
export function molarMass(formula: string): number | null {
  let total = 0;
  for (const part of formula.split(".")) {
    const [, times = "", rest = ""] = /^(\d*)(.*)$/.exec(part) ?? [];
    const mass = massOfPart(rest);
    if (mass === null) return null;
    total += mass * Number(times || 1);
  }
  return total;
}

function massOfPart(part: string): number | null {
  const plain = /^(?:[A-Z][a-z]?\d*)+$/;
  if (!plain.test(part)) return null;
  let total = 0;
  for (const [, element = "", count = ""] of part.matchAll(/([A-Z][a-z]?)(\d*)/g)) {
    const weight = ATOMIC_WEIGHTS[element];
    if (weight === undefined) return null;
    total += weight * Number(count || 1);
  }
  return total;
}

/** Units of a basis that a unit of a pure substance stands for, atom for atom of the element that they share. */
export function stoichiometricFactor(formula: string, basisFormula: string, element: string): number | null {
  const [own, other] = [molarMass(formula), molarMass(basisFormula)];
  const [atoms, basisAtoms] = [atomsOf(formula, element), atomsOf(basisFormula, element)];
  if (own === null || other === null || atoms === 0 || basisAtoms === 0) return null;
  return (atoms * other) / (basisAtoms * own);
}

function atomsOf(formula: string, element: string): number {
  let total = 0;
  for (const part of formula.split(".")) {
    const times = Number(/^\d+/.exec(part)?.[0] ?? 1);
    for (const [, name, count] of part.matchAll(/([A-Z][a-z]?)(\d*)/g)) {
      if (name === element) total += times * Number(count || 1);
    }
  }
  return total;
}
