import { expect, test, vi } from "vitest";

const kept = new Map<string, string>();
vi.stubGlobal("window", { location: { pathname: "/scenario", search: "" } });
vi.stubGlobal("sessionStorage", {
  getItem: (key: string) => kept.get(key) ?? null,
  setItem: (key: string, value: string) => void kept.set(key, value),
});
const { heardScenario, SCENARIO_FIELDS, sayScenario, scenarioAddress, subjectOf, withAsked } = await import(
  "./scenario-question.ts"
);
const { isInAddress } = await import("./said-value.ts");
const { readFields } = await import("./fields.ts");

const magnets = { title: "Half waits", edits: [{ ban: { product: "8505.11", origin: "CN", share: "50 %" } }] };
const nothing = readFields(SCENARIO_FIELDS, new URLSearchParams());

test("the address holds the scenario, short and to be read", () => {
  const address = scenarioAddress({ scenario: sayScenario(magnets), to: "US" });
  expect(address).toBe(
    "/scenario?to=US&scenario=(*title*:*Half+waits*,*edits*:!(*ban*:(*product*:*8505.11*,*origin*:*CN*,*share*:*50+%25*))~)",
  );
  const query = new URLSearchParams(address.slice(address.indexOf("?")));
  expect(heardScenario(readFields(SCENARIO_FIELDS, query).scenario)).toEqual(magnets);
  expect(heardScenario("")).toEqual({ title: expect.any(String), edits: [] });
});

test("a scenario that is too long for a link is kept by this tab, and a link to it elsewhere says so", () => {
  const long = { ...magnets, about: "so ".repeat(4000) };
  const said = sayScenario(long);
  expect([isInAddress(said), said.length < 30]).toEqual([false, true]);
  expect(heardScenario(said)).toEqual(long);
  expect(heardScenario("kept:0123")).toMatch(/open its file/);
  expect(heardScenario("(*title*:*cut")).toMatch(/may have been cut/);
});

test("what is asked is what the address says, else the scenario's own question, else the goods of its first edit", () => {
  const own = { ...magnets, ask: { product: ["3801.10"], to: "US" } };
  expect(subjectOf(nothing, magnets)).toEqual({ product: "850511", to: "" });
  expect(subjectOf(nothing, own)).toEqual({ product: "380110", to: "US" });
  expect(subjectOf({ ...nothing, product: "283691", to: "KR" }, own)).toEqual({ product: "283691", to: "KR" });
  expect(subjectOf(nothing, { title: "a", ask: "what", edits: [{ ban: { product: "85" } }] })).toEqual({
    ...{ product: "", to: "" },
  });
});

test("its file asks what the page asks, and keeps what the scenario asks beside", () => {
  const own = { ...magnets, ask: { to: "US", on: "2027-01-01" } };
  expect(withAsked(own, nothing)).toEqual(own);
  expect(withAsked(own, { ...nothing, product: "850511", to: "KR" })).toEqual({
    ...magnets,
    ask: { product: "850511", to: "KR", on: "2027-01-01" },
  });
  expect(withAsked(magnets, { ...nothing, to: "KR" }).ask).toEqual({ to: "KR" });
});
