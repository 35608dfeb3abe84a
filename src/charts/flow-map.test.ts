import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "vitest";
import { type FlowMapInput, flowMap, type MapPlace, type WorldAtlas } from "./flow-map.ts";
import { flowMapSvg, placeMapLabels } from "./flow-map-svg.ts";

const file = createRequire(import.meta.url).resolve("world-atlas/countries-110m.json");
const atlas = JSON.parse(readFileSync(file, "utf8")) as WorldAtlas;
const place = (key: string, numeric: string, label: string): MapPlace => ({ key, numeric, label });
const places = [
  place("US", "840", "United States"),
  place("CN", "156", "China"),
  place("JP", "392", "Japan"),
  place("DE", "276", "Germany"),
  place("SG", "702", "Singapore"),
  place("FR", "250", "France"),
  place("XX", "999", "Unknown"),
];
const size = { width: 900, height: 440 };
const across: FlowMapInput = {
  atlas,
  places,
  flows: [
    { from: "CN", to: "US", value: 700 },
    { from: "JP", to: "US", value: 200 },
    { from: "DE", to: "US", value: 50 },
    { from: "SG", to: "US", value: 30 },
    { from: "XX", to: "US", value: 20 },
  ],
  shading: new Map([
    ["CN", 700],
    ["JP", 200],
    ["DE", 50],
    ["SG", 30],
  ]),
};
const text = { title: "Where magnets come from", description: "Most come from China.", source: "BACI" };
const words = { value: (value: number) => `USD ${value}`, shading: "sold to the United States", tier: 1 };

describe("the map of flows", () => {
  test("puts the Pacific in the middle when the flows cross it, and the Atlantic when they do not", () => {
    expect(flowMap(across, size).centre).toBe("pacific");
    const atlantic = { ...across, flows: [{ from: "DE", to: "US", value: 1 }] };
    expect(flowMap(atlantic, size).centre).toBe("atlantic");
  });

  test("tears no arc of the best middle apart", () => {
    for (const arc of flowMap({ ...across, flows: across.flows.slice(0, 2) }, size).arcs) {
      expect(arc.path.match(/M/g)).toHaveLength(1);
    }
  });

  test("says how many flows are drawn, of how much of the value, and what has no place on it", () => {
    const map = flowMap(across, { ...size, largest: 2 });
    expect(map.shownText).toBe("2 of 5 flows, 90 % of value; not on the map: Unknown");
    expect(flowMap({ ...across, flows: [] }, size).shownText).toBe("no flows between countries");
    const nearly = {
      ...across,
      flows: [
        { from: "CN", to: "US", value: 9999 },
        { from: "JP", to: "US", value: 1 },
      ],
    };
    expect(flowMap(nearly, { ...size, largest: 1 }).shownText).toBe("1 of 2 flows, 99.9 % of value");
  });

  test("arcs are as wide as their value, largest first, and end where their countries are", () => {
    const { arcs } = flowMap(across, size);
    expect(arcs.map((arc) => arc.from)).toEqual(["CN", "JP", "DE", "SG"]);
    expect((arcs[0]?.width ?? 0) / (arcs[1]?.width ?? 1)).toBeCloseTo(3.5);
    expect(new Set(arcs.map((arc) => `${arc.end.x} ${arc.end.y}`)).size).toBe(1);
  });

  test("a country's point lies in its main land, not between it and its overseas parts", () => {
    const { points } = flowMap(
      { ...across, flows: [{ from: "FR", to: "DE", value: 1 }] },
      { ...size, centre: "atlantic" },
    );
    const [france, germany] = ["FR", "DE"].map((key) => points.find((point) => point.key === key));
    expect(Math.abs((france?.x ?? 0) - (germany?.x ?? 0))).toBeLessThan(30);
  });

  test("everything drawn is inside the box and is a number", () => {
    const map = flowMap(across, size);
    for (const { path } of [...map.countries, ...map.arcs]) {
      expect(path).not.toMatch(/NaN|Infinity/);
      for (const [, x, y] of path.matchAll(/[ML](-?[\d.]+),(-?[\d.]+)/g)) {
        expect(Number(x)).toBeGreaterThanOrEqual(0);
        expect(Number(x)).toBeLessThanOrEqual(size.width);
        expect(Number(y)).toBeGreaterThanOrEqual(0);
        expect(Number(y)).toBeLessThanOrEqual(size.height);
      }
    }
  });

  test("shades rise with the value, and countries without one stay blank", () => {
    const shade = (key: string) => flowMap(across, size).countries.find((country) => country.key === key)?.shade;
    expect(shade("CN")).toBe(5);
    expect(shade("JP") ?? 0).toBeGreaterThan(shade("DE") ?? 9);
    expect(shade("FR")).toBe(0);
  });

  test("no two names lie over each other", () => {
    const crowd = Array.from({ length: 40 }, (_, at) => ({
      key: `${at}`,
      label: `Country ${at}`,
      x: (at * 37) % 300,
      y: (at * 11) % 90,
      value: 1,
    }));
    const labels = placeMapLabels(crowd, 400, 40);
    expect(labels.length).toBeGreaterThan(5);
    for (const [at, a] of labels.entries()) {
      for (const b of labels.slice(at + 1)) {
        expect(a.x + a.width < b.x || b.x + b.width < a.x || Math.abs(a.y - b.y) >= 15).toBe(true);
      }
    }
  });

  test("is drawn as it was when it was looked at", async () => {
    await expect(flowMapSvg(flowMap(across, size), text, words)).toMatchFileSnapshot("snapshots/flow-map.svg");
  });

  test("names from the data cannot leave their place in the picture", () => {
    const evil = places.map((each) => ({ ...each, label: "</title><script>" }));
    expect(flowMapSvg(flowMap({ ...across, places: evil }, size), text, words)).not.toContain("<script");
  });
});
