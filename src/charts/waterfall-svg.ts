import { type ChartText, framedSvg, hatchName, type SvgOptions, TEXT_SIZE } from "./chart-frame.ts";
import { ACCENT, INK, MUTED } from "./colours.ts";
import { coordinate as c, escapeXml, fitText } from "./svg.ts";
import type { PlacedStep, Waterfall } from "./waterfall.ts";

function stepMarks(step: PlacedStep, narrow: boolean, hatch: string): string {
  const { labelAt, textAt } = step;
  const bar = `x="${c(step.x)}" y="${c(step.y)}" width="${c(step.width)}" height="${c(step.height)}"`;
  const weight = step.part === "layer" ? "" : " strong";
  const name = fitText(step.label, TEXT_SIZE, labelAt.width);
  return [
    `<g><title>${escapeXml(`${step.label}: ${step.valueText}`)}</title>`,
    `<text class="halo${weight}" x="${c(labelAt.x)}" y="${c(labelAt.y)}" text-anchor="${narrow ? "start" : "end"}">${escapeXml(name)}</text>`,
    `<rect class="${step.part}" ${bar}/>`,
    step.hatched ? `<rect fill="url(#${hatch})" ${bar}/>` : "",
    `<text class="halo${weight}" x="${c(textAt.x)}" y="${c(textAt.y)}"${narrow ? ' text-anchor="end"' : ""}>${escapeXml(step.valueText)}</text></g>`,
  ].join("");
}

/** A waterfall as self-contained SVG. */
export function waterfallSvg(chart: Waterfall, text: ChartText, options: SvgOptions = {}): string {
  const { foot, left, legend, narrow } = chart;
  const hatch = hatchName(options);
  const grid = chart.ticks.map(
    ({ x, text: words }, at) =>
      `<path class="axis" d="M${c(x)} 0V${c(foot)}"/>` +
      `<text class="muted small" x="${c(x)}" y="${c(foot + 16)}" text-anchor="${at === 0 ? "start" : at === chart.ticks.length - 1 ? "end" : "middle"}">${escapeXml(words)}</text>`,
  );
  const joins = chart.joins.map(({ x, from, to }) => `<path class="join" d="M${c(x)} ${c(from)}V${c(to)}"/>`);
  const at = chart.height - 8;
  const key =
    legend === null
      ? ""
      : `<rect class="layer" x="${c(left)}" y="${c(at - 11)}" width="24" height="12"/>` +
        `<rect fill="url(#${hatch})" x="${c(left)}" y="${c(at - 11)}" width="24" height="12"/>` +
        `<text class="small" x="${c(left + 32)}" y="${c(at)}">${escapeXml(legend)}</text>`;
  return framedSvg(
    {
      text,
      width: chart.width + 48,
      height: chart.height + 8,
      hatched: true,
      rules: (mode) => [
        `.base{fill:${MUTED[mode]}}`,
        `.layer{fill:${ACCENT[mode]}}`,
        `.total{fill:${INK[mode]}}`,
        `.join{fill:none;stroke:${MUTED[mode]};stroke-width:1;stroke-dasharray:2 2}`,
      ],
      body: [
        '<g transform="translate(24 4)">',
        ...grid,
        ...joins,
        ...chart.steps.map((step) => stepMarks(step, narrow, hatch)),
        key,
        "</g>",
      ]
        .filter((line) => line !== "")
        .join("\n"),
    },
    options,
  );
}
