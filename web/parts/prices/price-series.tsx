import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { groupThousands } from "../../../src/render/scale.ts";
import { listTable, pointTable, priceNotes, pricesChart } from "../../../src/render/views/prices.ts";
import { useQuestion } from "../../state/answers.ts";
import { settings } from "../../state/everywhere.ts";
import {
  changePrices,
  type PricesPlace,
  pricesAddress,
  type SeriesAnswer,
  seriesQuestion,
} from "../../state/prices-question.ts";
import { client } from "../../state/server.ts";
import { AnswerFiles, fileAt } from "../answer-files.tsx";
import { AskedPart } from "../asked-part.tsx";
import { ChartFigure } from "../chart-figure.tsx";
import { CoverageNotes } from "../coverage-notes.tsx";
import { BlockView } from "../document-view.tsx";
import { Controls, TextField } from "../fields.tsx";
import { HowComputed } from "../how-computed.tsx";
import { Warnings } from "../problem.tsx";
import { SeriesFigure } from "../series-figure.tsx";

/** Prices that sources state and the store holds: the list, and of those that are asked for every period. */
export function PriceSeries({ values }: { readonly values: PricesPlace }) {
  const question = seriesQuestion(values);
  const asked = useQuestion(
    "prices",
    question,
    settings(),
    (given, signal): Promise<SeriesAnswer> => client.value.prices(given, { ...settings(), explain: true, signal }),
  );
  return (
    <div class="with-controls">
      <Controls label="Prices of the store">
        <fieldset>
          <legend>Which</legend>
          <TextField
            label="Product, as its source calls it"
            value={values.product}
            placeholder="Nickel"
            onChange={(product) => changePrices({ product, series: "" })}
          />
          <TextField
            label="Series, by its name"
            value={values.series}
            onChange={(series) => changePrices({ series })}
          />
          <TextField label="From" type="date" value={values.since} onChange={(since) => changePrices({ since })} />
          <TextField label="Before" type="date" value={values.until} onChange={(until) => changePrices({ until })} />
        </fieldset>
        <fieldset>
          <legend>Brought to</legend>
          <TextField
            label="Unit of weight"
            value={values.unit}
            placeholder="t, kg, lb"
            onChange={(unit) => changePrices({ unit })}
          />
          <TextField
            label="Currency, by rates of the store"
            value={values.currency}
            placeholder="USD"
            onChange={(currency) => changePrices({ currency })}
          />
        </fieldset>
      </Controls>
      <div>
        <AskedPart asked={asked.value} working="Reading prices …" class="wordy">
          {(answer) => (
            <SeriesFound
              answer={answer}
              write={(format) => fileAt(client.value.urlOf("prices", question, { ...settings(), format }))}
            />
          )}
        </AskedPart>
      </div>
    </div>
  );
}

interface SeriesFoundProps {
  readonly answer: SeriesAnswer;
  readonly write: (format: "csv" | "xlsx") => Promise<Blob>;
}

function SeriesFound({ answer, write }: SeriesFoundProps) {
  const { series } = answer.result;
  const chart = pricesChart(series);
  const sources = [...new Set(series.flatMap(({ source }) => source ?? []))].join(", ");
  const list = listTable(series, true);
  const periods = new Map(series.flatMap(({ points }) => points.map(({ day, period }) => [day, period] as const)));
  return (
    <>
      <Warnings warnings={answer.warnings} />
      {series.length === 0 ? null : (
        <>
          {chart === null
            ? null
            : pointTable(series).map((table) => (
                <SeriesFigure
                  key="points"
                  name="prices"
                  title={chart.title}
                  finding={chartCaption(lastPrices(series), [chart.caption])}
                  period={(day) => periods.get(day) ?? day}
                  table={table}
                  series={chart.lines}
                  unit={chart.unit}
                  source={`Source: ${sources}`}
                />
              ))}
          <ChartFigure
            name="price-series"
            title="Series"
            caption="A name leads to its prices. Gaps are periods between the first and the last that have none."
            table={list}
            tableProps={{
              action: (row) => {
                const name = list.rows[row]?.[0];
                if (typeof name !== "string") return null;
                return { label: "Its prices", href: pricesAddress({ tab: "series", series: name }) };
              },
            }}
          />
          {priceNotes(series).map((block, at) => (
            <BlockView key={at} block={block} name="prices" />
          ))}
          <AnswerFiles name="prices" write={write} />
          <HowComputed answer={answer} />
        </>
      )}
      <CoverageNotes answer={answer} />
    </>
  );
}

const MOST_SAID = 3;

/** The last price of the first few series: "Nickel (World Bank): 14,671 USD a t in 2025-11". */
function lastPrices(series: SeriesAnswer["result"]["series"]): string {
  const said = series.slice(0, MOST_SAID).flatMap(({ series: name, latest, last, currency, unit }) => {
    if (latest === null) return [];
    const price = groupThousands(String(Math.round(Number(latest) * 100) / 100));
    return [`${name}: ${price} ${currency}${unit === null ? "" : ` a ${unit}`} in ${last}`];
  });
  return said.join("; ");
}
