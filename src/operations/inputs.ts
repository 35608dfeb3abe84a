import { z } from "zod";
import { inputsFor } from "../book/inputs-for.ts";
import { BASES, weakest } from "../evidence/basis.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { InputLink } from "../network/input-link.ts";
import { format, toNumber } from "../vocab/decimal.ts";
import { formatHs, type HsRevision } from "../vocab/hs-code.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { productLabel } from "./trade/labels.ts";
import { requireProduct } from "./trade/product.ts";
import { hsField } from "./trade/trade-fields.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 8505.11"),
  direction: z.enum(["up", "down"]).default("up").describe("up to its inputs, or down to what it is an input of"),
  depth: z.number().int().min(1).max(8).default(1).describe("how many steps to follow").meta({ placeholder: "1-8" }),
  revision: z.enum(["2012", "2017", "2022"]).default("2022").describe("edition of the HS that the code is of"),
});

const link = z.object({
  step: z.number().int(),
  code: z.string(),
  label: z.string(),
  other: z.string().describe("the product that it is an input of; going down, the input that it takes"),
  otherLabel: z.string(),
  kind: z.enum(["material", "component", "equipment"]),
  amount: amount().nullable(),
  amountUnit: z.string().nullable(),
  costShare: z.object({ low: amount(), central: amount(), high: amount() }).nullable(),
  basis: z.enum(["observed", "reported", "estimated", "assumed"]),
  source: z.object({ id: z.string(), title: z.string(), locator: z.string().nullable(), url: z.string().nullable() }),
  note: z.string().nullable(),
});

const inputsResult = z.object({
  product: z.object({ code: z.string(), label: z.string(), revision: z.number().int() }),
  direction: z.enum(["up", "down"]),
  links: z.array(link),
});

export type InputsResult = z.output<typeof inputsResult>;

interface Step {
  readonly step: number;
  readonly link: InputLink;
}

const KINDS: readonly InputLink["kind"][] = ["material", "component", "equipment"];

/** The links met from `root`, step by step; each product is expanded once, so rings end. The most telling come first. */
function follow(links: readonly InputLink[], root: string, direction: "up" | "down", depth: number): Step[] {
  const steps: Step[] = [];
  const expanded = new Set([root]);
  let frontier = new Set([root]);
  for (let step = 1; step <= depth && frontier.size > 0; step++) {
    const next = new Set<string>();
    for (const each of links) {
      const [near, far] = direction === "up" ? [each.outputHs, each.inputHs] : [each.inputHs, each.outputHs];
      if (!frontier.has(near)) continue;
      steps.push({ step, link: each });
      if (!expanded.has(far)) next.add(far);
      expanded.add(far);
    }
    frontier = next;
  }
  const far = ({ link: each }: Step) => (direction === "up" ? each.inputHs : each.outputHs);
  const rank = ({ step, link: each }: Step): readonly number[] => [
    step,
    KINDS.indexOf(each.kind),
    each.costShare === null ? 0 : -toNumber(each.costShare.central),
    BASES.indexOf(each.basis),
  ];
  return steps.sort((a, b) => {
    const [one, other] = [rank(a), rank(b)];
    const at = one.findIndex((value, index) => value !== other[index]);
    if (at >= 0) return (one[at] ?? 0) - (other[at] ?? 0);
    return far(a) === far(b) ? 0 : far(a) < far(b) ? -1 : 1;
  });
}

export const inputsOperation = defineOperation({
  name: "inputs",
  summary: "What a product is made of and with, or what it goes into, by the input map.",
  description:
    "Use it to see which codes a trace will follow, and on what evidence each link rests. It reads the book alone: no " +
    "store is needed, and it says nothing about who trades these goods.",
  examples: [
    { command: "headwater inputs --product 850511", about: "what a permanent magnet is made of and with" },
    {
      command: "headwater inputs --product 250410 --direction down --depth 3",
      about: "what natural graphite ends up in",
    },
  ],
  input,
  output: inputsResult,
  async run(context, question) {
    const { product, direction, depth } = question;
    const book = await context.openBook();
    const revision = Number(question.revision) as HsRevision;
    requireProduct(book, product, revision);
    const steps = follow(inputsFor(book, revision), product, direction, depth);
    const result: InputsResult = {
      product: { code: product, label: productLabel(book, product, revision), revision },
      direction,
      links: steps.map(({ step, link: each }) => {
        const [code, other] = direction === "up" ? [each.inputHs, each.outputHs] : [each.outputHs, each.inputHs];
        const source = book.sources.get(each.source);
        const { costShare: share } = each;
        return {
          step,
          code,
          label: productLabel(book, code, revision),
          other,
          otherLabel: productLabel(book, other, revision),
          kind: each.kind,
          amount: each.amount === null ? null : format(each.amount),
          amountUnit: each.amountUnit,
          costShare:
            share === null
              ? null
              : { low: format(share.low), central: format(share.central), high: format(share.high) },
          basis: each.basis,
          source: {
            id: each.source,
            title: source?.title ?? each.source,
            locator: each.locator,
            url: source?.url ?? null,
          },
          note: each.note,
        };
      }),
    };
    const assumed = result.links.filter((each) => each.basis === "assumed").length;
    const used = steps.map((each) => each.link);
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          `The map is made by hand and covers batteries, graphite and permanent magnets; ${assumed} of these ${result.links.length} links rest on general knowledge and say "assumed".`,
          "A link says that one code may be an input of another, not that every unit of it is.",
        ],
      },
      warnings:
        result.links.length === 0
          ? [
              `The input map has no link ${direction === "up" ? "into" : "out of"} HS ${formatHs(product)}; a book of your own can add some (--book DIR).`,
            ]
          : [],
      explain: (): Explanation => ({
        sentence: `${result.links.length} links of the input map are met within ${depth} ${depth === 1 ? "step" : "steps"} ${direction} from HS ${formatHs(product)}.`,
        basis: weakest(used.map((each) => each.basis)),
        sources: [...new Set(used.map((each) => each.source))].map((id) => book.sources.get(id) ?? { id, title: id }),
        command: commandLine({ name: "inputs", input }, question),
      }),
    };
  },
});
