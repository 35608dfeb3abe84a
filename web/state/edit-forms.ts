import { type EditWritten, partsOfEdit } from "./scenario-file.ts";

/** What a field of an edit holds. */
export type EditFieldType =
  | "text"
  | "product"
  | "products"
  | "places"
  | "day"
  | "number"
  | "choice"
  | "measure"
  | "list";

export interface EditField {
  /** As the scenario's file calls it. */
  readonly name: string;
  readonly label: string;
  readonly type: EditFieldType;
  readonly required?: true;
  /** What may stand there, such as `0.4 or 40 %`. */
  readonly example?: string;
  readonly choices?: readonly string[];
}

/** One kind of edit: how it is called, what it supposes, and what can be said of it. */
export interface EditForm {
  readonly kind: string;
  readonly label: string;
  readonly about: string;
  /** Empty where it is written as text. */
  readonly fields: readonly EditField[];
  /** What it begins as, where it is written as text. */
  readonly start?: EditWritten;
}

const from: EditField = { name: "from", label: "From", type: "day" };
const until: EditField = { name: "until", label: "Until, that day not in it", type: "day" };
const note: EditField = { name: "note", label: "Note", type: "text", example: "where it comes from" };
const product: EditField = { name: "product", label: "Products, HS codes", type: "products", example: "8505.11, 3801" };
const origin: EditField = { name: "origin", label: "Origins", type: "places", example: "CN, EU27" };
const to: EditField = { name: "to", label: "Destinations", type: "places", example: "US" };
const party: EditField = { name: "party", label: "Company", type: "text", example: "id or exact name" };
const facility: EditField = { name: "facility", label: "or its plant", type: "text", example: "id or exact name" };
const measure: EditField = { name: "measure", label: "Measure", type: "measure", required: true, example: "its id" };
const share = (label: string): EditField => ({ name: "share", label, type: "text", example: "0.4 or 40 %; else all" });
const firm = (name: string, label: string): EditField => ({ name, label, type: "text", example: "id or exact name" });
const must = (field: EditField): EditField => ({ ...field, required: true });

/** Every kind of edit that a scenario takes, in the order in which they are offered. */
export const EDIT_FORMS: readonly EditForm[] = [
  {
    kind: "ban",
    label: "Trade stops",
    about: "An export ban, an import ban, or what a quota leaves out.",
    fields: [product, origin, to, firm("seller", "Seller"), share("Share that stops"), from, until, note],
  },
  {
    kind: "out",
    label: "A company or plant is out",
    about: "It neither sells nor buys, or that much less.",
    fields: [party, facility, share("Share that is out"), from, until, note],
  },
  {
    kind: "rate",
    label: "A duty at another rate",
    about: "A measure of the book asks another rate from a day on.",
    fields: [
      measure,
      { name: "rate", label: "Rate", type: "text", required: true, example: "25 %" },
      must(from),
      until,
      firm("producer", "Only of goods made by"),
      firm("exporter", "Only of goods exported by"),
      { ...origin, label: "Only of goods from" },
      note,
    ],
  },
  {
    kind: "end",
    label: "A measure ends",
    about: "It asks nothing from a day on, or until another.",
    fields: [measure, must(from), until, note],
  },
  {
    kind: "measure",
    label: "A measure as a whole",
    about: "A new measure, or one in the place of that of its id, written as in data/measures.",
    fields: [],
    start: {
      measure: {
        id: "supposed-duty",
        title: "A duty that is supposed",
        importer: "US",
        kind: "additional",
        goods: { hs: ["3801.10"], origin: ["CN"] },
        rates: [{ from: "2027-01-01", rate: "25 %" }],
      },
    },
  },
  {
    kind: "listing",
    label: "A company is listed",
    about: "It is on a list that a rule asks for.",
    fields: [
      must(party),
      { name: "list", label: "List", type: "list", required: true, example: "us-uflpa" },
      from,
      until,
      note,
    ],
  },
  {
    kind: "stake",
    label: "A stake changes hands",
    about: "It has this share, in the place of all that is known of it; 0 sells it.",
    fields: [
      must(firm("holder", "Holder")),
      must(firm("held", "Held")),
      {
        name: "interest",
        label: "Of",
        type: "choice",
        choices: ["equity", "vote", "board", "debt", "licence", "offtake"],
      },
      { name: "share", label: "Share", type: "text", example: "0.25 or 25 %" },
      { name: "share_min", label: "or at least", type: "text", example: "20 %" },
      { name: "share_max", label: "and at most", type: "text", example: "30 %" },
      from,
      until,
      note,
    ],
  },
  {
    kind: "capacity",
    label: "New capacity",
    about: "A country, a company or a plant can sell more from a day on.",
    fields: [
      { name: "product", label: "Product, six digits", type: "product", required: true, example: "3801.10" },
      { name: "origin", label: "Country", type: "text", example: "ID" },
      { ...party, label: "or company" },
      facility,
      { name: "tonnes", label: "Tonnes a year", type: "number", required: true },
      { name: "price", label: "USD a tonne", type: "number", example: "else what is usual" },
      { name: "ramp_months", label: "Months to grow to it", type: "number" },
      from,
      until,
      note,
    ],
  },
  {
    kind: "price",
    label: "Another price",
    about: "Goods cost more or less, or so much a tonne.",
    fields: [
      must(product),
      origin,
      { name: "change", label: "Change", type: "text", example: "0.2 or 20 %" },
      { name: "usd_per_tonne", label: "or USD a tonne", type: "number" },
      from,
      until,
      note,
    ],
  },
  {
    kind: "agreement",
    label: "An agreement among countries",
    about: "What members owe on each other’s goods is no more than a rate.",
    fields: [
      { name: "members", label: "Members", type: "places", required: true, example: "US, JP, EU27" },
      product,
      { name: "rate", label: "Rate at most", type: "text", example: "free where left out" },
      from,
      until,
      note,
    ],
  },
  {
    kind: "elasticity",
    label: "An elasticity",
    about: "How strongly quantities answer prices, where a model asks for it.",
    fields: [
      { name: "of", label: "Of", type: "choice", required: true, choices: ["demand", "supply", "substitution"] },
      { name: "country", label: "Country", type: "text", example: "all where left out" },
      product,
      { name: "value", label: "Value", type: "number", required: true },
      { name: "low", label: "At least", type: "number" },
      { name: "high", label: "At most", type: "number" },
      { name: "source", label: "Who found it", type: "text", example: "assumed where left out" },
      from,
      until,
      note,
    ],
  },
  {
    kind: "inventory",
    label: "Stocks",
    about: "How long those who use goods can do without new ones.",
    fields: [
      { name: "days", label: "Days of use", type: "number", required: true },
      product,
      party,
      { name: "country", label: "Countries", type: "places", example: "US, JP" },
      from,
      until,
      note,
    ],
  },
];

