import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { type MeasureFinding, type Restricted, restricted } from "../tariff/restricted.ts";
import { type Property, RESTRICTION_KINDS, type Restrictions } from "../tariff/restriction.ts";
import { OTHER_WORD, specification } from "../tariff/specification.ts";
import { hs6 } from "../vocab/hs-code.ts";
import type { IsoDate } from "../vocab/iso-date.ts";
import { commandLine } from "./core/command-line.ts";
import { countryField } from "./core/fields.ts";
import { type Days, defineOperation } from "./core/operation.ts";
import { htsField } from "./duty/goods-fields.ts";
import { restrictionsResult, writeMeasure } from "./restrictions/restrictions-result.ts";
import { touchedLinks } from "./restrictions/touched-links.ts";
import { productLabel } from "./trade/labels.ts";
import { requireProduct } from "./trade/product.ts";

export type { RestrictionsResult } from "./restrictions/restrictions-result.ts";

/** Where links are shown and nobody said who buys. */
const SHOWN_BUYER = "US";

const input = z.object({
  product: htsField()
    .optional()
    .describe("code of the goods, or of what the technology makes, six digits or more")
    .meta({ placeholder: "HS" }),
  spec: z
    .array(z.string().trim().min(1).max(300))
    .default([])
    .describe("what is known of it, such as 'density=2.6 g/cm3' or article=lfp-cathode; repeat it")
    .meta({ placeholder: "NAME=VALUE", repeated: true }),
  kind: z
    .enum(RESTRICTION_KINDS)
    .default("goods")
    .describe("what crosses the border: goods, technology, or an investment such as a joint venture that brings it"),
  origin: countryField()
    .optional()
    .describe("where it comes from; left out, each measure is asked of its own country's exports")
    .meta({ placeholder: "CC" }),
  to: countryField().optional().describe("where it goes").meta({ placeholder: "CC" }),
  endUse: z.string().trim().min(1).max(60).optional().describe("civil or military").meta({ placeholder: "WORD" }),
  depth: z
    .number()
    .int()
    .min(1)
    .max(8)
    .default(3)
    .describe("how many tiers of the input map to follow to what is made of the goods")
    .meta({ placeholder: "1-8" }),
});

type RestrictionsInput = z.output<typeof input>;

/** What is asked for and not stated, as statements to fill in. */
function toState(found: Restricted): string[] {
  const asked = new Map<string, string>();
  for (const { outcome, items } of found.measures) {
    if (outcome !== "open") continue;
    for (const { covers, thresholds } of items) {
      if (covers !== "open") continue;
      for (const { threshold, verdict } of thresholds) {
        const { property } = threshold;
        if (verdict === "not stated") asked.set(property.id, example(property));
      }
    }
  }
  return [...asked.values()];
}

const example = ({ id, unit }: Property): string => (unit === null ? `${id}=WORD` : `${id}=N ${unit.text}`);

function begins({ measures }: Restrictions): IsoDate | null {
  return measures.flatMap(({ statuses }) => statuses.map(({ from }) => from)).sort()[0] ?? null;
}

function warningsOf(
  { measures }: Restricted,
  { kind, product, origin }: RestrictionsInput,
  book: Restrictions,
  days: Days,
): string[] {
  const live = measures.filter(({ outcome }) => outcome !== "not controlled");
  const first = begins(book);
  const unconfirmed = measures.filter(({ state, covers }) => !state.confirmed && covers !== "no");
  const notes = new Set(
    live.flatMap(({ items }) =>
      items.flatMap(({ thresholds }) =>
        thresholds.flatMap(({ threshold, note, verdict }) =>
          note !== null && verdict !== "not stated" ? [`${threshold.property.id} is ${note}.`] : [],
        ),
      ),
    ),
  );
  const own = [...new Set(live.filter(({ measure }) => measure.origin !== null).map(({ measure }) => measure.by))];
  return [
    ...(first !== null && days.on < first
      ? [`The book of restrictions begins on ${first}: nothing before that day is in it.`]
      : []),
    ...unconfirmed.map(
      ({ measure, state }) =>
        `${measure.authority}: the suspension ran to ${state.row.last}, and the book does not know what followed.`,
    ),
    ...(origin === undefined && own.length > 0 ? [`Read as coming from ${own.join(", ")}: no origin was stated.`] : []),
    ...notes,
    ...(measures.length === 0 && (first === null || days.on >= first)
      ? [
          kind === "goods" && product !== undefined
            ? "No measure of the book names this code; the announcements may list more than the book holds."
            : `No measure of the book is about such ${kind}; the announcements may list more than the book holds.`,
        ]
      : []),
  ];
}

