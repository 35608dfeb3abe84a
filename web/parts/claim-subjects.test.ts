import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/claims", search: "" } });
vi.stubGlobal("sessionStorage", { getItem: () => null });
const { callsIn, subjectsOf } = await import("./claim-subjects.ts");

const hrefs = (formula: string | null, locator = "second paragraph") =>
  subjectsOf({ formula, locator }).map(({ href }) => href);

test("a formula leads to the screens of what it is computed from, each once", () => {
  expect(hrefs("100*duty(3801105090;CN;2025-07-25;separate-rate)")).toEqual([
    "/duty?product=3801105090&origin=CN&value=100&exporter=separate-rate&on=2025-07-25",
  ]);
  expect(hrefs("fig(PTL;production;2024)-fig(PTL;sales;2024)+fig(China;sales;2024)/fig(the world;sales;2024)")).toEqual(
    ["/company?party=PTL", "/company?party=CN"],
  );
  expect(hrefs("made(nickel;mine;US;2024;usgs-mcs-2026)/made(nickel;mine;world;2024;usgs-mcs-2026)")).toEqual([
    "/minerals?mineral=nickel",
  ]);
});

test("a phase of a plant leads to the plant, and parentheses of a series do not end its call", () => {
  expect(hrefs("fig(BTR Indonesia, phase I;operational;2024)")).toEqual(["/company?party=BTR+Indonesia"]);
  expect(callsIn("100*(price(Nickel (World Bank);2023-12)-1)")).toEqual([
    { name: "price", args: ["Nickel (World Bank)", "2023-12"] },
  ]);
});

test("where nothing is computed the place in the document is searched for, if it names something", () => {
  expect(hrefs(null, "on nickel")).toEqual(["/search?q=nickel"]);
  expect(hrefs("948+805", "Zhongke Electric")).toEqual(["/search?q=Zhongke+Electric"]);
  expect(hrefs(null, "second paragraph")).toEqual([]);
});
