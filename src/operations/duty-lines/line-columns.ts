import { InvalidInput } from "../../errors.ts";
import { contentName } from "../duty/goods-fields.ts";

/** What a column of a file of entry lines can say, with the headers that say it; the first is how we write it. */
const HEADERS = {
  product: [
    "product",
    "hts",
    "hts code",
    "hts number",
    "htsus",
    "hs",
    "hs code",
    "tariff code",
    "commodity code",
    "code",
  ],
  origin: ["origin", "country of origin", "origin country", "coo"],
  to: ["to", "country of entry", "import country", "importer country"],
  value: ["value", "customs value", "entered value", "value usd", "customs value usd", "usd"],
  entry: ["entry number", "entry no", "entry"],
  on: ["entry date", "on", "date of entry", "entered on", "date"],
  known: ["known", "known on"],
  kg: ["kg", "net kg", "net weight kg", "weight kg"],
  pieces: ["pieces", "number of pieces"],
  producer: ["producer", "manufacturer", "made by"],
  exporter: ["exporter", "shipper", "exported by"],
  article: ["article"],
  mode: ["mode", "mode of transport", "transport"],
  content: ["content", "contents"],
  claim: ["claim", "claims", "spi"],
  loadedOn: ["loaded on", "loading date", "date of loading"],
  metalWeight: ["metal weight", "metal weight share"],
  usContent: ["us content", "us content share"],
} as const;

export type LineField = keyof typeof HEADERS;

/** Which column of a file says what. */
export interface LineColumns {
  readonly header: readonly string[];
  readonly at: ReadonlyMap<LineField, number>;
  /** Columns such as `content:graphite`, each the value of one content. */
  readonly contents: readonly { readonly name: string; readonly at: number }[];
}

/** The header that each field is written under, for help and hints. */
export const WRITTEN_HEADERS: readonly string[] = Object.values(HEADERS).map((names) => names[0].replaceAll(" ", "_"));

const REQUIRED: readonly LineField[] = ["product", "origin", "value"];

const key = (header: string): string =>
  header
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Finds the columns by their headers; `stated` are fields that need no column. Throws InvalidInput for missing or doubled ones. */
export function lineColumns(header: readonly string[], stated: ReadonlySet<string>, file: string): LineColumns {
  const at = new Map<LineField, number>();
  const contents: { name: string; at: number }[] = [];
  header.forEach((name, place) => {
    const content = /^contents? (.+)$/.exec(key(name))?.[1];
    if (content !== undefined && /[:=_ ]/.test(name.trim())) {
      contents.push({ name: contentName(content), at: place });
      return;
    }
    const field = (Object.keys(HEADERS) as LineField[]).find((one) =>
      (HEADERS[one] as readonly string[]).includes(key(name)),
    );
    if (field === undefined) return;
    const twin = at.get(field);
    if (twin !== undefined) {
      throw new InvalidInput(
        `The columns “${header[twin]}” and “${name}” of “${file}” both say the ${HEADERS[field][0]}.`,
        {
          hint: "Rename the one that is not meant.",
        },
      );
    }
    at.set(field, place);
  });
  for (const field of REQUIRED) {
    if (at.has(field) || stated.has(field)) continue;
    throw new InvalidInput(`“${file}” has no column for the ${HEADERS[field][0]}.`, {
      hint: `Its columns are ${header
        .slice(0, 12)
        .map((name) => `“${name}”`)
        .join(", ")}. Name one of them ${HEADERS[field].slice(0, 3).join(", ")}.`,
    });
  }
  return { header, at, contents };
}
