import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import type { Explanation } from "../evidence/explanation.ts";
import { EVIDENCE_RULE } from "../flows/evidence.ts";
import { legChange } from "../flows/leg-change.ts";
import { periodText } from "../flows/periods.ts";
import { byEvidence, judge, measureTriangle } from "../flows/triangle.ts";
import { fallOf, WORKING_POINT } from "../flows/verdict.ts";
import { formatHs } from "../vocab/hs-code.ts";
import { inSentence } from "../vocab/in-sentence.ts";
import { commandLine } from "./core/command-line.ts";
import { defineOperation } from "./core/operation.ts";
import { candidateOf } from "./flows/diversion-candidate.ts";
import { eventOf } from "./flows/diversion-event.ts";
import { type Ground, type WeighedCandidate, weighCandidate } from "./flows/diversion-evidence.ts";
import { type DiversionResult, diversionResult } from "./flows/diversion-result.ts";
import { flowsFactsOf, sideNotes, silentWarnings } from "./flows/flows-facts.ts";
import { joinedLegs, joinedNotes, joinWarnings, missingLegs } from "./flows/joined-legs.ts";
import { legResultOf } from "./flows/leg-result.ts";
import { pairEvidence } from "./flows/pair-evidence.ts";
import { wordsOf } from "./flows/plants-beside.ts";
import { triangleSeries } from "./flows/triangle-series.ts";
import { ruleWords } from "./flows/verdict-words.ts";
import { sourceOfDataset } from "./trade/dataset-facts.ts";
import { countryLabel, productLabel } from "./trade/labels.ts";
import { requireProduct, revisionOf } from "./trade/product.ts";
import { chooseDataset } from "./trade/trade-dataset.ts";
import { datasetFields, hsField, placeField, topField, windowFields } from "./trade/trade-fields.ts";

export type { DiversionResult } from "./flows/diversion-result.ts";

const input = z.object({
  product: hsField("the product by its HS code, six digits, in any spelling such as 3801.10"),
  origin: placeField("the country that sold directly before"),
  to: placeField("the country that buys in the end"),
  measure: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe("a measure of the book on this pair: the legs are judged from the day on which it began")
    .meta({ placeholder: "ID" }),
  since: windowFields.since.describe(
    "day from which on the legs are judged, instead of a measure; without both, the month of the strongest fall",
  ),
  months: z
    .number()
    .int()
    .min(3)
    .max(36)
    .default(6)
    .describe("how many months from then on are looked at")
    .meta({ placeholder: "N" }),
  top: topField.default(5),
  ...datasetFields,
  thirdSource: z
    .string()
    .min(1)
    .optional()
    .describe(
      "source that the second leg is read from where the dataset does not show it; without it, the store is looked through",
    )
    .meta({ placeholder: "ID" }),
  feedSource: z
    .string()
    .min(1)
    .optional()
    .describe("the same of the first leg and of the inputs")
    .meta({ placeholder: "ID" }),
});

const ORDER = ["none", "possible", "likely"] as const;

