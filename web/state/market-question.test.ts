import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/market", search: "" } });
vi.stubGlobal("sessionStorage", { getItem: () => null });
const { MARKET_FIELDS, marketAddress, marketFigure, marketQuestion } = await import("./market-question.ts");
const { MINERALS_FIELDS, mineralsQuestion } = await import("./minerals-question.ts");
const { CLAIMS_FIELDS, claimsQuestion, withOpened } = await import("./claims-question.ts");
const { readFields } = await import("./fields.ts");

const query = (text: string) => new URLSearchParams(text);

test("of the market the product and the country are asked, and how it is looked at stays in the address", () => {
  const values = readFields(MARKET_FIELDS, query("product=anode&apart=control&show=sales&controller=CN"));
  expect(marketQuestion(values)).toEqual({ product: "anode" });
  expect(marketAddress(values)).toBe("/market?product=anode&apart=control&show=sales&controller=CN");
  expect(marketFigure(values)).toBe("capacity?product=anode");
  expect(marketQuestion(readFields(MARKET_FIELDS, query("show=sales")))).toBe(null);
});

test("of one mineral more years are asked than the operation gives by itself, of all the last alone", () => {
  const asked = (text: string) => mineralsQuestion(readFields(MINERALS_FIELDS, query(text)));
  expect(asked("mineral=graphite")).toEqual({ mineral: "graphite", years: 5 });
  expect(asked("mineral=graphite&years=2&top=3")).toEqual({ mineral: "graphite", top: 3 });
  expect(asked("years=20")).toEqual({});
});

test("what is opened of the claims is no part of what is asked", () => {
  const values = readFields(CLAIMS_FIELDS, query("verdict=inconsistent&about=stock&open=stock-ptl"));
  expect(claimsQuestion(values)).toEqual({ verdict: "inconsistent", about: "stock" });
  expect(withOpened("a,b", "c", true)).toBe("a,b,c");
  expect(withOpened("a,b", "a", false)).toBe("b");
  expect(withOpened("", "a", true)).toBe("a");
});
