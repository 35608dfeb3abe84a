import { chartCaption } from "../../../src/charts/chart-caption.ts";
import { type TornadoBar, tornado, tornadoSvg } from "../../../src/charts/tornado.ts";
import type { Table } from "../../../src/render/document.ts";
import { figureCell } from "../../../src/render/views/whatif-figure.ts";
import type { Tornado } from "../../state/whatif-question.ts";
import { ChartFigure } from "../chart-figure.tsx";
import { type DrawPicture, FILE_WIDTH, FittedPicture } from "../fitted-picture.tsx";
import { shortAmount } from "../short-amount.ts";

interface TornadoFigureProps {
  readonly tornado: Tornado;
  /** Who is to be cited. */
  readonly source: string;
}

const numberOf = (text: string | null): number | null => (text === null ? null : Number(text));

const barsOf = ({ runs }: Tornado): readonly TornadoBar[] =>
  runs.map((run) => ({
    label: run.assumption,
    low: numberOf(run.atLow),
    high: numberOf(run.atHigh),
    lowText: run.low,
    highText: run.high,
  }));

function tableOf({ figure, unit, runs }: Tornado): Table {
  const type = unit === "USD" ? "usd" : "number";
  const of = unit === "USD" ? {} : { unit };
  return {
    kind: "table",
    title: figure,
    columns: [
      { name: "assumption", label: "Assumption", type: "text" },
      { name: "low", label: "At its low", type: "text" },
      { name: "at_low", label: "The figure then", type, ...of },
      { name: "high", label: "At its high", type: "text" },
      { name: "at_high", label: "The figure then", type, ...of },
    ],
    rows: runs.map((run) => [run.assumption, run.low, run.atLow, run.high, run.atHigh]),
  };
}

const wordsOf = (unit: Tornado["unit"], value: string | null): string => figureCell(value, unit) ?? "no figure";

/** One figure of the answer, with each assumption in turn at its low and its high. */
export function TornadoFigure({ tornado: given, source }: TornadoFigureProps) {
  const { figure, unit, base, runs } = given;
  const [most] = runs;
  const title = `What moves the ${figure}`;
  if (most === undefined) {
    return (
      <section>
        <h2>{title}</h2>
        <p>None of the assumptions that were moved changes it: it stays {wordsOf(unit, base)}.</p>
      </section>
    );
  }
  const caption = chartCaption(
    `It is ${wordsOf(unit, base)}; the ${most.assumption} moves it most: ${wordsOf(unit, most.atLow)} at ${most.low}, ${wordsOf(unit, most.atHigh)} at ${most.high}`,
    ["One assumption at a time, all others as they are; the ends are assumed themselves"],
  );
  const draw: DrawPicture = (width, options) => {
    const writeTick = (change: number) => `${change > 0 ? "+" : ""}${shortAmount(change)}`;
    const chart = tornado(barsOf(given), { width, centre: Number(base), writeTick });
    const text = { title: `${title}, ${unit}`, description: caption, source: `Source: ${source}` };
    return tornadoSvg(chart, text, options);
  };
  return (
    <ChartFigure
      name={`tornado-${unit.toLowerCase()}`}
      title={title}
      caption={caption}
      table={tableOf(given)}
      svg={() => draw(FILE_WIDTH, {})}
    >
      <FittedPicture draw={draw} />
    </ChartFigure>
  );
}
