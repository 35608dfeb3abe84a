import { compare, type Decimal, decimal } from "../vocab/decimal.ts";
import { ratioOf } from "./concentration.ts";

/** One condition of a test: what it measured, against what, and whether it holds; null where it cannot be measured. */
interface Condition {
  readonly id: string;
  readonly about: string;
  readonly value: string | null;
  readonly above: string;
  readonly holds: boolean | null;
}

export interface DependencyTest {
  readonly id: "eu-swd-2021-352" | "cepii-geodep";
  readonly conditions: Condition[];
  /** Whether every condition holds; null when one that decides cannot be measured. */
  readonly dependent: boolean | null;
}

const condition = (id: string, about: string, value: string | null, above: string): Condition => ({
  id,
  about,
  value,
  above,
  holds: value === null ? null : compare(decimal(value), decimal(above)) > 0,
});

/** One that fails decides at once; one that is not known leaves the rest open. */
function allOf(id: DependencyTest["id"], conditions: Condition[]): DependencyTest {
  const failed = conditions.some(({ holds }) => holds === false);
  const open = conditions.some(({ holds }) => holds === null);
  return { id, conditions, dependent: failed ? false : open ? null : true };
}

interface EuFigures {
  /** HHI of imports from outside by origin. */
  readonly outsideHhi: string | null;
  readonly outsideImports: Decimal;
  /** What the members buy of each other and from outside. */
  readonly allImports: Decimal;
  /** All that the members export, to each other as well. */
  readonly allExports: Decimal;
}

/** The Commission's core dependency indicators, SWD(2021) 352: thresholds 0.4, 0.5 and 1, all three at once. */
export function euTest({ outsideHhi, outsideImports, allImports, allExports }: EuFigures): DependencyTest {
  return allOf("eu-swd-2021-352", [
    condition("CDI1", "concentration of imports from outside, as an HHI of origins", outsideHhi, "0.4"),
    condition("CDI2", "imports from outside, of all imports", ratioOf(outsideImports, allImports), "0.5"),
    condition("CDI3", "imports from outside, over all exports", ratioOf(outsideImports, allExports), "1"),
  ]);
}

interface GeoDepFigures {
  readonly importHhi: string | null;
  readonly worldExportHhi: string | null;
  readonly imports: Decimal;
  readonly exports: Decimal;
}

/** What GeoDep writes for imports over exports where nothing is exported. */
const NO_EXPORTS = "9999";

/** CEPII GeoDep in one year: HHI of imports and of world exports above 0.4, and imports over exports above 1. */
export function geoDepTest({ importHhi, worldExportHhi, imports, exports }: GeoDepFigures): DependencyTest {
  const ratio = imports.units === 0n ? null : (ratioOf(imports, exports) ?? NO_EXPORTS);
  return allOf("cepii-geodep", [
    condition("import HHI", "concentration of imports, as an HHI of origins", importHhi, "0.4"),
    condition("world HHI", "concentration of world exports, as an HHI of exporters", worldExportHhi, "0.4"),
    condition("imports over exports", "imports over exports; 9999 where nothing is exported", ratio, "1"),
  ]);
}

/**
 * GeoDep over years: dependent when the year's test holds in at least two of three years in a row. Null while the years
 * that are known cannot decide.
 */
export function geoDepOverYears(years: readonly { readonly year: string; readonly dependent: boolean | null }[]) {
  const last = [...years].sort((a, b) => (a.year < b.year ? -1 : 1)).slice(-3);
  const yes = last.filter(({ dependent }) => dependent === true).length;
  const open = last.filter(({ dependent }) => dependent === null).length + (3 - last.length);
  const dependent = yes >= 2 ? true : yes + open < 2 ? false : null;
  return { years: last.map(({ year }) => year), holdsIn: yes, dependent };
}
