import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { stepChart, stepChartSvg } from "../../../src/charts/step-chart.ts";
import { groupThousands } from "../../../src/render/scale.ts";
import { curveTable } from "../../../src/render/views/agreement-chain.ts";
import type { AgreementNode } from "../../state/agreement-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { BlockView } from "../document-view.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { nodeName } from "./coverage-by-stage.tsx";

const whole = (value: number): string => groupThousands(String(Math.round(value)));

/** What plants in members ask for a tonne in the last year, with the demand and the reference; nothing where no price is known. */
export function NodePrice({ node }: { readonly node: AgreementNode }) {
  const { reference } = node;
  const last = reference?.years.at(-1);
  const demand = node.years.find(({ year }) => year === last?.year)?.demand ?? node.years.at(-1)?.demand ?? null;
  const [table] = curveTable(node);
  if (reference === null || table === undefined || table.rows.length === 0) return null;
  if (last === undefined || demand === null) return <BlockView block={table} name="agreement" />;
  const unit = `${reference.currency} a ${reference.unit}, ${reference.terms}`;
  const when = last.year === null ? "" : ` in ${last.year}`;
  const title = `Cost curve${when}, ${nodeName(node)}`;
  const caption = chartCaption(
    last.central === null
      ? `Plants in members do not cover the demand${when}: ${whole(Number(last.unmet))} ${reference.unit} are missing`
      : `The reference${when} is ${whole(Number(last.central))} ${unit}, set by ${last.marginal ?? "the last plant needed"}${last.next === null ? "" : `; next is ${last.next}`}`,
    ["Width is supply a year, height what a plant asks; hatched plants are new"],
  );
  const draw: DrawPicture = (width, options) =>
    stepChartSvg(
      stepChart(
        reference.curve.map(({ name, status, price, supply }) => ({
          label: name,
          price: Number(price),
          low: null,
          high: null,
          supply: Number(supply),
          existing: status === "existing",
        })),
        {
          width,
          height: 330 + reference.curve.length * 18,
          demand: Number(demand),
          reference: last.central === null ? null : Number(last.central),
          writePrice: whole,
          writeSupply: whole,
          priceLabel: unit,
          supplyLabel: `${reference.unit} a year`,
        },
      ),
      { title, description: caption, source: "" },
      options,
    );
  return (
    <ChartFigure
      name={`cost-curve-${node.product.code}`}
      title={title}
      caption={caption}
      table={table}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} label={caption} />
    </ChartFigure>
  );
}
