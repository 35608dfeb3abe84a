import type { Book } from "../../book/book.ts";
import type { Source } from "../../evidence/source.ts";
import type { CompileCount, Network, NodeTable } from "../../network/network.ts";
import type { IsoDate } from "../../vocab/iso-date.ts";
import { partyLabel } from "./party.ts";
import type { TradeDataset } from "./trade-dataset.ts";
import type { DatasetFacts } from "./trade-fields.ts";

/** So many parties are named one by one. */
const FEW = 2;

export interface Window {
  readonly since?: IsoDate | undefined;
  readonly until?: IsoDate | undefined;
}

/** The dataset as a source that can be cited, with the files that it came in. */
export function sourceOfDataset(book: Book, dataset: TradeDataset): Source {
  const known = book.sources.get(dataset.source);
  const licence = dataset.imports.map((each) => each.licence).find((each) => each !== null);
  const files = dataset.imports.map((each) => `${each.file} (import ${each.import_id})`);
  return {
    ...(known ?? { id: dataset.source, title: dataset.source }),
    ...(licence === undefined || licence === null ? {} : { licence }),
    locator: files.slice(0, 5).join(", ") + (files.length > 5 ? ` and ${files.length - 5} more files` : ""),
  };
}

export function factsOf(book: Book, dataset: TradeDataset, compiled: Pick<CompileCount, "masters">): DatasetFacts {
  const source = sourceOfDataset(book, dataset);
  return {
    data: dataset.data,
    source: dataset.source,
    title: source.title,
    publisher: source.publisher ?? null,
    url: source.url ?? null,
    licence: source.licence ?? null,
    made: dataset.made,
    side: dataset.side,
    frequency: dataset.frequency,
    hsRevision: dataset.hsRevision,
    from: dataset.from,
    until: dataset.until,
    rows: dataset.rows,
    rejected: dataset.imports.reduce((sum, each) => sum + each.rejected_rows, 0),
    mastersNotCounted: compiled.masters,
  };
}

/** Warns when the window asks for days that the data do not have. */
export function windowWarnings(dataset: TradeDataset, { since, until }: Window): string[] {
  const { from, until: end } = dataset;
  if (from === null || end === null) return [];
  const asked = `${since ?? "the beginning"} to ${until ?? "the end"}`;
  if ((since !== undefined && since >= end) || (until !== undefined && until <= from)) {
    return [
      `The window (${asked}) lies outside the data, which run from ${from} up to ${end}: nothing can be found in it.`,
    ];
  }
  const outside = [
    ...(since !== undefined && since < from ? [`nothing is known before ${from}`] : []),
    ...(until !== undefined && until > end ? [`nothing is known from ${end} on`] : []),
  ];
  return outside.length === 0 ? [] : [`The window (${asked}) is wider than the data: ${outside.join(", and ")}.`];
}

/** The parties that sell, or that buy, anywhere in the data; null when they are more than a few. */
function fewParties(network: Network, nodes: NodeTable): string[] | null {
  const found: string[] = [];
  for (let party = 0; party < network.parties.count; party++) {
    if ((nodes.ofParty[party + 1] ?? 0) === (nodes.ofParty[party] ?? 0)) continue;
    if (found.length === FEW) return null;
    found.push(partyLabel(network, network.parties.id(party)));
  }
  return found;
}

function oneSided(network: Network): string[] {
  const { whole } = network;
  const named = (ids: readonly string[] | null) => ids?.map((id) => partyLabel(network, id)) ?? null;
  const [sellers, buyers] =
    whole === undefined
      ? [fewParties(network, network.sell), fewParties(network, network.buy)]
      : [named(whole.fewSellers), named(whole.fewBuyers)];
  const only = (names: string[] | null, verb: string, others: string) =>
    names === null || names.length === 0
      ? []
      : [
          `The data hold only what ${names.join(" and ")} ${verb}: nothing is known here of ${others}, so shares are shares of that alone.`,
        ];
  return [...only(sellers, "sold", "other sellers"), ...only(buyers, "bought", "other buyers")];
}

/** What any answer from this dataset cannot see, whatever was asked. */
export function blindSpots(dataset: TradeDataset, network: Network): string[] {
  const codes = network.products.length;
  const held = `The data hold ${codes} HS ${codes === 1 ? "code" : "codes"}; trade in any other code is not seen.`;
  if (dataset.data === "shipments") {
    return [
      held,
      "Only shipments that the source recorded are seen: other borders, other carriers and sales at home are not.",
      "A party is a name as it was filed, under an exact key: two spellings may be two parties, and a forwarder may stand for the real sender.",
    ];
  }
  const sides: Readonly<Record<string, string>> = {
    import: "Only what importers reported is counted; what exporters reported of the same trade may differ.",
    export: "Only what exporters reported is counted; what importers reported of the same trade may differ.",
    reconciled:
      "The publisher reconciled what importers and exporters reported into one figure; neither report is seen by itself.",
  };
  return [
    ...oneSided(network),
    held,
    "The parties are countries, not firms: who in a country made, traded or used the goods is not seen.",
    "Sales inside a country are not trade: what a country makes from its own inputs is not seen.",
    ...(dataset.side === null ? [] : [sides[dataset.side] ?? ""]),
    ...(dataset.frequency === "annual"
      ? ["The figures are annual: nothing can be said of months or of order in time."]
      : []),
  ];
}
