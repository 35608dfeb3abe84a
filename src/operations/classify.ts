import { z } from "zod";
import type { Book } from "../book/book.ts";
import { InvalidInput } from "../errors.ts";
import { BASES, weakest } from "../evidence/basis.ts";
import type { Explanation } from "../evidence/explanation.ts";
import type { Source } from "../evidence/source.ts";
import { formatHs, heading } from "../vocab/hs-code.ts";
import { commandLine } from "./core/command-line.ts";
import { amount } from "./core/fields.ts";
import { defineOperation } from "./core/operation.ts";
import { goodsIndex, PLACES } from "./goods/goods-index.ts";
import { MEASURED } from "./goods/measured.ts";
import { type RankedGoods, rankGoods, type ScorePart } from "./goods/rank-goods.ts";
import { productLabel } from "./trade/labels.ts";

const REVISION = 2022;
const LONGEST = 2000;

const input = z.object({
  text: z
    .string()
    .trim()
    .min(1)
    .max(LONGEST)
    .describe("what the goods are, in the words of an invoice or a bill of lading")
    .meta({ positional: true, placeholder: "TEXT" }),
  top: z.number().int().min(1).max(50).default(5).describe("how many codes are proposed").meta({ placeholder: "N" }),
});

const candidate = z.object({
  code: z.string().describe("six digits"),
  revision: z.number().int(),
  label: z.string(),
  heading: z.string().describe("what the heading above it covers"),
  score: amount().describe("0 to 1: how much of what the description says is said of the code; rare words count more"),
  parts: z
    .array(
      z.object({
        word: z.string(),
        place: z.enum(PLACES).describe("the text that has the word"),
        points: amount().describe("what it adds to the score"),
        basis: z.enum(BASES),
        source: z.string().describe("id of the source of that text"),
      }),
    )
    .describe("they add up to the score, but for rounding"),
  reasons: z.array(z.string()),
  warning: z.string().nullable(),
  alternatives: z
    .array(z.object({ code: z.string(), label: z.string() }))
    .describe("residual codes of the same heading, which take what the others do not name"),
});

const classifyResult = z.object({
  text: z.string(),
  candidates: z.array(candidate).describe("best first"),
  unknown: z.array(z.string()).describe("words that neither the nomenclature nor the list of trade words has"),
});

export type ClassifyResult = z.output<typeof classifyResult>;

const LEGAL =
  "A classification is a legal act: the notes of the tariff and the rulings of the importing country decide, not words alike. " +
  "These are codes to look at.";

/** Below this the best code shares little more than a word or two with the description. */
const WEAK = 0.3;
/** Two codes this close are not told apart by the words. */
const CLOSE = 0.05;

function sourceId({ place, by }: ScorePart): string {
  if (by !== null) return by.source;
  return place === "input map" ? "input-map" : "hs-nomenclature";
}

function reasonsOf(parts: readonly ScorePart[]): string[] {
  const groups = new Map<string, { words: string[]; points: number }>();
  for (const part of parts) {
    const { place, by } = part;
    const because =
      by === null
        ? `the ${place === "input map" ? "input map's note" : `text of the ${place}`} has it`
        : by.means === null
          ? `the trade word “${by.words}” stands for it${by.note === null ? "" : `: ${by.note.replace(/\.$/, "")}`}`
          : `“${by.words}” is another word for “${by.means}”, in the text of the ${place}`;
    const so = groups.get(because) ?? { words: [], points: 0 };
    groups.set(because, { words: [...so.words, `“${part.word}”`], points: so.points + part.points });
  }
  return [...groups].map(([because, { words, points }]) => `${words.join(", ")}: ${because} (${points.toFixed(2)})`);
}

function alternativesTo(book: Book, code: string): ClassifyResult["candidates"][number]["alternatives"] {
  const index = goodsIndex(book);
  return index.codes.flatMap((other, at) =>
    other !== code && heading(other) === heading(code) && index.residual[at]
      ? [{ code: other, label: productLabel(book, other, REVISION) }]
      : [],
  );
}

function warningOf({ residual, score }: RankedGoods): string | null {
  if (residual) return "A residual code: right only where no code of the heading names the goods.";
  return score < WEAK ? "Few of the words fit: say what the goods are made of and what they do." : null;
}

