import type { Cited, Company, CompanyName, Misnomer, PartyKind } from "../control/facts.ts";
import type { Source } from "../evidence/source.ts";
import { citedIn, countryIn, faultIn, foldedName, wordIn } from "./cited-cells.ts";
import { type CsvRow, readTable } from "./csv.ts";
import { type BookFolder, filesOf, textOf } from "./folder.ts";

const SEAT = ["country", "party", "incorporated_in", "headquartered_in", "legal_form", "region"] as const;

const COLUMNS = { required: ["company", "name", "kind", "source"], optional: [...SEAT, "locator", "note"] };

const NAME_KINDS: readonly CompanyName["kind"][] = ["legal", "trade", "former", "local", "pinyin", "abbreviation"];

/** Identifiers: the scheme is the kind of the row, the value its name. */
const SCHEMES = ["ticker", "lei", "uscc", "cik"] as const;

/** What a source calls a company in error. */
const MISNOMER = "misnomer";

const KINDS = [...NAME_KINDS, ...SCHEMES, MISNOMER] as const;

const PARTY_KINDS: readonly PartyKind[] = ["company", "government", "person", "forwarder", "trader", "country"];

interface Draft extends Omit<Company, "names" | "ids" | "misnomers"> {
  readonly names: CompanyName[];
  readonly ids: (Company["ids"][number] & Cited)[];
  readonly misnomers: Misnomer[];
  /** The row of each name, identifier and misnomer, by its kind and folded text. */
  readonly rows: Map<string, CsvRow>;
}

/**
 * Reads `aliases/companies.csv` of all folders. The row of a company that fills `country` is its first: it holds its main
 * name and its seat. The other rows add a name, an identifier or a misnomer. In a later folder a first row replaces the
 * earlier company whole, and other rows add to it.
 */
export function readCompanies(folders: readonly BookFolder[], sources: ReadonlyMap<string, Source>): Company[] {
  const companies = new Map<string, Draft>();
  for (const folder of folders) {
    const begun = new Map<string, CsvRow>();
    for (const row of filesOf([folder], "aliases/companies.csv").flatMap(rowsOf)) {
      const id = idIn(row);
      if (row.get("country") !== "") begin(row, id, begun, companies);
      const company = companies.get(id);
      if (company === undefined)
        throw faultIn(row, `the first row of “${id}” has no country`, "Give its main name first, with its country.");
      add(row, company, folder, sources);
    }
  }
  checkClaims(companies.values());
  return [...companies.values()].map(({ rows, ...company }) => company);
}

function rowsOf(file: Parameters<typeof textOf>[0]): CsvRow[] {
  return readTable(textOf(file), file.shown, COLUMNS);
}

function idIn(row: CsvRow): string {
  const id = row.get("company");
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(id)) return id;
  throw faultIn(row, `“${id}” is not an id of a company`, "Write small letters, digits and hyphens: btr-new-material.");
}

function begin(row: CsvRow, id: string, begun: Map<string, CsvRow>, companies: Map<string, Draft>): void {
  const twin = begun.get(id);
  if (twin !== undefined) {
    const what = `“${id}” already begins in “${twin.file}”, line ${twin.line}`;
    throw faultIn(row, what, "Only the first row of a company fills country.");
  }
  begun.set(id, row);
  const kind = row.get("kind");
  if (!NAME_KINDS.some((one) => one === kind))
    throw faultIn(row, `“${id}” begins with a ${kind}`, `Begin with its main name: ${NAME_KINDS.join(", ")}.`);
  companies.set(id, {
    id,
    name: row.get("name"),
    kind: row.get("party") === "" ? "company" : wordIn(row, "party", PARTY_KINDS),
    country: countryIn(row, "country") ?? "",
    incorporatedIn: countryIn(row, "incorporated_in"),
    headquarteredIn: countryIn(row, "headquartered_in"),
    legalForm: row.get("legal_form") || null,
    region: row.get("region") || null,
    names: [],
    ids: [],
    misnomers: [],
    source: row.get("source"),
    rows: new Map(),
  });
}

function add(row: CsvRow, company: Draft, folder: BookFolder, sources: ReadonlyMap<string, Source>): void {
  const [name, kind, cited] = [row.get("name"), wordIn(row, "kind", KINDS), citedIn(row, sources)];
  if (foldedName(name) === "") throw faultIn(row, `“${name}” is not a name`, "Write it as the source has it.");
  const seat = SEAT.find((column) => row.get(column) !== "");
  if (seat !== undefined && row.get("country") === "")
    throw faultIn(row, `${seat} stands in a row without country`, "Give it in the first row of the company.");
  const scheme = SCHEMES.find((one) => one === kind);
  const key = claimOf(scheme ?? (kind === MISNOMER ? MISNOMER : "name"), name);
  const twin = company.rows.get(key);
  company.rows.set(key, row);
  if (twin !== undefined && folder.files.some(({ shown }) => shown === twin.file)) {
    const what = `“${company.id}” has “${name}” already in “${twin.file}”, line ${twin.line}`;
    throw faultIn(row, what, "Keep one of them.");
  }
  if (twin !== undefined) return;
  if (scheme !== undefined) company.ids.push({ scheme, value: name, ...cited });
  else if (kind === MISNOMER) company.misnomers.push({ name, ...cited, note: row.get("note") || null });
  else company.names.push({ name, kind: kind as CompanyName["kind"], ...cited });
}

const claimOf = (what: string, text: string): string => `${what} ${foldedName(text)}`;

/** A name with its country, or an identifier, is of one company: else a row of data would be of two. */
function checkClaims(companies: Iterable<Draft>): void {
  const claims = new Map<string, string>();
  for (const { id, country, rows } of companies) {
    for (const [claim, row] of rows) {
      if (claim.startsWith(`${MISNOMER} `)) continue;
      const key = claim.startsWith("name ") ? `${country} ${claim}` : claim;
      const other = claims.get(key);
      if (other !== undefined) {
        const what = `“${row.get("name")}” of “${id}” is claimed by “${other}” too`;
        throw faultIn(row, what, "Let one company have it, or call it a misnomer where a source errs.");
      }
      claims.set(key, id);
    }
  }
}
