import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { COUNTRIES } from "../vocab/country.ts";
import { flowMap, type WorldAtlas } from "./flow-map.ts";
import { membersMapSvg } from "./members-map.ts";

const atlas = createRequire(import.meta.url)("world-atlas/countries-110m.json") as WorldAtlas;
const places = COUNTRIES.map(({ code, numeric, name }) => ({ key: code, numeric, label: name }));
const map = flowMap({ atlas, places, flows: [{ from: "CN", to: "US", value: 3 }] }, { width: 600, height: 300 });
const text = { title: "Members", description: "Who is in.", source: "" };

test("each category has a filling of its own, counted in the legend, and a country stands in the first that holds it", () => {
  const svg = membersMapSvg(
    map,
    [
      { label: "Blocs", fill: "full", keys: new Set(["US", "CA"]) },
      { label: "Partners <b>", fill: "hatched", keys: new Set(["JP", "US"]) },
      { label: "Nobody", fill: "light", keys: new Set() },
    ],
    text,
  );
  expect([...svg.matchAll(/<title>([^<]+)<\/title>/g)].map(([, name]) => name).sort()).toEqual([
    "Canada: Blocs",
    "Japan: Partners &lt;b&gt;",
    "United States: Blocs",
  ]);
  expect(svg).toContain("Blocs (2)");
  expect(svg).not.toContain("Nobody");
  expect(svg.match(/class="arc"/g)).toHaveLength(1);
});
