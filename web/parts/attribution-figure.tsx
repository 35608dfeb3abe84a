import { type BarChartOptions, barChart, barChartSvg } from "../../src/charts/bar-chart.ts";
import type { Answer, Result } from "../../src/client/client.ts";
import type { Table } from "../../src/render/document.ts";
import { writeShare } from "../../src/render/scale.ts";
import { attributionLead, attributionTitle, LENS_WORDS } from "../../src/render/views/attribution.ts";
import { controlTables } from "../../src/render/views/attribution-control.ts";
import { sourceWords } from "../../src/render/views/trade-words.ts";
import { useQuestion } from "../state/answers.ts";
import { attributionQuestion, type ChainPlace, changeChain } from "../state/chain-question.ts";
import { settings } from "../state/everywhere.ts";
import { writeReference } from "../state/reference.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { useWidth } from "./element-width.ts";
import { ChoiceField } from "./fields.tsx";
import { Problem, Warnings } from "./problem.tsx";
import { SvgPicture } from "./svg-picture.tsx";

type Attribution = Result<"trace", { method: "attribution" }>;

const LEAST_WIDTH = 320;

type AttributionQuestion = NonNullable<ReturnType<typeof attributionQuestion>>;

/** Where each dollar was added, with the least and the greatest share that the data allow. */
export function AttributionFigure({ values }: { readonly values: ChainPlace }) {
  const question = attributionQuestion(values);
  const asked = useQuestion(
    "attribution",
    question,
    settings(),
    (given, signal): Promise<Answer<Attribution>> => client.value.trace(given, { ...settings(), signal }),
  );
  const { value, problem, waiting } = asked.value;
  if (question === null) return <p>Where value was added is asked upwards: choose the direction “Up”.</p>;
  return (
    <>
      <LensChoice values={values} />
      {problem === null ? null : <Problem problem={problem} />}
      {value === null ? (
        <p role="status">{waiting ? "Following each dollar …" : ""}</p>
      ) : (
        <div class={waiting ? "waiting" : undefined} aria-busy={waiting}>
          <Warnings warnings={value.warnings} />
          <Bands result={value.result} question={question} />
          {value.result.lens === "control" ? <ControlTables result={value.result} /> : null}
        </div>
      )}
    </>
  );
}

/** By whose country value is told apart: of the place that made it, or of who controls the maker in the end. */
function LensChoice({ values }: { readonly values: ChainPlace }) {
  return (
    <div class="inline-form">
      <ChoiceField
        label="Value is told apart by"
        value={values.lens}
        choices={[
          ["origin", values.by === "party" ? "Company that added it" : "Country where it was added"],
          ["control", "Country of ultimate control over who added it"],
        ]}
        onChange={(lens) => changeChain({ lens }, { replace: true })}
      />
      {values.lens === "control" ? (
        <p class="muted about">
          Control is followed up the stakes that are recorded on the day, to the country where the chain of owners ends.
          A party without a recorded owner counts to its own country; where ranges of stakes leave it open, it stands as
          open.
        </p>
      ) : null}
    </div>
  );
}

/** What is made elsewhere than it is controlled, and by which stakes. */
function ControlTables({ result }: { readonly result: Attribution }) {
  const tables = controlTables(result).filter((block) => block.kind === "table");
  return (
    <>
      {tables.map((table, at) => (
        <ChartFigure
          key={table.title}
          name={`control-${at + 1}`}
          title={table.title ?? "Control"}
          caption={`${table.rows.length} ${table.rows.length === 1 ? "line" : "lines"}.`}
          table={table}
        />
      ))}
    </>
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
      { name: "label", label: LENS_WORDS[result.lens], type: "text" },
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

function Bands({ result, question }: { readonly result: Attribution; readonly question: AttributionQuestion }) {
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
