import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/chain", search: "" } });
vi.stubGlobal("sessionStorage", { getItem: () => null });
const { attributionQuestion, CHAIN_FIELDS, chainQuestion, traceQuestion } = await import("./chain-question.ts");
const { readFields } = await import("./fields.ts");

const at = (query: string) => readFields(CHAIN_FIELDS, new URLSearchParams(query));
const ASKED = "product=850511&to=US&depth=3&top=25&minShare=0.05&tab=attribution&measure=kg&pin=1%7CCN";

test("a question is what the address says of it, without its looks and without what holds its default", () => {
  expect(chainQuestion(at(ASKED))).toEqual({ product: "850511", to: "US", minShare: "0.05", top: 25 });
  expect(traceQuestion(at(ASKED))).toEqual({ product: "850511", to: "US", minShare: "0.05" });
});

test("where value was added is asked by the lens of the address, and upwards alone", () => {
  expect(attributionQuestion(at(ASKED))).toEqual({ product: "850511", to: "US", method: "attribution" });
  expect(attributionQuestion(at(`${ASKED}&lens=control&by=party`))).toEqual({
    product: "850511",
    to: "US",
    by: "control",
    method: "attribution",
  });
  expect(attributionQuestion(at(`${ASKED}&direction=down`))).toBeNull();
});
