import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/watch", search: "" } });
vi.stubGlobal("sessionStorage", { getItem: () => null });
const { calendarAddress, namesIn, WATCH_FIELDS, watchQuestion } = await import("./watch-question.ts");
const { readFields, writeFields } = await import("./fields.ts");

const place = (query: string) => readFields(WATCH_FIELDS, new URLSearchParams(query));

test("a list that is pasted gives each name once, from plain lines or from the first column of a table", () => {
  expect(namesIn('Name\tCountry\r\nBTR New Energy\tCN\n"Shanshan, Ltd."\tCN\n\nBTR New Energy\n')).toEqual([
    "BTR New Energy",
    "Shanshan, Ltd.",
  ]);
});

test("what is asked is what the address says, without what holds its default", () => {
  expect(watchQuestion(place("months=12"))).toEqual({});
  const values = place("months=24&product=8507.60&programme=ad-cvd&case=A-570-194&parties=A%0AB");
  expect(watchQuestion(values)).toEqual({
    months: 24,
    product: "8507.60",
    programme: "ad-cvd",
    parties: [{ name: "A" }, { name: "B" }],
  });
  expect(place(writeFields(WATCH_FIELDS, values))).toEqual(values);
});

test("the calendar to subscribe to is asked by an address, without the list", () => {
  expect(calendarAddress(place("product=8507.60&parties=A"))).toBe("/v1/watch?product=8507.60&format=ics");
});
