import { type BarChartOptions, barChart, barChartSvg } from "../../src/charts/bar-chart.ts";
import type { Answer, Result } from "../../src/client/client.ts";
import type { Table } from "../../src/render/document.ts";
import { writeShare } from "../../src/render/scale.ts";
import { attributionLead, attributionTitle } from "../../src/render/views/attribution.ts";
import { sourceWords } from "../../src/render/views/trade-words.ts";
import { useAsked } from "../state/answers.ts";
import { type ChainPlace, traceQuestion } from "../state/chain-question.ts";
import { settings } from "../state/everywhere.ts";
import { writeReference } from "../state/reference.ts";
import type { Question } from "../state/reproduce.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { useWidth } from "./element-width.ts";
import { Problem, Warnings } from "./problem.tsx";
import { SvgPicture } from "./svg-picture.tsx";

type Attribution = Result<"trace", { method: "attribution" }>;

const LEAST_WIDTH = 320;

/** The chain's question put to the method of attribution, which divides by country or company and looks up alone. */
function attributionQuestion(values: ChainPlace): Question | null {
  if (values.direction === "down") return null;
  const { minShare: _share, ...question } = traceQuestion(values) as Record<string, unknown>;
  return { ...question, method: "attribution" };
}

/** Where each dollar was added, with the least and the greatest share that the data allow. */
export function AttributionFigure({ values }: { readonly values: ChainPlace }) {
  const question = attributionQuestion(values);
  const key = question === null ? null : `attribution ${JSON.stringify([question, settings()])}`;
  const asked = useAsked(key, async (signal) => {
    const answer = await client.value.trace(question as never, { ...settings(), signal });
    return answer as Answer as Answer<Attribution>;
  });
  const { value, problem, waiting } = asked.value;
  if (question === null) return <p>Where value was added is asked upwards: choose the direction “Up”.</p>;
  if (problem !== null) return <Problem problem={problem} />;
  if (value === null) return <p role="status">{waiting ? "Following each dollar …" : ""}</p>;
  return (
    <div class={waiting ? "waiting" : undefined}>
      <Warnings warnings={value.warnings} />
      <Bands result={value.result} question={question} />
    </div>
  );
}

function bandsTable(result: Attribution): Table {
  const { by, others, untraced } = result;
  const rest = [
    ...(others.count === 0 ? [] : [[null, `${others.count} others`, others.share, null, null, others.usd]]),
    [null, "untraced", untraced.share, null, null, untraced.usd],
  ];
  return {
    kind: "table",
    title: "Value added",
    columns: [
      { name: "key", label: "Key", type: "code" },
      { name: "label", label: result.lens === "party" ? "Company" : "Country", type: "text" },
      { name: "share", label: "Share", type: "share" },
      { name: "low", label: "Lowest", type: "share" },
      { name: "high", label: "Highest", type: "share" },
      { name: "usd", label: "Value", type: "usd" },
    ],
    rows: [...by.map((line) => [line.key, line.label, line.share, line.low, line.high, line.usd]), ...rest],
  };
}

const percent = (value: number): string => `${Math.round(value * 100)} %`;

function pictureOf(
  result: Attribution,
  width: number,
  text: { title: string; description: string; source: string },
): string {
  const { by, others, untraced } = result;
  const options: BarChartOptions = {
    width,
    writeTick: percent,
    most: 1,
    bandLabel: "least to greatest share that the data allow",
  };
  const rest = (label: string, share: string) => ({ label, value: Number(share), valueText: writeShare(share) });
  const bars = [
    ...by.map(({ label, share, low, high }) => ({
      ...rest(label, share),
      ...(low === null || high === null ? {} : { low: Number(low), high: Number(high) }),
    })),
    ...(others.count === 0 ? [] : [rest(`${others.count} others`, others.share)]),
    rest("untraced", untraced.share),
  ];
  return barChartSvg(barChart(bars, options), text);
}

function Bands({ result, question }: { readonly result: Attribution; readonly question: Question }) {
  const { ref, width } = useWidth<HTMLDivElement>();
  const caption = attributionLead(result);
  const text = {
    title: attributionTitle(result),
    description: caption,
    source: `Source: ${sourceWords(result.dataset)}`,
  };
  return (
    <div ref={ref}>
      <ChartFigure
        name={`value-added-${result.root.products[0]?.code ?? "bill"}`}
        title="Where value was added"
        caption={`${caption} The line shows the least and the greatest share that the data allow; read the band, not the centre.`}
        table={bandsTable(result)}
        tableProps={{
          reference: (row, column) => {
            const key = result.by[row]?.key;
            const path = key === undefined ? null : ["by", key, column.name];
            return path === null ? null : writeReference({ operation: "trace", question, path });
          },
        }}
        svg={() => pictureOf(result, 840, text)}
      >
        {width.value === 0 ? null : (
          <SvgPicture svg={pictureOf(result, Math.max(LEAST_WIDTH, Math.min(1000, width.value - 48)), text)} />
        )}
      </ChartFigure>
    </div>
  );
}
