/** What a file can be imported as. */
export const FAMILY_NAMES = [
  "flows",
  "shipments",
  "parties",
  "facilities",
  "stakes",
  "listings",
  "prices",
  "capacities",
  "costs",
  "fx",
] as const;

export type Family = (typeof FAMILY_NAMES)[number];

/** How the text of a field is read. Coded kinds have few distinct values and are read once for each of them. */
export type Kind =
  | { readonly is: "text" }
  | { readonly is: "name" }
  | { readonly is: "date" }
  | { readonly is: "period" }
  | { readonly is: "hs" }
  | { readonly is: "revision" }
  | { readonly is: "country" }
  | { readonly is: "currency" }
  | { readonly is: "unit" }
  | { readonly is: "choice"; readonly of: readonly string[]; readonly also?: Readonly<Record<string, string>> }
  | {
      readonly is: "decimal";
      readonly places: number;
      readonly atLeast?: string;
      readonly atMost?: string;
      /** The unit the column is stored in, when a mapping may give another. */
      readonly unit?: "kg";
    };

export interface Field {
  readonly name: string;
  readonly kind: Kind;
  readonly required: boolean;
  readonly about: string;
}

const need = (name: string, kind: Kind, about: string): Field => ({ name, kind, required: true, about });
const may = (name: string, kind: Kind, about: string): Field => ({ name, kind, required: false, about });

const text: Kind = { is: "text" };
const name: Kind = { is: "name" };
const date: Kind = { is: "date" };
const country: Kind = { is: "country" };
const currency: Kind = { is: "currency" };
const money: Kind = { is: "decimal", places: 2, atLeast: "0" };
const kilograms: Kind = { is: "decimal", places: 3, atLeast: "0", unit: "kg" };
/** A figure of costs, and the higher end of its range where it is one. */
const cost = (name: string, kind: Kind, about: string): readonly Field[] => [
  may(name, kind, about),
  may(`${name}_max`, kind, `highest ${name.replace("_", " ")}, where it is a range`),
];
const unitCost: Kind = { is: "decimal", places: 6, atLeast: "0" };

const share: Kind = { is: "decimal", places: 12, atLeast: "0", atMost: "1" };
const BASES = ["observed", "reported", "estimated", "assumed"];
const PARTY_KINDS = ["company", "government", "person", "forwarder", "trader", "country"];

const VALIDITY: readonly Field[] = [
  may("valid_from", date, "first day the row holds"),
  may("valid_until", date, "first day the row no longer holds"),
  may("known_on", date, "first day anyone could have known it"),
];