function warningsOf(ranked: readonly RankedGoods[], unknown: readonly string[], text: string): string[] {
  const [first, second] = ranked;
  if (first === undefined) return [`No word of "${text.slice(0, 80)}" is known.`, LEGAL];
  const close = second !== undefined && first.score - second.score < CLOSE;
  return [
    LEGAL,
    ...(close ? [`The words do not tell ${formatHs(first.code)} from ${formatHs(second.code)}.`] : []),
    ...(unknown.length === 0
      ? []
      : [`Not known, and so not counted: ${unknown.map((word) => `“${word}”`).join(", ")}.`]),
  ];
}

function sourcesOf(book: Book, ranked: readonly RankedGoods[]): Source[] {
  const ids = new Set(["hs-nomenclature"]);
  for (const { parts } of ranked) for (const { by } of parts) if (by !== null) ids.add(by.source);
  return [...ids].map((id) => book.sources.get(id) ?? { id, title: id });
}

export const classifyOperation = defineOperation({
  name: "classify",
  summary: "Which HS codes a description of goods may belong to, with the reason for each.",
  description:
    "Use it to find codes to look at for goods in plain or trade words, such as a line of an invoice. It compares the words " +
    "with the texts of HS 2022 and with a sourced list of trade words; it knows no pictures, no legal notes and no rulings, " +
    "and its score is no probability. The duties of the code are another question. To look a code up, or a firm, use search.",
  examples: [
    {
      command: "headwater classify 'sintered NdFeB magnets, nickel plated, for EV motors'",
      about: "trade words that the nomenclature does not have",
    },
    {
      command: "headwater classify 'lithium carbonate, battery grade' --top 3",
      about: "three codes, with the words that led to each",
    },
  ],
  input,
  output: classifyResult,
  async run(context, question) {
    const book = await context.openBook();
    const { text, top } = question;
    if (!/\p{L}/u.test(text)) {
      throw new InvalidInput(`"${text}" has no word in it.`, {
        hint: "Describe the goods; look codes up with search.",
      });
    }
    const { ranked, unknown } = rankGoods(goodsIndex(book), text, top);
    const result: ClassifyResult = {
      text,
      candidates: ranked.map((each) => ({
        code: each.code,
        revision: REVISION,
        label: productLabel(book, each.code, REVISION),
        heading: productLabel(book, heading(each.code), REVISION),
        score: each.score.toFixed(4),
        parts: each.parts.map((part) => ({
          word: part.word,
          place: part.place,
          points: part.points.toFixed(4),
          basis: part.by?.basis ?? (part.place === "input map" ? "assumed" : "reported"),
          source: sourceId(part),
        })),
        reasons: reasonsOf(each.parts),
        warning: warningOf(each),
        alternatives: alternativesTo(book, each.code),
      })),
      unknown: [...unknown],
    };
    return {
      result,
      coverage: {
        made: false,
        from: null,
        until: null,
        notes: [
          "English words alone are compared, one by one; what a sentence says by its order is mostly not seen.",
          `Of ${MEASURED.descriptions} descriptions from customs rulings that it had not seen, it put the ruling's code first ${MEASURED.first} times and among the first five ${MEASURED.amongFive} times.`,
        ],
      },
      warnings: warningsOf(ranked, unknown, text),
      explain: (): Explanation => ({
        sentence: `Each word counts by how few of the codes speak of it, and by the text that it stands in.`,
        formula:
          "score = (0.7 + 0.3 x share of the code's own words that are said) x sum of ln(codes / codes with the word) x weight of the word x weight of the text, over the same sum with full weight; 5 % less for a residual code",
        inputs: result.candidates.slice(0, 1).flatMap(({ code, parts }) =>
          parts.map(({ word, place, points, basis, source }) => ({
            name: `${formatHs(code)}: “${word}” in the ${place}`,
            value: points,
            basis,
            source,
          })),
        ),
        basis: weakest(result.candidates.flatMap(({ parts }) => parts.map(({ basis }) => basis)).concat("reported")),
        sources: sourcesOf(book, ranked),
        command: commandLine({ name: "classify", input }, question),
      }),
    };
  },
});
