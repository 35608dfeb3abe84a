import { cell } from "./csv-file.ts";
import type { Product } from "./products.ts";
import type { Random } from "./random.ts";

/** How bills write a product. */
export interface Goods {
  readonly hs: string;
  readonly revision: number;
  /** USD a kg. */
  readonly unitValue: number;
  /** The code as 850760, 8507.60 or 8507600000. */
  code(random: Random): string;
  description(random: Random): string;
  /** The cells quantity and unit for tenths of a kg. */
  quantity(tenthsOfKg: number): string;
}

const DESCRIPTIONS: Readonly<Record<string, readonly string[]>> = {
  "250410": ["natural graphite in flakes", "NATURAL GRAPHITE POWDER"],
  "253090": ["spodumene concentrate", "MINERAL CONCENTRATE, IN BULK"],
  "280530": ["rare earth metals", "NEODYMIUM-PRASEODYMIUM METAL"],
  "282520": ["LITHIUM HYDROXIDE MONOHYDRATE, BATTERY GRADE"],
  "282590": ["NCM PRECURSOR", "nickel cobalt manganese hydroxide"],
  "282200": ["cobalt oxides and hydroxides"],
  "283324": ["NICKEL SULPHATE HEXAHYDRATE"],
  "283691": ["LITHIUM CARBONATE, BATTERY GRADE", "lithium carbonate 99.5 %"],
  "284190": ["NCM CATHODE POWDER", "cathode active material"],
  "284290": ["LFP CATHODE POWDER", "lithium iron phosphate"],
  "284690": ["rare earth oxides, mixed", "NDPR OXIDE"],
  "380110": ["ARTIFICIAL GRAPHITE", "anode material, artificial graphite"],
  "392119": ["SEPARATOR FILM", "microporous film in rolls"],
  "741011": ["COPPER FOIL, UNBACKED"],
  "850511": ["SINTERED NDFEB MAGNETS", "permanent magnets, of metal"],
  "850760": ["LITHIUM-ION BATTERIES", "lithium-ion battery cells, packed", "LI-ION BATTERY PACK"],
};
const KG_PER_KWH = 6.2;
const KG_PER_PIECE: Readonly<Record<string, number>> = { "8501": 4, "8703": 1900, "8704": 2600, "8711": 80 };

export function goodsOf({ hs, hsRevision, unitValue, stage, description }: Product): Goods {
  const codes = [hs, hs, hs, `${hs.slice(0, 4)}.${hs.slice(4)}`, `${hs}0000`];
  const written = DESCRIPTIONS[hs] ?? shortened(description ?? `${stage} goods`);
  const descriptions = written.map(cell);
  const perPiece = KG_PER_PIECE[hs.slice(0, 4)];
  return {
    hs,
    revision: hsRevision,
    unitValue,
    code: (random) => codes[random.below(codes.length)] as string,
    description: (random) => descriptions[random.below(descriptions.length)] as string,
    quantity(tenths) {
      if (hs === "850760") return `${Math.max(1, Math.round(tenths / 10 / KG_PER_KWH))},kWh`;
      if (perPiece !== undefined) return `${Math.max(1, Math.round(tenths / 10 / perPiece))},piece`;
      return ",";
    },
  };
}

/** A bill has little room: the first words of the nomenclature's text, in either case. */
function shortened(description: string): readonly string[] {
  const first = description.replace(/^[^;:]*[;:]\s*/, "").split(/[,;(]/, 1)[0] ?? description;
  const short = (first.trim() || description).slice(0, 48).trim();
  return [short.toLowerCase(), short.toUpperCase()];
}
