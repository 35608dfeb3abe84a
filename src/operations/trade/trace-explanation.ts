import type { Book } from "../../book/book.ts";
import { weakest } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import type { Source } from "../../evidence/source.ts";
import type { InputLink } from "../../network/input-link.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { commandLine } from "../core/command-line.ts";
import { sourceOfDataset } from "./dataset-facts.ts";
import { readyFigures } from "./explain-ready.ts";
import { orderSentence } from "./order-of-time.ts";
import { type ReachInput, traceInput } from "./trace-input.ts";
import type { TraceResult } from "./trace-result.ts";
import type { TradeDataset } from "./trade-dataset.ts";

interface Explained {
  readonly book: Book;
  readonly dataset: TradeDataset;
  readonly question: ReachInput;
  readonly result: TraceResult;
  readonly links: readonly InputLink[];
  readonly vintage: number | null;
}

/** The links of the map that join two products of the answer. */
function linksUsed({ question, result, links }: Explained): InputLink[] {
  if (question.inputs !== "all") return [];
  const products = new Set([question.product, ...result.inputsHeld.map(({ code }) => code)]);
  return links.filter((link) => products.has(link.inputHs) && products.has(link.outputHs));
}

function sourcesOfLinks(book: Book, links: readonly InputLink[]): Source[] {
  const seen = new Map<string, Source>();
  for (const link of links) {
    const source = book.sources.get(link.source) ?? { id: link.source, title: link.source };
    const located = link.locator === null ? source : { ...source, locator: link.locator };
    seen.set(`${link.source} ${link.locator ?? ""}`, located);
  }
  return [...seen.values()];
}

function tierExplanation(tier: TraceResult["tiers"][number], explained: Explained, source: Source): Explanation {
  const { question, result } = explained;
  const code = formatHs(question.product);
  const place = result.root.party?.label ?? result.root.country?.label ?? "anyone";
  const far = question.direction === "up" ? "senders" : "buyers";
  const what =
    tier.tier === 1
      ? `rows of HS ${code} ${question.direction === "up" ? "bought" : "sold"} by ${place}`
      : `rows, not counted before, of what the ${far} of tier ${tier.tier - 1} ${question.direction === "up" ? "bought" : "sold"} of linked products`;
  return {
    sentence: `Tier ${tier.tier} is the sum of ${tier.rows} ${what}: USD ${tier.usd} and ${tier.kg} kg.`,
    formula: `usd = sum of usd over ${tier.rows} rows, of which ${tier.rowsWithoutValue} state none; share of a part = its usd / ${tier.usd}`,
    basis: "reported",
    sources: [source],
    rows: { used: tier.rows, rejected: 0 },
  };
}

/** How the figures of a trace came about: the sums tier by tier, the data, and the input links that were followed. */
export function explainTrace(explained: Explained): Explanation {
  const { book, dataset, question, result, vintage } = explained;
  const links = linksUsed(explained);
  const source = sourceOfDataset(book, dataset);
  const map: Explanation[] =
    links.length === 0
      ? []
      : [
          {
            sentence: `${links.length} links of the input map join products of this answer.`,
            inputs: links.map((link) => ({
              name: `${formatHs(link.inputHs)} is ${link.kind} of ${formatHs(link.outputHs)}`,
              value: link.note ?? link.kind,
              basis: link.basis,
              source: link.source,
            })),
            basis: weakest(links.map((link) => link.basis)),
            sources: sourcesOfLinks(book, links),
          },
        ];
  return {
    sentence:
      `Reach ${question.direction} from HS ${formatHs(question.product)}: each row of ${source.title} is counted once, ` +
      `at the smallest tier that reaches it, and values are summed as they stand.${orderSentence(question)}`,
    formula:
      question.inputs === "none"
        ? "tier 1 = rows of the product to the root"
        : "tier 1 = rows of the product to the root; tier k+1 = rows of linked products to the senders of tier k, not counted before" +
          (question.inOrder === undefined
            ? ""
            : `, 0 to ${question.inOrder} days ${question.direction === "up" ? "before" : "after"} one of them`),
    inputs: [
      { name: "rows of the dataset", value: String(dataset.rows) },
      { name: "rows used", value: String(result.total.rows) },
      { name: "window", value: `${result.root.from ?? "the beginning"} up to ${result.root.until ?? "the end"}` },
    ],
    basis: weakest(["reported", ...links.map((link) => link.basis)]),
    sources: [source, ...sourcesOfLinks(book, links)],
    rows: { used: result.total.rows, rejected: result.dataset.rejected },
    command: commandLine({ name: "trace", input: traceInput }, question, { ...(vintage === null ? {} : { vintage }) }),
    because: [
      ...result.tiers.map((tier) => tierExplanation(tier, explained, source)),
      ...map,
      ...readyFigures({ name: "trace", input: traceInput }, question, [
        ["tiers", "1", "by", result.tiers[0]?.by[0]?.key, "usd"],
        ["tiers", "2", "by", result.tiers[1]?.by[0]?.key, "kg"],
        ["suppliers", result.suppliers[0]?.party, "share"],
      ]),
    ],
  };
}
