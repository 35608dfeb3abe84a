import type { Answer } from "../../operations/core/answer.ts";
import type { PathResult, PathsResult } from "../../operations/trade/paths-result.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import type { Document, Note, Table } from "../document.ts";
import { writeShare, writeUsd } from "../scale.ts";
import { banner, closing, counted, warnings } from "./parts.ts";
import { inSentence, shortProduct, sourceWords, windowWords } from "./trade-words.ts";

function place({ root }: PathsResult): string {
  return root.party?.label ?? inSentence(root.country?.label ?? "anyone");
}

function endWords({ end, limits, paths }: PathsResult): string {
  switch (end) {
    case "all":
      return "There is no other.";
    case "max":
      return `The list stops at the ${counted(paths.length, "strongest", "strongest")}.`;
    case "cut-off":
      return `All others carry less than ${writeShare(limits.cutOff)} of the value.`;
    case "work":
      return `The search stopped early, after ${counted(limits.worked, "way")}.`;
  }
}

function endName({ reaching }: PathsResult): string {
  return reaching.kind === "product" ? `HS ${formatHs(reaching.key)}` : inSentence(reaching.label);
}

function summary(result: PathsResult): string {
  const { root, reached, covered, added, untraced, paths } = result;
  const first =
    `Of ${writeUsd(root.usd)} that ${place(result)} paid, ${writeUsd(reached.usd)} (${writeShare(reached.share)}) passes ` +
    `${endName(result)} on the way; ${writeShare(added.share)} was added there, and ${writeShare(untraced.share)} of the whole is ` +
    "untraced.";
  if (paths.length === 0) return first;
  return `${first} The ${counted(paths.length, "path")} listed ${paths.length === 1 ? "covers" : "cover"} ${writeShare(covered.ofReached)} of what passes. ${endWords(result)}`;
}

/** "Germany 3.5 % ← China 82.4 %": each seller with its share of the step before, and the product where it changes. */
function chainWords({ steps }: PathResult, { dataset, root }: PathsResult): string {
  let product = root.product.code;
  const words = steps.map((step) => {
    const where = dataset.data === "flows" || step.country === null ? "" : ` (${step.country})`;
    const what = step.product === product ? "" : `, HS ${formatHs(step.product)},`;
    product = step.product;
    return `${step.label}${where}${what} ${writeShare(step.share)}`;
  });
  return words.join(" ← ");
}

/** As a list, because a chain is longer than a column. */
function pathsList(result: PathsResult): Note {
  return {
    kind: "note",
    title: "Paths, each seller with its share of the step before",
    items: result.paths.map((path) => {
      const stale = path.stale ? " (stale)" : "";
      return `${writeShare(path.share)}, ${writeUsd(path.usd)}${stale}: ${chainWords(path, result)}`;
    }),
  };
}

function pathsTable(result: PathsResult): Table {
  return {
    kind: "table",
    title: "Paths",
    detail: true,
    columns: [
      { name: "path", label: "Path", type: "count" },
      { name: "chain", label: "Chain", type: "text" },
      { name: "share", label: "Of the value", type: "share" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "of_reached", label: "Of what passes", type: "share" },
      { name: "stale", label: "Stale", type: "code" },
    ],
    rows: result.paths.map((path, at) => [
      at + 1,
      chainWords(path, result),
      path.share,
      path.usd,
      path.ofReached,
      path.stale ? "stale" : "no",
    ]),
  };
}

function stepsTable({ paths }: PathsResult): Table {
  return {
    kind: "table",
    title: "Steps",
    main: true,
    detail: true,
    columns: [
      { name: "path", label: "Path", type: "count" },
      { name: "step", label: "Step", type: "count" },
      { name: "party", label: "Party", type: "code" },
      { name: "label", label: "Name", type: "text" },
      { name: "country", label: "In", type: "code" },
      { name: "product", label: "HS", type: "code" },
      { name: "share", label: "Share of the step before", type: "share" },
      { name: "input_share", label: "Share of the input", type: "share" },
      { name: "seller_share", label: "Share of the seller", type: "share" },
      { name: "basis", label: "Basis", type: "code" },
      { name: "reached", label: "Of the root", type: "share" },
      { name: "usd", label: "Value", type: "usd" },
      { name: "rows", label: "Rows", type: "count" },
      { name: "last", label: "Last", type: "date" },
      { name: "stale", label: "Stale", type: "code" },
    ],
    rows: paths.flatMap((path, at) =>
      path.steps.map((step, place) => [
        at + 1,
        place + 1,
        step.party,
        step.label,
        step.country,
        formatHs(step.product),
        step.share,
        step.inputShare,
        step.sellerShare,
        step.basis,
        step.reached,
        step.usd,
        step.rows,
        step.last,
        step.stale ? "stale" : "no",
      ]),
    ),
  };
}

export function pathsView(answer: Answer<PathsResult>): Document {
  const { result } = answer;
  const { root, dataset } = result;
  const what = `HS ${formatHs(root.product.code)} (${shortProduct(root.product.label)})`;
  return {
    ...banner(answer.coverage),
    title: `How ${what} bought by ${place(result)} reaches back to ${endName(result)}, ${windowWords(root.from, root.until)}`,
    blocks: [
      { kind: "paragraph", text: summary(result) },
      ...warnings(answer),
      ...(result.paths.length > 0 ? [pathsList(result), pathsTable(result)] : []),
      stepsTable(result),
      ...closing(answer, sourceWords(dataset)),
    ],
  };
}
