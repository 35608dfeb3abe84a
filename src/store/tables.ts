/** The types a column may have, in the words of the Delta protocol. */
export type ColumnType = "string" | "long" | "integer" | "double" | "boolean" | "date" | `decimal(${number},${number})`;

export interface Column {
  readonly name: string;
  readonly type: ColumnType;
  readonly nullable: boolean;
  readonly about: string;
}

export interface Table {
  readonly name: string;
  readonly about: string;
  readonly columns: readonly Column[];
  /** Its files lie in the order of this column, in short row groups, so that the rows of one value are read alone. */
  readonly orderedBy: string | null;
}

const required = (name: string, type: ColumnType, about: string): Column => ({ name, type, nullable: false, about });
const optional = (name: string, type: ColumnType, about: string): Column => ({ name, type, nullable: true, about });

const costRange = (name: string, type: ColumnType, about: string): readonly Column[] => [
  optional(name, type, about),
  optional(`${name}_max`, type, `highest ${name.replace("_", " ")}, where it is a range`),
];

const ORIGIN_OF_ROW: readonly Column[] = [
  required("import_id", "string", "the import that brought the row"),
  optional("source_id", "string", "the source the file came from"),
  optional("source_row", "long", "1-based number of the record in the source file"),
];

const VALIDITY: readonly Column[] = [
  optional("valid_from", "date", "first day the row holds"),
  optional("valid_until", "date", "first day the row no longer holds; none: still does"),
  optional("known_on", "date", "first day anyone could have known it"),
];

/** Tables that are asked for the rows of one party. */
const ORDERED_BY: Readonly<Record<string, string>> = {
  party_records: "party_id",
  party_names: "party_id",
  party_ids: "party_id",
  facilities: "operator_id",
};

const table = (name: string, about: string, columns: readonly Column[]): Table => ({
  name,
  about,
  columns: [...columns, ...ORIGIN_OF_ROW],
  orderedBy: ORDERED_BY[name] ?? null,
});

const dated = (name: string, about: string, columns: readonly Column[]): Table =>
  table(name, about, [...columns, ...VALIDITY]);

