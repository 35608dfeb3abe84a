import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/signals", search: "" } });
vi.stubGlobal("sessionStorage", { getItem: () => null });
const { diversionQuestion, flowsQuestion, isAsked, mirrorQuestion, SIGNALS_FIELDS, signalsAddress, signalsFigure } =
  await import("./signals-question.ts");
const { readFields } = await import("./fields.ts");

const place = (query: string) => readFields(SIGNALS_FIELDS, new URLSearchParams(query));
const WAY = "product=250410&origin=CN&to=US";

test("the address is the whole state: what is read from it writes the same address again", () => {
  const query = `${WAY}&since=2024-07-01&via=ID&data=flows&tab=series&from=2023-01-01&by=value&signal=feed-rise&strength=weak&open=ID`;
  expect(signalsAddress(place(query))).toBe(`/signals?${query}`);
  expect(signalsAddress(place(`${WAY}&months=6&top=5&tab=diversion&by=weight`))).toBe(`/signals?${WAY}`);
});

test("it is asked once the product and both ends are said", () => {
  expect(isAsked(place(WAY))).toBe(true);
  expect(isAsked(place("product=250410&origin=CN"))).toBe(false);
});

test("each question takes its own fields: the day that legs are judged from is not the window of the series", () => {
  const values = place(`${WAY}&since=2024-07-01&months=12&from=2023-01-01&until=2024-01-01&source=un-comtrade`);
  const way = { product: "250410", origin: "CN", to: "US" };
  expect(diversionQuestion(values)).toEqual({ ...way, since: "2024-07-01", months: 12, source: "un-comtrade" });
  const window = { since: "2023-01-01", until: "2024-01-01" };
  expect(flowsQuestion(values)).toEqual({ ...way, ...window, source: "un-comtrade" });
  expect(mirrorQuestion(values)).toEqual({ ...way, ...window, by: "weight" });
});

test("a third country that is named is looked for among all, not among the first few", () => {
  expect(diversionQuestion(place(`${WAY}&via=ID&top=3`)).top).toBeGreaterThan(100);
  expect(diversionQuestion(place(`${WAY}&top=3`)).top).toBe(3);
});

test("the panel is led to the question that was asked", () => {
  expect(signalsFigure("diversion", diversionQuestion(place(`${WAY}&since=2024-07-01`)))).toBe(
    `diversion?${WAY}&since=2024-07-01`,
  );
});
