import type { z } from "zod";
import type { Basis } from "../../evidence/basis.ts";
import type { Explanation } from "../../evidence/explanation.ts";
import { commandLine } from "../core/command-line.ts";
import type { ChainGround } from "./chain-ground.ts";
import { sourceOfDataset } from "./dataset-facts.ts";
import { subject } from "./exposure-findings.ts";
import type { ExposureResult } from "./exposure-result.ts";

interface Explained {
  readonly ground: ChainGround;
  readonly result: ExposureResult;
  readonly vintage: number | null;
  readonly input: z.ZodObject;
  readonly question: Readonly<Record<string, unknown>>;
}

/** So many buyers are explained one by one. */
const EXPLAINED = 5;

/** How the exposure was computed: one backward solve, and what each buyer's purchases are worth by it. */
export function explainExposure({ ground, result, vintage, input, question }: Explained): Explanation {
  const { total, size } = result;
  const source = sourceOfDataset(ground.book, ground.dataset);
  const basis: Basis = "assumed";
  const what = subject(result);
  return {
    sentence:
      `Of the USD ${total.usd} that ${total.buyers} buyers paid, USD ${total.added} (${total.addedShare}) was added by ${what} ` +
      `and USD ${total.passing} (${total.passingShare}) passed it.`,
    formula:
      "h = r + A·h, solved backwards once over the whole chain: h is the part of a unit at a state that is added there in the " +
      "end, with r = 1 − Σ a at its own states and 0 elsewhere; for what passes, h = 1 at its own states. Of a buyer: added = " +
      "Σ over its rows of usd × h of the seller's product",
    inputs: [
      { name: "purchases of the products in question, USD", value: total.usd, basis: "reported" },
      { name: "bought there directly, USD", value: total.direct, basis: "reported" },
      { name: "sellers and links of the chain", value: `${size.nodes}, ${size.links}` },
    ],
    basis,
    sources: [source],
    rows: { used: total.rows, rejected: result.dataset.rejected },
    command: commandLine({ name: "exposure", input }, question, vintage === null ? {} : { vintage }),
    because: result.buyers.slice(0, EXPLAINED).map((buyer) => ({
      sentence: `${buyer.label}: USD ${buyer.added} of what it paid was added by ${what}.`,
      formula: `${buyer.added} / ${buyer.usd} = ${buyer.addedShare}; passed ${buyer.passing} / ${buyer.usd} = ${buyer.passingShare}; directly ${buyer.direct}`,
      basis,
      sources: [source],
      rows: { used: buyer.rows, rejected: 0 },
    })),
  };
}
