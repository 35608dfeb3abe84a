import { useId, useRef } from "preact/hooks";
import { fitText } from "../../src/charts/svg.ts";
import type { PlacedStep, Waterfall } from "../../src/charts/waterfall.ts";

interface WaterfallChartProps {
  readonly chart: Waterfall;
  readonly label: string;
  /** Called with the id of a step that is clicked or entered. */
  readonly onStep: (id: string) => void;
}

const TEXT = 13;

/** A waterfall to point at and to walk: up and down go along the steps, Enter asks where one comes from. */
export function WaterfallChart({ chart, label, onStep }: WaterfallChartProps) {
  const svg = useRef<SVGSVGElement>(null);
  const hatch = useId();
  const go = (from: EventTarget | null, key: string): boolean => {
    const marks = [...(svg.current?.querySelectorAll<SVGElement>("[data-step]") ?? [])];
    const at = marks.indexOf((from as Element).closest("[data-step]") as SVGElement);
    const next = { ArrowDown: at + 1, ArrowRight: at + 1, ArrowUp: at - 1, ArrowLeft: at - 1, Home: 0, End: -1 }[key];
    if (next === undefined || at < 0) return false;
    const mark = key === "End" ? marks.at(-1) : marks[next];
    if (mark === undefined) return true;
    for (const each of marks) each.setAttribute("tabindex", each === mark ? "0" : "-1");
    mark.focus();
    return true;
  };
  return (
    <svg
      ref={svg}
      class="waterfall"
      viewBox={`0 0 ${chart.width} ${chart.height}`}
      role="group"
      aria-label={`${label} Arrow keys go along the steps; Enter says where one comes from.`}
      onKeyDown={(event) => {
        const step = (event.target as Element).closest<SVGElement>("[data-step]")?.dataset.step;
        if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
        if (event.key === "Enter" || event.key === " ") onStep(step);
        else if (!go(event.target, event.key)) return;
        event.preventDefault();
      }}
    >
      <defs>
        <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect class="stripe" width="2.5" height="6" />
        </pattern>
      </defs>
      <g aria-hidden="true">
        {chart.ticks.map(({ x, text }, at) => (
          <g key={text}>
            <path class="axis" d={`M${x} 0V${chart.foot}`} />
            <text
              class="muted"
              x={x}
              y={chart.foot + 16}
              text-anchor={at === 0 ? "start" : at === chart.ticks.length - 1 ? "end" : "middle"}
            >
              {text}
            </text>
          </g>
        ))}
        {chart.joins.map(({ x, from, to }, at) => (
          <path key={at} class="join" d={`M${x} ${from}V${to}`} />
        ))}
      </g>
      {chart.steps.map((step, at) => (
        <Step key={step.id} step={step} first={at === 0} hatch={hatch} onStep={onStep} />
      ))}
      <Texts steps={chart.steps} narrow={chart.narrow} />
      {chart.legend === null ? null : (
        <g aria-hidden="true">
          <rect class="layer" x={chart.left} y={chart.height - 19} width={24} height={12} />
          <rect fill={`url(#${hatch})`} x={chart.left} y={chart.height - 19} width={24} height={12} />
          <text x={chart.left + 32} y={chart.height - 8}>
            {chart.legend}
          </text>
        </g>
      )}
    </svg>
  );
}

interface StepProps {
  readonly step: PlacedStep;
  readonly first: boolean;
  readonly hatch: string;
  readonly onStep: (id: string) => void;
}

function Step({ step, first, hatch, onStep }: StepProps) {
  const { x, y, width, height } = step;
  const words = `${step.label}: ${step.valueText} USD${step.hatched ? ", preliminary or refundable" : ""}`;
  return (
    <g data-step={step.id} tabindex={first ? 0 : -1} role="button" aria-label={words} onClick={() => onStep(step.id)}>
      <title>{words}</title>
      <rect class="target" x={0} y={step.top} width="100%" height={step.row} />
      <rect class={`step ${step.part}`} x={x} y={y} width={width} height={height} />
      {step.hatched ? <rect fill={`url(#${hatch})`} x={x} y={y} width={width} height={height} /> : null}
    </g>
  );
}

/** What is read beside the marks; the marks themselves say the same to readers of the screen. */
function Texts({ steps, narrow }: Pick<Waterfall, "steps" | "narrow">) {
  return (
    <g class="texts" aria-hidden="true">
      {steps.map(({ id, part, label, valueText, labelAt, textAt }) => (
        <g key={id} class={part === "layer" ? undefined : "strong"}>
          <text class="halo" x={labelAt.x} y={labelAt.y} text-anchor={narrow ? "start" : "end"}>
            {fitText(label, TEXT, labelAt.width)}
          </text>
          <text class="halo" x={textAt.x} y={textAt.y} text-anchor={narrow ? "end" : "start"}>
            {valueText}
          </text>
        </g>
      ))}
    </g>
  );
}