function sourcesOf(found: readonly MeasureFinding[]) {
  const all = found.flatMap(({ state, items }) => [state.row.source, ...items.map(({ item }) => item.source)]);
  return [...new Map(all.map((source) => [`${source.id} ${source.locator ?? ""}`, source])).values()];
}

const SENTENCES: Readonly<Record<Restricted["outcome"], string>> = {
  controlled: "is controlled",
  open: "may be controlled: what was stated does not decide it",
  "not controlled": "is not controlled by any measure of the book",
};

export const restrictionsOperation = defineOperation({
  name: "restrictions",
  summary:
    "Whether goods, a technology or an investment fall under an export control on a day, and what would decide it.",
  description:
    "Use it with the code and the technical figures of an item: each measure says which of its thresholds are met, not met or " +
    "not stated, what it was on the day (proposed, in force, suspended, ended), and whether it asks a licence or bars the " +
    "export. For goods it shows where they stand in traces of what is made of them. Figures are compared exactly, in any unit " +
    "of the same kind. The book holds the measures of China that it names, not every list.",
  examples: [
    {
      command: "headwater restrictions --product 8507.60 --spec 'energy-density=300 Wh/kg' --to US --on 2026-01-15",
      about: "whether such a battery needs a licence of China",
    },
    {
      command:
        "headwater restrictions --product 3801.10 --spec 'purity=99.95 %' --spec 'flexural-strength=35 MPa' --spec 'density=1.8 g/cm3' --origin CN --to KR --on 2026-01-15",
      about: "synthetic graphite over all three limits",
    },
    {
      command:
        "headwater restrictions --kind investment --spec technology=lfp-cathode --spec 'compaction-density=2.6 g/cm3 @ 220 MPa' --on 2026-01-15",
      about: "what a joint venture that brings such a technology must still state",
    },
  ],
  input,
  output: restrictionsResult,
  async run(context, question, days) {
    const { product, kind, origin, to, endUse, depth } = question;
    const book = await context.openBook();
    const { properties, measures } = book.restrictions;
    const statements = endUse === undefined ? question.spec : [...question.spec, `end-use=${endUse}`];
    const spec = specification(statements, properties);
    const code = product === undefined ? null : hs6(product);
    if (code !== null) requireProduct(book, code, 2022);
    if (
      product === undefined &&
      ![...spec.values()].some(({ property, words }) => property.names && words.some((word) => word !== OTHER_WORD))
    ) {
      throw new InvalidInput("It is not said what crosses the border.", {
        hint: "Give --product, or a word that says it, such as --spec article=lfp-cathode or --spec technology=lfp-cathode.",
      });
    }
    const crossing = { kind, code: product ?? null, spec, origin: origin ?? null, to: to ?? null };
    const found = restricted(measures, crossing, days);
    const near = found.measures.filter(({ covers }) => covers !== "no");
    const sellers =
      kind !== "goods" || code === null ? [] : [...new Set(near.map(({ measure }) => origin ?? measure.by))];
    const buyer = to ?? SHOWN_BUYER;
    const label = code === null ? null : productLabel(book, code, 2022);
    return {
      result: {
        kind,
        product: product === undefined || label === null ? null : { code: product, label },
        stated: [...spec.values()].map(({ text }) => text),
        origin: origin ?? null,
        to: to ?? null,
        outcome: found.outcome,
        asks: [...found.asks],
        undecided: [...found.undecided],
        toState: toState(found),
        measures: found.measures.map((one) => writeMeasure(one, to ?? null, days)),
        links: sellers.flatMap((seller) => touchedLinks(book, { goods: code as string, seller, to: buyer, depth })),
      },
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          `The book holds ${measures.length} measures, all of ${[...new Set(measures.map(({ by }) => by))].sort().join(", ")}; another list may name the item.`,
          "Codes are those that the notices give for reference: what the item is decides, not its code.",
          ...(sellers.length > 0
            ? ["A link of the input map says that one code may be an input of another, not that every unit of it is."]
            : []),
        ],
      },
      warnings: warningsOf(found, question, book.restrictions, days),
      explain: () => ({
        sentence: `The ${kind === "goods" ? "item" : kind} ${SENTENCES[found.outcome]} on ${days.on}, as known on ${days.known}.`,
        formula: "controlled if a measure in force covers it: its places hold, and all thresholds of one item are met",
        basis: "reported",
        sources: sourcesOf(found.measures),
        because: near.map(({ measure, outcome, because }) => ({
          sentence: `${measure.authority}: ${outcome}; ${because}.`,
          basis: "reported" as const,
          sources: [],
        })),
        command: commandLine({ name: "restrictions", input }, question, { on: days.on, known: days.known }),
      }),
    };
  },
});
