import { z } from "zod";
import { InvalidInput } from "../../../errors.ts";
import { nearest } from "../../../vocab/nearest.ts";
import { type CascadeFirm, type CascadeWorld, INPUT_NEEDS, type InputNeed, type Sale } from "./cascade-world.ts";

/** A network that is larger is not for one question. */
export const MOST_FIRMS = 100_000;
export const MOST_LINKS = 2_000_000;
const MOST_SECTORS = 5000;

const cell = (about: string) =>
  z
    .union([z.string().trim().max(200), z.number()])
    .optional()
    .describe(about);
const line = z.int().optional().describe("where the row stands in its file");

export const cascadeFiles = {
  edges: z
    .array(
      z.object({
        supplier: cell("the firm that sells"),
        buyer: cell("the firm that buys"),
        weight: cell("value of the sales, in one unit for all"),
        line,
      }),
    )
    .max(MOST_LINKS)
    .optional()
    .describe("who sells to whom: rows of supplier, buyer, weight (value of the sales)")
    .meta({ placeholder: "FILE", file: true }),
  firms: z
    .array(
      z.object({ firm: cell("its id, as in the links"), sector: cell("what it makes"), name: cell("its name"), line }),
    )
    .max(MOST_FIRMS)
    .optional()
    .describe("the firms: rows of firm, sector and, if you like, name")
    .meta({ placeholder: "FILE", file: true }),
  essential: z
    .array(z.array(z.union([z.string().trim().max(200), z.number()])).max(MOST_SECTORS))
    .max(MOST_SECTORS)
    .optional()
    .describe(
      "what each sector (row) is to each that buys of it (column): 0 not needed, 1 non-essential, 2 essential; a header of " +
        "sectors, and rows in their order or with the sector in a first column named sector",
    )
    .meta({ placeholder: "FILE", file: true, table: true }),
};

type Given = z.output<z.ZodObject<typeof cascadeFiles>>;
type Row = { readonly line?: number | undefined };

const textOf = (value: string | number | undefined): string => (value === undefined ? "" : String(value));

const place = (what: string, row: Row, at: number) =>
  row.line === undefined ? `Row ${at + 1} of the ${what}` : `Line ${row.line} of the ${what}`;

function firmsOf(rows: NonNullable<Given["firms"]>): CascadeFirm[] {
  const known = new Set<string>();
  return rows.map((row, at) => {
    const [id, sector] = [textOf(row.firm), textOf(row.sector)];
    if (id === "" || sector === "") {
      throw new InvalidInput(`${place("firms", row, at)} does not say its ${id === "" ? "firm" : "sector"}.`, {
        hint: "The file needs the columns firm and sector.",
      });
    }
    if (known.has(id)) throw new InvalidInput(`${place("firms", row, at)} names “${id}” a second time.`);
    known.add(id);
    return { id, label: textOf(row.name) || id, sector };
  });
}

function salesOf(rows: NonNullable<Given["edges"]>, firms: readonly CascadeFirm[]): Sale[] {
  const known = new Set(firms.map(({ id }) => id));
  return rows.flatMap((row, at) => {
    const [supplier, buyer, weight] = [textOf(row.supplier), textOf(row.buyer), textOf(row.weight)];
    const value = weight === "" ? Number.NaN : Number(weight);
    if (!Number.isFinite(value) || value < 0) {
      throw new InvalidInput(`${place("links", row, at)} has the weight “${weight}”, which is no value of sales.`, {
        hint: "The file needs the columns supplier, buyer and weight; a weight is a number, 0 or more.",
      });
    }
    for (const id of [supplier, buyer]) {
      if (known.has(id)) continue;
      throw new InvalidInput(`${place("links", row, at)} names “${id}”, which is not among the firms.`, {
        hint: "Give it a row in the file of firms, with its sector.",
      });
    }
    return value === 0 ? [] : [{ supplier, buyer, value }];
  });
}

const isLabel = (text: string) => text === "" || text.toLowerCase() === "sector";

/** The table as a function; every sector of a firm must have a row and a column. */
function needOf(table: NonNullable<Given["essential"]>, firms: readonly CascadeFirm[]): CascadeWorld["need"] {
  const [header = [], ...rows] = table.map((row) => row.map(textOf));
  const labelled = isLabel(header[0] ?? "");
  const columns = labelled ? header.slice(1) : header;
  const needs = new Map<string, Map<string, InputNeed>>();
  rows.forEach((row, at) => {
    const input = labelled ? (row[0] ?? "") : (columns[at] ?? "");
    const values = labelled ? row.slice(1) : row;
    if (values.length !== columns.length || input === "" || needs.has(input)) {
      throw new InvalidInput(
        `Row ${at + 1} of the essential inputs does not fit its header of ${columns.length} sectors.`,
        {
          hint: "Give a row for each sector, in the order of the header, with a cell for each that buys.",
        },
      );
    }
    const pairs = values.map((value, column): [string, InputNeed] => {
      const need = INPUT_NEEDS.find((one) => value === String(one));
      if (need === undefined) {
        throw new InvalidInput(`Row ${at + 1} of the essential inputs has the cell “${value}”.`, {
          hint: "A cell is 0 (not needed), 1 (non-essential) or 2 (essential).",
        });
      }
      return [columns[column] as string, need];
    });
    needs.set(input, new Map(pairs));
  });
  for (const { id, sector } of firms) {
    if (needs.has(sector) && columns.includes(sector)) continue;
    const near = nearest(sector, columns, 1).map((one) => ` Did you mean “${one}”?`);
    throw new InvalidInput(`The essential inputs do not have the sector “${sector}” of firm “${id}”.`, {
      hint: `Each sector needs a row and a column.${near.join("")}`,
    });
  }
  return (input, buyer) => needs.get(input)?.get(buyer) as InputNeed;
}

/** The network that files describe. `isMixed`: whether what is essential must be known. */
export function worldOfFiles(given: Given, isMixed: boolean): CascadeWorld {
  if (given.edges === undefined || given.firms === undefined || given.firms.length === 0) {
    const missing = given.edges === undefined ? "edges" : "firms";
    throw new InvalidInput(`A network of your own needs its links and its firms: “${missing}” is not given.`, {
      hint: "Add --edges FILE and --firms FILE, or leave out both to ask about the store.",
    });
  }
  if (isMixed && given.essential === undefined) {
    throw new InvalidInput("Nothing says which inputs are essential.", {
      hint: "Add --essential FILE, or take all inputs alike: --model linear or --model essential.",
    });
  }
  const firms = firmsOf(given.firms);
  const sales = salesOf(given.edges, firms);
  return {
    firms,
    sales,
    need: isMixed && given.essential !== undefined ? needOf(given.essential, firms) : () => 1,
    facts: { of: "files", dataset: null, by: "firm", product: null, to: null },
    made: false,
    from: null,
    until: null,
    notes: ["Links, sectors and what is essential are what the files say; sales that they leave out are not seen."],
    warnings: [],
  };
}
