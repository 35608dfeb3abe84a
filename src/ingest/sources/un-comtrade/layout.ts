import type { Mapping } from "../../mapping.ts";
import { from, holdsAll, type Layout, type LayoutReading } from "../layout.ts";

const NEW_FORM = ["period", "reporterCode", "partnerCode", "flowCode", "cmdCode", "primaryValue"];
const OLD_FORM = ["Period", "Trade Flow", "Reporter ISO", "Partner ISO", "Commodity Code"];

/** Rows of the new form that stand for all regimes, modes and second partners together. */
const TOTALS = { customsCode: ["C00"], motCode: ["0"], partner2Code: ["0"] };

/** Re-exports and re-imports are parts of exports and imports there, and are left to the totals. */
const FLOWS = {
  M: "import",
  X: "export",
  Import: "import",
  Imports: "import",
  Export: "export",
  Exports: "export",
};

const shared = { as: "flows", source: "un-comtrade", licence: "UN Comtrade", made: false } as const;

/** UN Comtrade: the API and bulk files of today, and the files of the older site. */
export const layout: Layout = {
  name: "un-comtrade",
  about: "UN Comtrade, in its new and its older form",
  recognise: (header) => holdsAll(header, NEW_FORM) || holdsAll(header, OLD_FORM),
  read: ({ header }) => (holdsAll(header, NEW_FORM) ? newForm(header) : oldForm(header)),
};

function newForm(header: readonly string[]): LayoutReading {
  const iso = (side: string) => (header.includes(`${side}ISO`) ? `${side}ISO` : `${side}Code`);
  const columns: Mapping["columns"] = {
    period: from("period"),
    reporter: from(iso("reporter")),
    partner: from(iso("partner")),
    direction: from("flowCode", { values: FLOWS }),
    valuation: from("flowCode", { values: VALUATION }),
    hs: from("cmdCode"),
    value: from("primaryValue"),
    currency: { constant: "USD" },
    ...(header.includes("netWgt") ? { kg: from("netWgt") } : {}),
  };
  const totals = Object.fromEntries(Object.entries(TOTALS).filter(([column]) => header.includes(column)));
  const rules = { onePerFlow: true as const, ...(Object.keys(totals).length === 0 ? {} : { totals }) };
  return { mapping: { ...shared, columns }, rules, warnings: [] };
}

/** Importers report what goods cost on arrival, exporters what they cost on leaving. */
const VALUATION = { M: "cif", X: "fob", Import: "cif", Imports: "cif", Export: "fob", Exports: "fob" };

function oldForm(header: readonly string[]): LayoutReading {
  const first = (...names: string[]) => names.find((name) => header.includes(name));
  const value = first("Trade Value (US$)", "Trade Value");
  const weight = first("Netweight (kg)", "Netweight", "Net Weight (kg)");
  const columns: Mapping["columns"] = {
    period: from("Period"),
    reporter: from("Reporter ISO"),
    partner: from("Partner ISO"),
    direction: from("Trade Flow", { values: FLOWS }),
    valuation: from("Trade Flow", { values: VALUATION }),
    hs: from("Commodity Code"),
    currency: { constant: "USD" },
    ...(value === undefined ? {} : { value: from(value) }),
    ...(weight === undefined ? {} : { kg: from(weight) }),
  };
  return { mapping: { ...shared, columns }, rules: { onePerFlow: true }, warnings: [] };
}
