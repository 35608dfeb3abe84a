import { barChart, barChartSvg } from "../../src/charts/bar-chart.ts";
import type { Result } from "../../src/client/client.ts";
import { writeShare, writeUsd } from "../../src/render/scale.ts";
import { inSentence, shortProduct, sourceWords } from "../../src/render/views/trade-words.ts";
import { formatHs } from "../../src/vocab/hs-code.ts";
import { useAsked } from "../state/answers.ts";
import { settings } from "../state/everywhere.ts";
import { writeReference } from "../state/reference.ts";
import { client } from "../state/server.ts";
import { ChartFigure } from "./chart-figure.tsx";
import { CoverageNotes } from "./coverage-notes.tsx";
import { CountryField, CountryList } from "./fields.tsx";
import { Problem, Warnings } from "./problem.tsx";
import { ProductField } from "./product-field.tsx";
import { SvgPicture } from "./svg-picture.tsx";

type Coverage = Result<"coverage">;

interface CoverageProps {
  readonly product: string;
  readonly to: string;
  readonly onChange: (changes: { product?: string; to?: string }) => void;
}

/** How much of official imports the shipments of the store explain. */
export function CoverageFigure({ product, to, onChange }: CoverageProps) {
  const question = product === "" || to === "" ? null : { product, to };
  const asked = useAsked(question === null ? null : `coverage ${JSON.stringify([question, settings()])}`, (signal) =>
    client.value.coverage(question ?? { product: "", to: "" }, { ...settings(), signal }),
  );
  const { value, problem, waiting } = asked.value;
  return (
    <>
      <form class="inline-form" aria-label="Coverage" onSubmit={(event) => event.preventDefault()}>
        <CountryList />
        <ProductField label="Product" value={product} onChange={(code) => onChange({ product: code })} />
        <CountryField label="Imported by" value={to} onChange={(code) => onChange({ to: code })} />
      </form>
      {question === null ? (
        <p>
          Bills of lading never show all trade. Where the store holds both bills and official statistics, this compares
          them, year by year: say a product and who imports it.
        </p>
      ) : null}
      {problem === null ? null : <Problem problem={problem} />}
      {waiting ? <p role="status">Comparing …</p> : null}
      {value === null || question === null ? null : (
        <>
          <Warnings warnings={value.warnings} />
          <Years result={value.result} question={question} />
          <CoverageNotes answer={value} />
        </>
      )}
    </>
  );
}

function finding({ total, importer, product }: Coverage): string {
  const what = `imports of HS ${formatHs(product.code)} by ${inSentence(importer.label)}`;
  if (total.ratio === null || total.officialUsd === null) return `No official statistics of ${what} are in the store.`;
  return `The shipments explain ${writeShare(total.ratio)} of the ${writeUsd(total.officialUsd)} of official ${what}.`;
}

function pictureOf(result: Coverage, caption: string): string {
  const ratio = (value: string | null) => Number(value ?? 0);
  const bars = result.years.map((year) => ({
    label: year.year,
    value: ratio(year.ratio),
    estimated: ratio(year.ratio) - ratio(year.observedRatio),
    valueText: year.ratio === null ? "—" : writeShare(year.ratio),
  }));
  const chart = barChart(bars, { width: 720, writeTick: (value) => `${Math.round(value * 100)} %` });
  const title = `Coverage of HS ${formatHs(result.product.code)} (${shortProduct(result.product.label)})`;
  return barChartSvg(chart, { title, description: caption, source: `Source: ${sourceWords(result.dataset)}` });
}

function Years({
  result,
  question,
}: {
  readonly result: Coverage;
  readonly question: { product: string; to: string };
}) {
  const caption = finding(result);
  const reference = writeReference({ operation: "coverage", question, path: [] });
  return (
    <ChartFigure
      name={`coverage-${result.product.code}`}
      title="Coverage by year"
      caption={caption}
      table={{
        kind: "table",
        title: "Coverage by year",
        columns: [
          { name: "year", label: "Year", type: "text" },
          { name: "rows", label: "Shipments", type: "count" },
          { name: "usd", label: "Their value", type: "usd" },
          { name: "estimated_usd", label: "of it estimated", type: "usd" },
          { name: "official_usd", label: "Official", type: "usd" },
          { name: "ratio", label: "Explained", type: "share" },
          { name: "observed_ratio", label: "by stated values", type: "share" },
          { name: "weight_ratio", label: "by weight", type: "share" },
        ],
        rows: result.years.map((year) => [
          year.year,
          year.rows,
          year.usd,
          year.estimatedUsd,
          year.officialUsd,
          year.ratio,
          year.observedRatio,
          year.weightRatio,
        ]),
      }}
      tableProps={{ reference: () => reference }}
      svg={() => pictureOf(result, caption)}
    >
      <SvgPicture svg={pictureOf(result, caption)} />
    </ChartFigure>
  );
}