export const formOf = (kind: string): EditForm | undefined => EDIT_FORMS.find((form) => form.kind === kind);

/** What was typed into the fields, by name. */
export type FieldTexts = Readonly<Record<string, string>>;

/** True where the form can show all that an edit says; else it is changed as text. */
export function fitsForm(edit: EditWritten): boolean {
  const { kind, said } = partsOfEdit(edit);
  const names = new Set(formOf(kind)?.fields.map(({ name }) => name));
  const isPlain = (value: unknown): boolean => ["string", "number"].includes(typeof value);
  return (
    Object.keys(edit).length === 1 &&
    names.size > 0 &&
    Object.entries(said).every(
      ([name, value]) => names.has(name) && (Array.isArray(value) ? value.every(isPlain) : isPlain(value)),
    )
  );
}

/** The texts that stand for an edit in its form. */
export function textsOfEdit(edit: EditWritten): FieldTexts {
  const { said } = partsOfEdit(edit);
  return Object.fromEntries(
    Object.entries(said).map(([name, value]) => [name, Array.isArray(value) ? value.join(", ") : String(value)]),
  );
}

const NUMBER = /^-?\d+(\.\d+)?$/;

function readValue({ type }: EditField, text: string): unknown {
  if (type === "number" && NUMBER.test(text)) return Number(text);
  if (type !== "products" && type !== "places") return text;
  const items = text
    .split(/[,;]/)
    .map((item) => item.trim())
    .filter((item) => item !== "");
  return items.length > 1 ? items : (items[0] ?? text);
}

/** The edit that the texts write; what is empty is left out. */
export function editOfTexts({ kind, fields }: EditForm, texts: FieldTexts): EditWritten {
  const said = fields.flatMap((field) => {
    const text = texts[field.name]?.trim() ?? "";
    return text === "" ? [] : [[field.name, readValue(field, text)] as const];
  });
  return { [kind]: Object.fromEntries(said) };
}

/** Labels of the fields that must be said and are not. */
export function lacking({ fields }: EditForm, texts: FieldTexts): readonly string[] {
  return fields
    .filter(({ name, required }) => required === true && (texts[name]?.trim() ?? "") === "")
    .map(({ label }) => label);
}