/** The fields that a file of each family may fill; a mapping says which column fills which. */
export const FIELDS: Readonly<Record<Family, readonly Field[]>> = {
  shipments: [
    need("arrived_on", date, "day of arrival or entry"),
    may("bill", text, "number of the bill of lading"),
    may("master_bill", text, "number of the master bill that a house bill belongs to"),
    may("shipper_name", name, "who sent the goods"),
    may("shipper_country", country, "country of the shipper's address"),
    may("shipper_code", text, "the shipper's code in a scheme of its own"),
    may("shipper_facility", text, "plant or address that the goods left, as written"),
    may("consignee_name", name, "who received the goods"),
    may("consignee_country", country, "country of the consignee's address"),
    may("consignee_code", text, "the consignee's code in a scheme of its own"),
    may("consignee_facility", text, "plant or address that the goods went to, as written"),
    may("forwarder_name", name, "the forwarder named on the bill"),
    may("hs", { is: "hs" }, "HS code of six or more digits"),
    may("hs_revision", { is: "revision" }, "edition of the Harmonized System"),
    may("description", text, "the goods as described"),
    may("origin", country, "country of origin"),
    may("export_country", country, "country the goods were shipped from"),
    may("import_country", country, "country the goods entered"),
    may("port_of_lading", text, "port the goods were loaded in"),
    may("port_of_unlading", text, "port the goods were unloaded in"),
    may("value", money, "customs value in the currency"),
    may("currency", currency, "ISO 4217 code of the value"),
    may("kg", kilograms, "weight"),
    may("quantity", { is: "decimal", places: 3, atLeast: "0" }, "quantity in the unit"),
    may("unit", { is: "unit" }, "unit of the quantity"),
  ],
  flows: [
    need("period", { is: "period" }, "year, quarter, month or day"),
    may("frequency", { is: "choice", of: ["annual", "quarterly", "monthly", "daily"] }, "what a period stands for"),
    need("reporter", country, "country that reported"),
    need("partner", country, "the other country"),
    need(
      "direction",
      {
        is: "choice",
        of: ["import", "export", "reconciled"],
        also: { m: "import", x: "export", imports: "import", exports: "export" },
      },
      "import, export or reconciled, as the reporter sees it",
    ),
    need("hs", { is: "hs" }, "HS code of six or more digits"),
    may("hs_revision", { is: "revision" }, "edition of the Harmonized System"),
    may("valuation", { is: "choice", of: ["fob", "cif"] }, "free on board, or cost, insurance and freight"),
    may("value", money, "value in the currency"),
    may("currency", currency, "ISO 4217 code of the value"),
    may("kg", kilograms, "weight"),
  ],
  parties: [
    need("name", name, "name as written"),
    may("country", country, "country of the address"),
    may("kind", { is: "choice", of: PARTY_KINDS }, "what kind of party it is"),
    may("incorporated_in", country, "country of incorporation"),
    may("headquartered_in", country, "country of the head office"),
    may("legal_form", text, "legal form as written"),
    may("listed", text, "exchange and ticker"),
    may(
      "name_kind",
      { is: "choice", of: ["legal", "trade", "former", "local", "as_filed"] },
      "what kind of name it is",
    ),
    may("same_as", name, "the main name of the party, when `name` is another name of it"),
    may("scheme", text, "scheme of the identifier: LEI, USCC, ticker"),
    may("identifier", text, "identifier in the scheme"),
  ],
  facilities: [
    need("name", name, "name of the facility"),
    may("operator", name, "party that runs it"),
    may("operator_country", country, "country of the operator"),
    may("address", text, "address as written"),
    may("country", country, "country it stands in"),
    may("region", text, "province or state"),
    may("lat", { is: "decimal", places: 6, atLeast: "-90", atMost: "90" }, "degrees north"),
    may("lon", { is: "decimal", places: 6, atLeast: "-180", atMost: "180" }, "degrees east"),
    may("stage", text, "mine, refine, precursor, active_material, cell, pack, recycle"),
    ...VALIDITY,
  ],
  stakes: [
    need("holder", name, "party that holds"),
    may("holder_country", country, "country of the holder"),
    may("holder_kind", { is: "choice", of: PARTY_KINDS }, "what kind of party the holder is"),
    may("holder_incorporated_in", country, "country of incorporation of the holder"),
    may("holder_legal_form", text, "legal form of the holder as written"),
    may("holder_scheme", text, "scheme of the holder's identifier: LEI, USCC, ticker"),
    may("holder_identifier", text, "identifier of the holder in the scheme"),
    need("held", name, "party that is held"),
    may("held_country", country, "country of the party held"),
    may("held_incorporated_in", country, "country of incorporation of the party held"),
    may("held_legal_form", text, "legal form of the party held as written"),
    may("held_scheme", text, "scheme of the identifier of the party held"),
    may("held_identifier", text, "identifier of the party held in the scheme"),
    may(
      "interest",
      { is: "choice", of: ["equity", "vote", "board", "debt", "licence", "offtake"] },
      "kind of interest",
    ),
    may("share", share, "share, 0 to 1"),
    may("share_min", share, "lowest share, 0 to 1"),
    may("share_max", share, "highest share, 0 to 1"),
    ...VALIDITY,
  ],
  listings: [
    need("name", name, "name as the list writes it"),
    may("country", country, "country of the party"),
    may("kind", { is: "choice", of: PARTY_KINDS }, "what kind of party it is"),
    need("list", text, "id of the list, such as us-1260h"),
    may("scheme", text, "scheme of the identifier: LEI, USCC, ticker"),
    may("identifier", text, "identifier of the party in the scheme"),
    ...VALIDITY,
  ],
  prices: [
    need("series", text, "name of the series"),
    may("product", text, "product in words or HS code"),
    may("grade", text, "grade or purity"),
    may("terms", text, "terms of delivery and tax"),
    may("unit", text, "unit that the price is of"),
    need("currency", currency, "ISO 4217 code"),
    need("period", { is: "period" }, "year, month or day"),
    need("value", { is: "decimal", places: 6 }, "price of one unit"),
    may("known_on", date, "first day anyone could have known it"),
  ],
  capacities: [
    may("facility", name, "the facility, when the figure is of one"),
    may("party", name, "the party, when the figure is of one"),
    may("country", country, "country of the facility or party"),
    need("product", text, "product in words or HS code"),
    need(
      "measure",
      {
        is: "choice",
        of: [
          "nameplate",
          "operational",
          "under_construction",
          "planned",
          "production",
          "sales",
          "inventory",
          "revenue",
          "reserves",
          "consumption",
          "import_reliance",
          "investment",
        ],
      },
      "what the figure measures",
    ),
    may("period", { is: "period" }, "year or month"),
    may("quantity", { is: "decimal", places: 6, atLeast: "0" }, "figure in the unit"),
    may("unit", text, "unit of the figure"),
    may("basis", { is: "choice", of: BASES }, "observed, reported, estimated or assumed"),
    may("mark", text, "what the source writes in place of a figure or a country: withheld, >25, world total"),
    ...VALIDITY,
  ],
  costs: [
    need("facility", name, "the plant"),
    may("party", name, "who runs it"),
    may("country", country, "country it stands in"),
    need("product", text, "product in words or HS code"),
    need(
      "status",
      {
        is: "choice",
        of: ["existing", "new"],
        also: { operational: "existing", under_construction: "new", planned: "new" },
      },
      "whether the plant stands or must first earn its capital",
    ),
    need("unit", { is: "unit" }, "unit of weight of its capacity and its costs a unit"),
    may("currency", currency, "ISO 4217 code of its costs; needed where any is stated"),
    may("period", { is: "period" }, "year of the costs"),
    ...cost("capacity", unitCost, "units a year"),
    ...cost("price", unitCost, "price a unit at which it offers, in place of costs"),
    ...cost("capex", unitCost, "the whole outlay"),
    ...cost("fixed_opex", unitCost, "fixed cost a year"),
    ...cost("var_opex", unitCost, "variable cost a unit"),
    ...cost("freight", unitCost, "freight a unit"),
    ...cost("byproduct", unitCost, "credit for by-products a unit"),
    ...cost("rate", share, "cost of capital a year, 0 to 1"),
    may("years", { is: "decimal", places: 4, atLeast: "1" }, "years the outlay is recovered over"),
    ...cost("utilisation", share, "share of capacity in use, 0 to 1"),
    may("basis", { is: "choice", of: BASES }, "observed, reported, estimated or assumed"),
    may("confidential", { is: "choice", of: ["yes", "no"] }, "whether its figures are for the house alone"),
    may("note", text, "anything else"),
    ...VALIDITY,
  ],
  fx: [
    need("currency", currency, "ISO 4217 code"),
    need("period", { is: "period" }, "year, month or day"),
    need("usd", { is: "decimal", places: 12, atLeast: "0" }, "US dollars for one unit"),
    may("known_on", date, "first day anyone could have known it"),
  ],
};

/** The field of a family by its name, or null. */
export function findField(family: Family, fieldName: string): Field | null {
  return FIELDS[family].find((field) => field.name === fieldName) ?? null;
}
