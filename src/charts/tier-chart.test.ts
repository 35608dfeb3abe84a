import fc from "fast-check";
import { expect, test } from "vitest";
import { placeLabels, placeSegments, type TierChart, tierChartSvg } from "./tier-chart.ts";

const part = (label: string, share: number) => ({
  label,
  share,
  shareText: `${(share * 100).toFixed(1)} %`,
  detail: `USD ${Math.round(share * 1000)}`,
});

const chart: TierChart = {
  title: "Who stands behind US imports of permanent magnets",
  description: "China sends 74.5 % of the value of tier 1.",
  source: "CEPII BACI 2024",
  tiers: [
    {
      tier: 1,
      caption: "USD 1,000",
      parts: [part("China", 0.745), part("Japan", 0.1), part("Germany", 0.05), part("9 others", 0.105)],
    },
    { tier: 2, caption: "no value", parts: [] },
  ],
};

test("segments fill the bar and never overlap", () => {
  const segments = placeSegments(chart.tiers[0]?.parts ?? []);
  for (const [at, segment] of segments.slice(1).entries()) {
    const before = segments[at];
    expect(segment.x).toBeCloseTo((before?.x ?? 0) + (before?.width ?? 0));
  }
  const last = segments.at(-1);
  expect((last?.x ?? 0) + (last?.width ?? 0)).toBeCloseTo(816);
});

test("labels of small neighbours go to different lanes and stay inside the picture", () => {
  const many = [0.5, 0.08, 0.08, 0.08, 0.26].map((share, at) => part(`Country number ${at}`, share));
  const labels = placeLabels(placeSegments(many));
  expect(new Set(labels.map((label) => label.lane)).size).toBeGreaterThan(1);
  for (const label of labels) expect(label.end).toBeLessThanOrEqual(816);
});

test("the largest part always has its label, no labels overlap and no line crosses one", () => {
  const shares = fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(shares, (weights) => {
      const total = weights.reduce((sum, weight) => sum + weight, 0);
      const parts = weights.sort((a, b) => b - a).map((weight, at) => part(`Country ${at}`, weight / total));
      const labels = placeLabels(placeSegments(parts));
      expect(labels.some((label) => label.text.startsWith("Country 0"))).toBe(true);
      for (const [at, a] of labels.entries()) {
        for (const b of labels.slice(at + 1)) {
          if (a.lane === b.lane) expect(a.end <= b.x || b.end <= a.x).toBe(true);
          const [deep, shallow] = a.lane > b.lane ? [a, b] : [b, a];
          if (deep.lane > shallow.lane) expect(deep.anchor <= shallow.x || deep.anchor >= shallow.end).toBe(true);
        }
      }
    }),
  );
});

test("names from the data cannot leave their place in the picture", () => {
  const hostile = { ...chart, tiers: [{ tier: 1, caption: "", parts: [part('<script>&"\u0000', 1)] }] };
  const svg = tierChartSvg(hostile);
  expect(svg).toContain("&lt;script&gt;&amp;&quot;");
  expect(svg).not.toContain("<script>");
  expect(svg).not.toContain("\u0000");
});

test("draws each tier once, labelled, with colours for light and dark paper", () => {
  expect(tierChartSvg(chart)).toMatchInlineSnapshot(`
    "<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 840 256" width="840" height="256" role="img" lang="en" aria-labelledby="chart-title chart-description">
    <title id="chart-title">Who stands behind US imports of permanent magnets</title>
    <desc id="chart-description">China sends 74.5 % of the value of tier 1.</desc>
    <style>text{font:13px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;font-variant-numeric:tabular-nums}.title{font-size:16px;font-weight:600}.strong{font-weight:600}rect{stroke-width:1.5}.line{fill:none;stroke-width:1}.paper{fill:#FFFFFF}text{fill:#1A1D21}.muted{fill:#5B626B}.line{stroke:#5B626B}rect{stroke:#FFFFFF}.tier1{fill:#C28600}.tier2{fill:#009E73}@media (prefers-color-scheme:dark){.paper{fill:#111418}text{fill:#E8EAED}.muted{fill:#A3ABB5}.line{stroke:#A3ABB5}rect{stroke:#111418}.tier1{fill:#E69F00}.tier2{fill:#1FB58C}}</style>
    <rect class="paper" width="100%" height="100%"/>
    <text class="title" x="24" y="32">Who stands behind US imports of permanent magnets</text>
    <g>
    <text x="24" y="68"><tspan class="strong">Tier 1</tspan><tspan class="muted" dx="8">USD 1,000</tspan></text>
    <rect class="tier1" x="24" y="76" width="590.04" height="30"><title>China: USD 745</title></rect>
    <rect class="tier1" x="614.04" y="76" width="79.2" height="30"><title>Japan: USD 100</title></rect>
    <rect class="tier1" x="693.24" y="76" width="39.6" height="30"><title>Germany: USD 50</title></rect>
    <rect class="tier1" x="732.84" y="76" width="83.16" height="30"><title>9 others: USD 105</title></rect>
    <text x="24" y="123">China 74.5 %</text>
    <path class="line" d="M616.04 106V157"/><text x="618.04" y="159">Japan 10.0 %</text>
    <path class="line" d="M695.24 106V139"/><text x="697.24" y="141">Germany 5.0 %</text>
    <text x="701.34" y="123">9 others 10.5 %</text>
    </g>
    <g>
    <text x="24" y="196"><tspan class="strong">Tier 2</tspan><tspan class="muted" dx="8">no value</tspan></text>
    <text class="muted" x="24" y="218">no value in the data</text>
    </g>
    <text class="muted" x="24" y="240">CEPII BACI 2024</text>
    </svg>
    "
  `);
});
