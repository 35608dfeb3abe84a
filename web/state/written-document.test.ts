import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/prices", search: "" } });
const { readDocument, readyOf, typedValue, valueAt, withValue } = await import("./written-document.ts");
const { readyFiles } = await import("./ready-files.ts");

const levy = { title: "A levy", tools: [{ kind: "levy", floor: 5400 }, { kind: "quota" }] };

test("a figure of a document is found, changed, made and taken away, and nothing else with it", () => {
  expect(valueAt(levy, ["tools", 0, "floor"])).toBe(5400);
  expect(valueAt(levy, ["tools", 5, "floor"])).toBeUndefined();
  expect(withValue(levy, ["tools", 0, "floor"], 6000)).toEqual({
    title: "A levy",
    tools: [{ kind: "levy", floor: 6000 }, { kind: "quota" }],
  });
  expect(Object.keys(withValue(levy, ["title"], "Another"))).toEqual(["title", "tools"]);
  expect(withValue({ title: "A" }, ["floor", "alpha"], 0.9)).toEqual({ title: "A", floor: { alpha: 0.9 } });
  expect(withValue(levy, ["tools", 0, "floor"], undefined).tools[0]).toEqual({ kind: "levy" });
});

test("what is typed is a number where it reads as one", () => {
  expect(["", "5400", "-0.2", "30 %", "2027-01"].map(typedValue)).toEqual([undefined, 5400, -0.2, "30 %", "2027-01"]);
});

test("a file is read whole, and ready ones are known by their names", async () => {
  expect(await readDocument("title: A levy\ntools: [{ kind: levy }]")).toEqual({
    title: "A levy",
    tools: [{ kind: "levy" }],
  });
  expect(await readDocument("- 1")).toMatch(/list of fields/);
  expect(await readDocument("a: [")).toMatch(/Flow sequence/);
  const ready = readyFiles({ "../examples/steps.yaml": "# Four steps.\n# To be checked.\ntitle: 'Four steps'\n" });
  expect(readyOf("steps", ready)).toMatchObject({ title: "Four steps", about: "Four steps. To be checked." });
  expect([readyOf("(*title*:*A*)", ready), readyOf("others", ready)]).toEqual([undefined, undefined]);
});
