import { AnswerFiles, fileAt } from "../parts/answer-files.tsx";
import { otherTables } from "../parts/answer-tables.ts";
import { AskedPart } from "../parts/asked-part.tsx";
import { CoverageNotes } from "../parts/coverage-notes.tsx";
import { MarketCapacity } from "../parts/market-capacity.tsx";
import { MarketControls } from "../parts/market-controls.tsx";
import { MarketLinks } from "../parts/market-links.tsx";
import { MarketMakers, MarketRows } from "../parts/market-makers.tsx";
import { MarketCosts, MarketRanking } from "../parts/market-ranking.tsx";
import { MarketStocks } from "../parts/market-stocks.tsx";
import { OtherFigures } from "../parts/other-figures.tsx";
import { Warnings } from "../parts/problem.tsx";
import { useQuestion } from "../state/answers.ts";
import { explainFigure, settings } from "../state/everywhere.ts";
import {
  type MarketAnswer,
  type MarketPlace,
  type MarketResult,
  marketAddress,
  marketFigure,
  marketPlace,
  marketQuestion,
} from "../state/market-question.ts";
import { client } from "../state/server.ts";
import "../styles/market.css";

/** Who can make how much of a product, where, and whose it is; and what was made, sold and held of it. */
export function MarketScreen() {
  const values = marketPlace();
  const question = marketQuestion(values);
  const asked = useQuestion(
    "capacity",
    question,
    settings(),
    (given, signal): Promise<MarketAnswer> => client.value.capacity(given, { ...settings(), signal }),
  );
  const { value } = asked.value;
  return (
    <div class="with-controls">
      <MarketControls values={values} result={value?.result ?? null} />
      <div>
        <h1>{titleOf(value?.result ?? null)}</h1>
        {question === null ? <WorkedMarkets /> : null}
        <AskedPart asked={asked.value} working="Setting the sources side by side …" class="wordy">
          {(value) =>
            question === null ? null : (
              <>
                <Found answer={value} values={values} />
                <CoverageNotes answer={value} />
              </>
            )
          }
        </AskedPart>
      </div>
    </div>
  );
}

function titleOf(result: MarketResult | null): string {
  if (result === null) return "Market";
  const of = result.product === null ? "" : ` of ${result.product}`;
  return `Market${of}${result.country === null ? "" : ` in ${result.country.label}`}`;
}

/** What the figures below show; whatever else an answer holds is shown as tables. */
const SHOWN: readonly (keyof MarketResult)[] = [
  "product",
  "country",
  "rows",
  "totals",
  "utilisation",
  "rankings",
  "costs",
  "truncated",
];

function Found({ answer, values }: { readonly answer: MarketAnswer; readonly values: MarketPlace }) {
  const { result } = answer;
  const names = [...new Set(result.rows.flatMap(({ party }) => party ?? []))];
  const sources = new Set(result.rows.map(({ source }) => source)).size;
  return (
    <>
      <Elsewhere words={values.product} />
      {result.rows.length === 0 ? (
        <NoFigures />
      ) : (
        <>
          <p>
            <button type="button" class="figure-button" onClick={() => explainFigure(marketFigure(values))}>
              {result.rows.length}
            </button>{" "}
            {result.rows.length === 1 ? "figure" : "figures"} by {sources} {sources === 1 ? "source" : "sources"}, each
            by itself.
          </p>
          <MarketCapacity result={result} values={values} />
          <MarketMakers result={result} values={values} />
          <MarketRanking result={result} values={values} />
          <MarketStocks makers={names} />
          <MarketCosts result={result} values={values} />
          <OtherFigures name="market" tables={otherTables(result, SHOWN)} />
          <MarketRows result={result} values={values} />
          <AnswerFiles
            name="market"
            write={(format) =>
              fileAt(client.value.urlOf("capacity", { ...marketQuestion(values) }, { ...settings(), format }))
            }
          />
        </>
      )}
      <Warnings warnings={answer.warnings} />
    </>
  );
}

/** Below it a word says too little of a code. */
const LEAST_SCORE = 0.5;

/** The same subject elsewhere, under the codes that the product's words stand for. */
function Elsewhere({ words }: { readonly words: string }) {
  const asked = useQuestion("classify", words === "" ? null : { text: words, top: 2 }, {}, (given, signal) =>
    client.value.classify(given, { signal }),
  );
  const codes = (asked.value.value?.result.candidates ?? []).filter(({ score }) => Number(score) >= LEAST_SCORE);
  return <MarketLinks here="/market" about={words} codes={codes} />;
}

function NoFigures() {
  return (
    <section>
      <p>
        No figure of capacity, production, sales or inventory is held of it. Tables of plants and makers go in by{" "}
        <code>headwater import FILE --as capacities</code>, those of the Geological Surveys as they are; packs come with
        the package:
      </p>
      <pre>headwater import examples/minerals/*.csv</pre>
      <WorkedMarkets />
    </section>
  );
}

const WORKED: readonly (readonly [string, string, Partial<MarketPlace>])[] = [
  [
    "Who makes anode material, and what is being built?",
    "The six listed makers of China in 2024, their plants abroad, and whether their stocks and flows agree",
    { product: "anode" },
  ],
  [
    "Whose is the anode capacity abroad?",
    "The same capacity by the country that controls it in the end",
    { product: "anode", apart: "control" },
  ],
  ["What stands and what is built in Indonesia?", "Every product that a source names there", { country: "ID" }],
];

function WorkedMarkets() {
  return (
    <>
      <p>Say a product by a word of its name, or a country, or begin with one of these.</p>
      <ul class="questions">
        {WORKED.map(([question, about, values]) => (
          <li key={question}>
            <a href={marketAddress(values)}>{question}</a>
            <span class="muted">{about}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
