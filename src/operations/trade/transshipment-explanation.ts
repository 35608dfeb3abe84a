import type { z } from "zod";
import type { Book } from "../../book/book.ts";
import { weakest } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import type { InputLink } from "../../network/input-link.ts";
import type { Network } from "../../network/network.ts";
import { formatHs } from "../../vocab/hs-code.ts";
import { commandLine } from "../core/command-line.ts";
import { blindSpots, sourceOfDataset } from "./dataset-facts.ts";
import type { TradeDataset } from "./trade-dataset.ts";
import type { IntermediateResult, TransshipmentResult } from "./transshipment-result.ts";

/** What co-occurrence does not say, what would decide it, and what the data cannot show. */
export function transshipmentNotes(result: TransshipmentResult, dataset: TradeDataset, network: Network): string[] {
  const { product, origin, to, outputs, by } = result;
  const code = formatHs(product.code);
  const missing = outputs.filter(({ held }) => !held).length;
  const outputNote =
    outputs.length === 0
      ? []
      : [
          `The input map names ${outputs.length} products that HS ${code} goes into; the data hold ${outputs.length - missing} of them, so what left as one of the other ${missing} is not seen.`,
        ];
  const order =
    dataset.frequency === "annual"
      ? [
          "Whether goods entered before others left cannot be seen in annual figures; monthly ones or shipments would tell.",
        ]
      : ["That the first entered before the last left is checked; which goods left is not known."];
  const inside =
    by === "country" || dataset.data === "flows"
      ? [
          "Within a country the party that buys and the party that sells may be two that have nothing to do with each other.",
        ]
      : [
          "Only goods that enter and leave under the same party are found; sales between parties of a group or a country are not followed (by country they are).",
        ];
  return [
    `This shows what happened side by side, not that the goods are the same: an intermediate may use all that it buys from ${origin.label} at home and make what it sells to ${to.label} itself.`,
    "It would be decided by the intermediate's own production of the product (if it makes none, what leaves is bought), by certificates of origin and bills of materials, and by bills that show the same lot entering and leaving. A weight and a price that hardly change speak for passing on, a much higher price per kg for work or another grade.",
    "The value that could have passed is an upper bound: what left is also fed by purchases from elsewhere and by what is made there, and value added on the way counts in what left.",
    ...inside,
    ...order,
    ...outputNote,
    ...blindSpots(dataset, network),
  ];
}

interface Explained {
  readonly book: Book;
  readonly dataset: TradeDataset;
  readonly result: TransshipmentResult;
  readonly links: readonly InputLink[];
  readonly vintage: number | null;
  readonly input: z.ZodObject;
  readonly question: Readonly<Record<string, unknown>>;
}

const rowsOf = ({ entered, left, leftAs }: IntermediateResult): number =>
  entered.rows + left.rows + leftAs.reduce((sum, { rows }) => sum + rows, 0);

export function explainTransshipment(explained: Explained): Explanation {
  const { book, dataset, result, links, vintage, input, question } = explained;
  const { product, origin, to, total, intermediates } = result;
  const source = sourceOfDataset(book, dataset);
  const used = links.filter((link) =>
    intermediates.some(({ leftAs }) => leftAs.some((one) => one.product === link.outputHs)),
  );
  return {
    sentence:
      `${total.intermediates} ${result.by === "country" || result.dataset.data === "flows" ? "countries" : "parties"} bought HS ${formatHs(product.code)} from ` +
      `${origin.label} and sold it, or what it goes into, to ${to.label}; at most USD ${total.passable} can have passed.`,
    formula:
      "could have passed = min(entered from the origin, left to the buyer), 0 if the last left before the first entered; summed over all intermediates",
    inputs: [
      { name: "entered all of them", value: `USD ${total.entered}`, basis: "reported" },
      { name: "left all of them", value: `USD ${total.left}`, basis: "reported" },
      { name: `straight from ${origin.label} to ${to.label}`, value: `USD ${result.direct.usd}`, basis: "reported" },
    ],
    basis: weakest([Number(total.estimated) > 0 ? "estimated" : "reported", ...used.map(({ basis }) => basis)]),
    sources: [
      source,
      ...[...new Set(used.map((link) => link.source))].map((id) => book.sources.get(id) ?? { id, title: id }),
    ],
    rows: { used: total.rows, rejected: result.dataset.rejected },
    command: commandLine({ name: "transshipment", input }, question, vintage === null ? {} : { vintage }),
    because: intermediates.map((line) => ({
      sentence: `Through ${line.label} at most USD ${line.passable} can have passed.`,
      formula: `min(${line.entered.usd} entered, ${line.leftUsd} left)${line.inOrder ? "" : " = 0, because the last left before the first entered"}; share from the origin = ${line.entered.usd} / ${line.bought.usd}`,
      inputs: [
        {
          name: `bought from ${origin.label}`,
          value: `USD ${line.entered.usd}, ${line.entered.kg} kg, ${line.entered.rows} rows`,
        },
        {
          name: `sold to ${to.label} as it came`,
          value: `USD ${line.left.usd}, ${line.left.kg} kg, ${line.left.rows} rows`,
        },
        ...line.leftAs.map((one) => ({
          name: `sold to ${to.label} as HS ${formatHs(one.product)}`,
          value: `USD ${one.usd}, ${one.kg} kg, ${one.rows} rows`,
        })),
      ],
      basis: "reported",
      sources: [source],
      rows: { used: rowsOf(line), rejected: 0 },
    })),
  };
}
