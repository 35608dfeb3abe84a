/** What a column holds; the renderers decide from it how a cell is aligned, scaled and typed. */
export type ColumnType = "text" | "code" | "date" | "count" | "usd" | "kg" | "number" | "share";

export interface Column {
  /** Machine name, snake case: the header in CSV and XLSX. */
  readonly name: string;
  /** Heading for people. */
  readonly label: string;
  readonly type: ColumnType;
  /** Said in the heading beside the label when the type does not already say it, such as "USD per kg". */
  readonly unit?: string;
}

/** Numbers are decimal strings or safe integers; `null` is unknown, never zero. */
export type Cell = string | number | null;

export interface Table {
  readonly kind: "table";
  readonly title?: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
  /** The table that CSV takes, and the first sheet of XLSX. */
  readonly main?: true;
  /** Only for files: left out of text and Markdown, where other blocks say the same more briefly. */
  readonly detail?: true;
}

export interface Paragraph {
  readonly kind: "paragraph";
  readonly text: string;
}

export interface Heading {
  readonly kind: "heading";
  readonly text: string;
}

/** A list of remarks, each one sentence. */
export interface Note {
  readonly kind: "note";
  readonly title?: string;
  readonly items: readonly string[];
}

export interface Warning {
  readonly kind: "warning";
  readonly text: string;
}

/** Command lines that a reader may copy, each with what it answers. */
export interface Commands {
  readonly kind: "commands";
  readonly title: string;
  readonly items: readonly { readonly command: string; readonly about: string }[];
}

/** A tree of remarks: each item with how deep it lies. */
export interface Outline {
  readonly kind: "outline";
  readonly title: string;
  readonly items: readonly { readonly depth: number; readonly text: string }[];
}

/** Text in which every line and space counts, such as a file to save. */
export interface Code {
  readonly kind: "code";
  readonly text: string;
}

/** A chart as SVG text; `caption` is the one sentence that says what it shows. */
export interface Picture {
  readonly kind: "picture";
  readonly caption: string;
  readonly svg: () => string;
}

export type Block = Paragraph | Heading | Note | Warning | Outline | Commands | Code | Picture | Table;

/** An answer as a reader sees it; every renderer takes this and nothing else. */
export interface Document {
  /** Said before everything else, in every format: that the data are made. */
  readonly banner?: string;
  readonly title: string;
  readonly blocks: readonly Block[];
  /** Days for a calendar, each with an id that stays the same from answer to answer. */
  readonly events?: readonly {
    readonly id: string;
    readonly day: string;
    readonly title: string;
    readonly about: string;
  }[];
  /** The text is for a file that a program reads: the blocks alone, without the title. */
  readonly bare?: true;
}

const NUMERIC: ReadonlySet<ColumnType> = new Set(["count", "usd", "kg", "number", "share"]);

export function isNumeric(column: Column): boolean {
  return NUMERIC.has(column.type);
}

/** The table that stands for the whole document where only one can: the one marked main, else the first. */
export function mainTable(document: Document): Table | undefined {
  const tables = document.blocks.filter((block) => block.kind === "table");
  return tables.find((table) => table.main) ?? tables[0];
}