/** Every table of a store, declared once: the log, the files, the views and the documentation follow this list. */
export const TABLES: readonly Table[] = [
  table("shipments", "One bill of lading or customs line a row.", [
    required(
      "shipment_id",
      "string",
      "the import and the record: unique, and the same whenever the file is imported again",
    ),
    optional("bill", "string", "number of the bill"),
    optional("master_bill", "string", "number of the master bill that this house bill belongs to"),
    required("arrived_on", "date", "day of arrival or entry"),
    optional("shipper_id", "string", "party that sent the goods"),
    optional("shipper_facility_id", "string", "facility the goods left"),
    optional("consignee_id", "string", "party that received the goods"),
    optional("consignee_facility_id", "string", "facility the goods went to"),
    optional("forwarder_id", "string", "forwarder named on the bill"),
    optional("hs6", "string", "six-digit HS code"),
    optional("hs_full", "string", "the code as filed, digits only"),
    optional("hs_revision", "integer", "HS revision of the code: 2012, 2017 or 2022"),
    optional("description", "string", "goods as described on the bill"),
    optional("origin", "string", "country of origin, alpha-2"),
    optional("export_country", "string", "country the goods were shipped from, alpha-2"),
    optional("import_country", "string", "country the goods entered, alpha-2"),
    optional("port_of_lading", "string", "port the goods were loaded in"),
    optional("port_of_unlading", "string", "port the goods were unloaded in"),
    optional("value", "decimal(18,2)", "customs value in `currency`"),
    optional("currency", "string", "ISO 4217 code of `value`"),
    optional("usd", "decimal(18,2)", "value in US dollars, when the source says it"),
    optional("usd_basis", "string", "observed, reported, estimated or assumed; none without usd"),
    optional("kg", "decimal(18,3)", "weight in kilograms"),
    optional("quantity", "decimal(18,3)", "quantity in `unit`"),
    optional("unit", "string", "unit of `quantity`"),
  ]),
  table("flows", "Trade statistics: one reporter, partner, product and period a row.", [
    required("period", "string", "the period as 2024 or 2024-03"),
    required("period_from", "date", "first day of the period"),
    required("frequency", "string", "annual, quarterly, monthly or daily"),
    required("reporter", "string", "country that reported, alpha-2; the importer when reconciled"),
    required("partner", "string", "the other country, alpha-2"),
    required("direction", "string", "import, export or reconciled, as the reporter sees it"),
    required("hs6", "string", "six-digit HS code"),
    optional("hs_revision", "integer", "HS revision of the code"),
    optional("valuation", "string", "fob or cif"),
    optional("value", "decimal(18,2)", "value in `currency`"),
    optional("currency", "string", "ISO 4217 code of `value`"),
    optional("usd", "decimal(18,2)", "value in US dollars, when the source says it"),
    optional("kg", "decimal(18,3)", "weight in kilograms"),
  ]),
  table("party_records", "What imports said about a party, one saying a row.", [
    required("party_id", "string", "hash of the party's key; alpha-2 code of a country"),
    optional("kind", "string", "company, government, person, forwarder, trader or country"),
    optional("name", "string", "name as written"),
    optional("country", "string", "country of the address, alpha-2"),
    optional("incorporated_in", "string", "country of incorporation, alpha-2"),
    optional("headquartered_in", "string", "country of the head office, alpha-2"),
    optional("legal_form", "string", "legal form as written"),
    optional("listed", "string", "exchange and ticker, when listed"),
  ]),
  table("party_names", "Every name a party was seen under.", [
    required("party_id", "string", "the party"),
    required("name", "string", "a name of it"),
    optional("script", "string", "script of the name, ISO 15924"),
    optional("kind", "string", "legal, trade, former, local or as_filed"),
  ]),
  table("party_ids", "Identifiers of parties in public schemes.", [
    required("party_id", "string", "the party"),
    required("scheme", "string", "LEI, USCC, ticker and the like"),
    required("value", "string", "the identifier"),
  ]),
  dated("facilities", "Plants, mines, warehouses and offices.", [
    required("facility_id", "string", "hash of the facility's key"),
    optional("operator_id", "string", "party that runs it"),
    optional("name", "string", "name as written"),
    optional("address", "string", "address as written"),
    optional("country", "string", "alpha-2 code"),
    optional("region", "string", "province or state"),
    optional("lat", "double", "degrees north"),
    optional("lon", "double", "degrees east"),
    optional("stage", "string", "mine, refine, precursor, active_material, cell, pack, recycle and the like"),
  ]),
  dated("capacities", "What a facility or party can make, makes, sells or holds.", [
    optional("facility_id", "string", "the facility, when the figure is of one"),
    optional("party_id", "string", "the party, when the figure is of one"),
    required("product", "string", "product in words or HS code"),
    required(
      "measure",
      "string",
      "nameplate, operational, under_construction, planned, production, sales, inventory, revenue, reserves, consumption, import_reliance or investment",
    ),
    optional("period", "string", "the period as 2024 or 2024-03"),
    optional("quantity", "decimal(24,6)", "quantity in `unit`"),
    optional("unit", "string", "unit of `quantity`"),
    optional("basis", "string", "observed, reported, estimated or assumed"),
    optional("mark", "string", "what the source writes in place of a figure or a country: withheld, >25, world total"),
  ]),
  dated("stakes", "Who holds what of whom.", [
    required("holder_id", "string", "party that holds"),
    required("held_id", "string", "party that is held"),
    required("interest", "string", "equity, vote, board, debt, licence or offtake"),
    optional("share_min", "decimal(15,12)", "lowest share, 0 to 1"),
    optional("share_max", "decimal(15,12)", "highest share, 0 to 1"),
  ]),
  dated("listings", "Parties named on an official list.", [
    required("party_id", "string", "the party"),
    required("list", "string", "the list"),
  ]),
  dated("prices", "Published prices of materials.", [
    required("series", "string", "name of the series"),
    optional("product", "string", "product in words or HS code"),
    optional("grade", "string", "grade or purity"),
    optional("terms", "string", "terms of delivery and tax, such as exw, fob, cif"),
    optional("unit", "string", "unit that the price is of"),
    required("currency", "string", "ISO 4217 code"),
    required("period", "string", "the period as 2024, 2024-03 or 2024-03-05"),
    required("value", "decimal(24,6)", "price of one `unit` in `currency`"),
  ]),
  dated("fx", "US dollars for one unit of a currency, by period.", [
    required("currency", "string", "ISO 4217 code"),
    required("period", "string", "the period as 2024, 2024-03 or 2024-03-05"),
    required("usd", "decimal(24,12)", "US dollars for one unit"),
  ]),
  dated("costs", "What a facility needs to make a product; a figure with a highest beside it is a range.", [
    required("facility_id", "string", "the facility"),
    required("product", "string", "product in words or HS code"),
    ...costRange("capacity", "decimal(24,6)", "units a year"),
    ...costRange("price", "decimal(24,6)", "price a unit at which it offers, in place of costs"),
    ...costRange("capex", "decimal(24,6)", "the whole investment in `currency`"),
    ...costRange("fixed_opex", "decimal(24,6)", "fixed cost a year in `currency`"),
    ...costRange("var_opex", "decimal(24,6)", "variable cost a unit in `currency`"),
    ...costRange("freight", "decimal(24,6)", "freight a unit in `currency`"),
    ...costRange("byproduct", "decimal(24,6)", "credit for by-products a unit in `currency`"),
    ...costRange("rate", "decimal(15,12)", "cost of capital a year, 0 to 1"),
    optional("years", "decimal(10,4)", "years the investment is written off over"),
    ...costRange("utilisation", "decimal(15,12)", "share of capacity in use, 0 to 1"),
    optional("status", "string", "existing, or new where it must first earn its capital"),
    optional("facility", "string", "the facility as written"),
    optional("party_id", "string", "party that runs it"),
    optional("country", "string", "country it stands in, alpha-2"),
    optional("unit", "string", "unit of weight of capacity and of costs a unit"),
    optional("currency", "string", "ISO 4217 code of the costs"),
    optional("period", "string", "the year of the costs, as 2024"),
    optional("basis", "string", "observed, reported, estimated or assumed"),
    optional("confidential", "string", "yes where the figures are for the house alone"),
    optional("note", "string", "anything else"),
  ]),
  dated("claims", "What a document says, as a figure with its place.", [
    required("subject", "string", "what the figure is about"),
    optional("figure", "decimal(24,6)", "the figure"),
    optional("unit", "string", "unit of the figure"),
    required("document", "string", "the document"),
    optional("locator", "string", "page, table or paragraph"),
  ]),
  table("imports", "One row an import.", [
    required("family", "string", "the kind of rows: shipments, flows, parties and so on"),
    required("file", "string", "base name of the file"),
    optional("bytes", "long", "size of the file"),
    optional("sha256", "string", "hash of the file"),
    optional("mapping_sha256", "string", "hash of the mapping that was used"),
    optional("reader_version", "integer", "version of the reader that was used"),
    required("imported_on", "date", "day of the import"),
    required("rows", "long", "rows that were stored"),
    required("rejected", "long", "records that could not be read"),
    optional("first_day", "date", "first day the rows speak of"),
    optional("last_day", "date", "last day the rows speak of"),
    optional("licence", "string", "licence of the source"),
    required("made", "boolean", "whether the rows are made up by the generator"),
    optional("note", "string", "anything else"),
  ]),
  table("rejects", "Records that could not be read, with the reason.", [
    required("file", "string", "base name of the file"),
    optional("line", "long", "physical line on which the record starts"),
    optional("column_name", "string", "column of the file"),
    optional("value", "string", "what stood there, cut to 200 characters"),
    required("reason", "string", "why it could not be read"),
  ]),
];

/** The declaration of a table. Asking for one that is not declared is a bug. */
export function tableNamed(name: string): Table {
  const found = TABLES.find((candidate) => candidate.name === name);
  if (found === undefined) throw new Error(`No table is declared as "${name}".`);
  return found;
}

/** The SQL type of a column type; the same text in DuckDB and Trino. */
export function sqlType(type: ColumnType): string {
  if (type === "string") return "varchar";
  if (type === "long") return "bigint";
  return type;
}
