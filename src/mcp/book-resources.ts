import { type McpServer, ResourceTemplate } from "@modelcontextprotocol/server";
import { InvalidInput } from "../errors.ts";
import { cite } from "../evidence/source.ts";
import type { Context } from "../operations/core/context.ts";
import { formatHs, HS_REVISIONS, type Hs6, type HsRevision } from "../vocab/hs-code.ts";
import { dataBlock } from "./data-block.ts";

type Book = Awaited<ReturnType<Context["openBook"]>>;

/** Runs `read` on the book and closes what was opened for it. */
export type WithBook = (read: (book: Book) => string) => Promise<string>;

const NEWEST: HsRevision = 2022;
const LONGEST_LIST = 60;

function sourcesText(book: Book): string {
  const lines = [...book.sources.values()].map((source) => {
    const more = [source.licence === undefined ? undefined : `licence ${source.licence}`, source.url];
    return `- ${source.id}: ${[cite(source), ...more.filter((part) => part !== undefined)].join("; ")}`;
  });
  return [`Sources of the book, vintage ${book.vintage}:`, ...lines].join("\n");
}

/** The input map in short: how many inputs of each kind each product has. */
function inputMapText(book: Book): string {
  const products = new Map<string, Map<string, number>>();
  for (const { outputHs, hsRevision, kind } of book.inputs) {
    const key = `${outputHs} ${hsRevision}`;
    const kinds = products.get(key) ?? new Map<string, number>();
    products.set(key, kinds.set(kind, (kinds.get(kind) ?? 0) + 1));
  }
  const lines = [...products].map(([key, kinds]) => {
    const [code = "", revision = ""] = key.split(" ");
    const label = book.nomenclature.describe(code, Number(revision) as HsRevision) ?? "";
    const counts = [...kinds].map(([kind, count]) => `${count} ${kind}`);
    return `- ${formatHs(code)} (HS ${revision}) ${label.slice(0, 70)}: ${counts.join(", ")}`;
  });
  return [
    `The input map of the book, vintage ${book.vintage}: ${book.inputs.length} links into ${products.size} products.`,
    "The tool inputs lists the links of a product, with shares and sources.",
    ...lines,
  ].join("\n");
}

function revisionOf(text: string): HsRevision {
  const revision = HS_REVISIONS.find((each) => String(each) === text);
  if (revision !== undefined) return revision;
  throw new InvalidInput(`"${text}" is not an HS revision.`, { hint: `Revisions: ${HS_REVISIONS.join(", ")}.` });
}

/** What a code covers, what lies under it, and what it is in the other revisions. */
function codeText(book: Book, revisionText: string, writtenCode: string): string {
  const revision = revisionOf(revisionText);
  const code = writtenCode.replaceAll(".", "");
  const { nomenclature } = book;
  const under = nomenclature.children(code, revision);
  const described = (each: string) => `${formatHs(each)} ${nomenclature.describe(each, revision) ?? ""}`.trim();
  const elsewhere =
    code.length < 6
      ? []
      : HS_REVISIONS.filter((other) => other !== revision).map((other) => {
          const { codes, relationship } = nomenclature.correspondence(code as Hs6, revision, other);
          return `In HS ${other} (${relationship}): ${codes.map(formatHs).join(", ") || "no single place"}`;
        });
  return [
    `HS ${revision} ${described(code)}`,
    ...elsewhere,
    ...under.slice(0, LONGEST_LIST).map((each) => `- ${described(each)}`),
    ...(under.length > LONGEST_LIST ? [`- and ${under.length - LONGEST_LIST} more`] : []),
  ].join("\n");
}

const single = (value: string | string[] | undefined): string =>
  Array.isArray(value) ? (value[0] ?? "") : (value ?? "");

/** The book as resources: what the data rest on, and a look-up of goods codes. */
export function addBookResources(server: McpServer, withBook: WithBook): void {
  const page = (uri: URL, text: string) => ({
    contents: [{ uri: uri.href, mimeType: "text/plain", text: dataBlock(text) }],
  });
  const plain = { mimeType: "text/plain" } as const;
  server.registerResource(
    "book-sources",
    "headwater://book/sources",
    {
      ...plain,
      title: "Sources of the book",
      description: "What the book rests on: titles, publishers, dates, licences.",
    },
    async (uri) => page(uri, await withBook(sourcesText)),
  );
  server.registerResource(
    "book-input-map",
    "headwater://book/input-map",
    {
      ...plain,
      title: "The input map",
      description: "Which products have inputs in the map, and how many of each kind.",
    },
    async (uri) => page(uri, await withBook(inputMapText)),
  );
  server.registerResource(
    "hs-code",
    new ResourceTemplate("headwater://hs/{revision}/{code}", { list: undefined }),
    {
      ...plain,
      title: "A code of the Harmonized System",
      description: `What a chapter, heading or code covers and what lies under it; revisions ${HS_REVISIONS.join(", ")} (the newest is ${NEWEST}).`,
    },
    async (uri, { revision, code }) =>
      page(uri, await withBook((book) => codeText(book, single(revision), single(code)))),
  );
}