export const diversionOperation = defineOperation({
  name: "diversion",
  summary:
    "Whether a product may go round by a third country since a measure or a day, with every signal and what speaks against.",
  description:
    "Use it when a direct flow was hit and another one grew. Each third country is judged by signals that are shown one by " +
    "one with their value, their threshold and whether they support or weaken the verdict, by a rule that the answer prints, " +
    "beside innocent explanations and what would decide. Diversion is none, possible or likely; evasion, which is another " +
    "thing, not shown or indicated. Legs that the dataset cannot show are read from the other datasets of the store and " +
    "named; bills lead to the firms and the single bills. It needs monthly figures, twelve months of them before. Rates of " +
    "error on made worlds are in docs/diversion.md.",
  examples: [
    {
      command: "headwater diversion --product 250410 --origin CN --to US --measure cn-graphite-39-2023",
      about: "natural graphite when China began to ask for licences",
    },
    {
      command: "headwater diversion --product 250410 --origin CN --to US --since 2024-07-01 --top 3",
      about: "and half a year later, when Indonesia bought more",
    },
  ],
  input,
  output: diversionResult,
  async run(context, question, days) {
    const { product, origin, to, months, top } = question;
    if (origin === to) throw new InvalidInput("A way round needs two countries.", { hint: "Let --to be another one." });
    const book = await context.openBook();
    const dataset = await chooseDataset(context, book, product, question);
    if (dataset.frequency === "annual" || dataset.frequency === "quarterly") {
      throw new InvalidInput(`The figures of "${dataset.source}" are ${dataset.frequency}: signals need months.`, {
        hint: "Ask monthly statistics or shipments (--data, --source, --frequency).",
      });
    }
    const revision = revisionOf(dataset.hsRevision);
    requireProduct(book, product, revision);
    const triangle = await triangleSeries(context, book, dataset, { product, origin, to }, question);
    const { at, event } = eventOf(book, triangle, question, days);
    const point = WORKING_POINT;
    const { series, main } = triangle;
    const directChange = series.direct === null ? null : legChange(series.direct, at, months);
    const { briefStop } = fallOf(directChange, point);
    const judged = judge(measureTriangle(series, at, months), point);
    const ground: Ground = {
      ...{ context, book, days, triangle, product, source: origin, destination: to, at, months, point, briefStop },
      pair: await pairEvidence(context, triangle, { product, origin, to, at, months }),
      made: dataset.made,
      words: wordsOf(book, product, revision),
    };
    const weighed: WeighedCandidate[] = [];
    for (const each of judged) {
      const { verdict, signals } = each;
      if (verdict.diversion === "none" && signals.rise !== "yes" && signals.feed !== "yes") continue;
      weighed.push(await weighCandidate(each, ground));
    }
    weighed.sort((a, b) =>
      byEvidence(
        { judged: a.judged, diversion: a.verdict.diversion },
        { judged: b.judged, diversion: b.verdict.diversion },
      ),
    );
    const candidates: DiversionResult["candidates"] = [];
    for (const each of weighed.slice(0, top)) candidates.push(await candidateOf(each, ground));
    const best = Math.max(0, ...weighed.map(({ verdict }) => ORDER.indexOf(verdict.diversion)));
    const last = Math.min(at + months, triangle.periods) - 1;
    const level = dataset.data === "shipments" ? "firm" : "product";
    const draft: Omit<DiversionResult, "words"> = {
      dataset: flowsFactsOf(book, dataset),
      product: { code: product, label: productLabel(book, product, revision), revision },
      source: { key: origin, label: countryLabel(origin) },
      destination: { key: to, label: countryLabel(to) },
      event,
      months: last - at + 1,
      until: periodText(triangle.from + last, triangle.step),
      unit: triangle.unit,
      level,
      levelWords:
        level === "firm"
          ? "Bills name firms, so that it is seen who bought and who sold; legs are judged by country."
          : "The figures are of countries and a product code: firms and plants are not seen, and a finer view may say otherwise.",
      diversion: ORDER[best] ?? "none",
      evasion: candidates.some(({ evasion }) => evasion === "indicated") ? "indicated" : "not shown",
      rule: ruleWords(),
      evasionReasons: [
        ...new Set(
          candidates.flatMap(({ country, evasion, evasionReasons }) =>
            evasion === "indicated" ? [`${country.label}: ${evasionReasons.join(" ")}`] : [],
          ),
        ),
      ],
      joined: joinedLegs(triangle, { product, origin, to }),
      missing: missingLegs(triangle, { product, origin, to }),
      direct: legResultOf(triangle, { from: origin, to, code: product }, series.direct, directChange, at, months),
      briefStop,
      candidates,
      others: judged.length - candidates.length,
      workingPoint: { ...point, ...EVIDENCE_RULE },
    };
    const result: DiversionResult = { ...draft, words: answerWords(draft) };
    const vintage = context.vintageUsed();
    return {
      result,
      coverage: {
        made: dataset.made,
        from: dataset.from,
        until: dataset.until,
        notes: [
          result.levelWords,
          main.missing,
          ...sideNotes(dataset),
          ...joinedNotes(triangle, result),
          "Expected figures go on from the months before; whatever else changed on that day is in the difference.",
        ],
      },
      warnings: [
        ...(last - at + 1 < months
          ? [`Only ${last - at + 1} of ${months} months after the event are in the data.`]
          : []),
        ...(result.direct.judged
          ? []
          : ["The direct leg cannot be judged: it is not seen, or not for twelve months before."]),
        ...silentWarnings(main.legs),
        ...joinWarnings(triangle),
        ...(main.cut(triangle.unit) === 0
          ? []
          : [
              `${main.cut(triangle.unit)} bills weigh more than eight times the median of their leg and count as that.`,
            ]),
      ],
      explain: (): Explanation => ({
        sentence: result.words,
        formula:
          "change = actual - expected; expected = (level of the last year × season)² on square roots of monthly amounts",
        basis: "estimated",
        inputs: Object.entries(result.workingPoint).map(([name, value]) => ({ name, value: String(value) })),
        sources: triangle.used.map((used) => sourceOfDataset(book, used.dataset)),
        rows: { used: triangle.used.reduce((sum, { legs }) => sum + legs.rows, 0), rejected: result.dataset.rejected },
        command: commandLine({ name: "diversion", input }, question, vintage === null ? {} : { vintage }),
      }),
    };
  },
});

function answerWords(result: Omit<DiversionResult, "words">): string {
  const { source, destination, product, candidates, diversion, evasion, briefStop, direct } = result;
  const what = `Diversion of HS ${formatHs(product.code)} from ${inSentence(source.label)} to ${inSentence(destination.label)}`;
  const named = candidates
    .filter((each) => each.diversion === diversion)
    .map(({ country }) => inSentence(country.label));
  const stop = direct.stops.find(({ months, over }) => months === 1 && over);
  const gap =
    briefStop && stop !== undefined
      ? ` The direct leg stopped in ${stop.month} alone and came back: a one-month gap, not diversion.`
      : "";
  if (diversion === "none") return `${what}: none is seen.${gap} Evasion: ${evasion}.`;
  const first = candidates.find((each) => each.diversion === diversion);
  const unseen = first?.third.seen === false ? " The second leg is in no dataset of the store." : "";
  const plant = first?.explanations.find(({ name, state }) => name === "new-plant" && state === "yes");
  const made = plant === undefined ? "" : ` In ${named[0]} ${plant.named.join(", ")} may make or work such goods.`;
  return `${what}: ${diversion}, by ${named.join(", ")}.${gap}${unseen}${made} Evasion: ${evasion}.`;
}
