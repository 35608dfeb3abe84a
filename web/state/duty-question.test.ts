import { expect, test, vi } from "vitest";

vi.stubGlobal("window", { location: { pathname: "/duty", search: "" } });
const { besideQuestion, DUTY_FIELDS, dutyFigure, dutyQuestion, landedQuestion, listOf } = await import(
  "./duty-question.ts"
);
const { readFields, writeFields } = await import("./fields.ts");
const { readReference } = await import("./reference.ts");
const { reproduce } = await import("./reproduce.ts");

const QUERY = "product=3801.10.50&origin=CN&value=10,000&exporter=separate-rate&content=graphite%3D5,000,steel%3D800";
const values = readFields(
  DUTY_FIELDS,
  new URLSearchParams(`${QUERY}&besideOrigin=KR&besideValue=12000&claim=USMCA,9903.01.63`),
);

test("lists are divided at commas, but not between the thousands of an amount", () => {
  expect(listOf("graphite=5,000,steel=800, copper=1")).toEqual(["graphite=5000", "steel=800", "copper=1"]);
  expect(listOf("USMCA, 9903.01.63")).toEqual(["USMCA", "9903.01.63"]);
  expect(listOf("")).toEqual([]);
});

test("the address is the question and the question the address", () => {
  expect(writeFields(DUTY_FIELDS, { ...values, besideOrigin: "", besideValue: "", claim: "" })).toBe(QUERY);
  expect(dutyQuestion(values)).toEqual({
    product: "3801.10.50",
    origin: "CN",
    value: "10,000",
    exporter: "separate-rate",
    content: ["graphite=5000", "steel=800"],
    claim: ["USMCA", "9903.01.63"],
  });
});

test("the second origin takes what is its own and leaves the companies of the first", () => {
  const beside = besideQuestion(values);
  expect([beside?.origin, beside?.value, beside?.exporter]).toEqual(["KR", "12000", undefined]);
  expect(besideQuestion({ ...values, besideOrigin: "" })).toBeNull();
});

test("with freight, insurance or a domestic price, both lots become offers that say their own companies", () => {
  expect(landedQuestion(values)).toBeNull();
  expect(landedQuestion({ ...values, besideFreight: "300" })).toEqual({
    product: "3801.10.50",
    content: ["graphite=5000", "steel=800"],
    claim: ["USMCA", "9903.01.63"],
    unit: "lot",
    freight: "300",
    offers: [
      { name: "first", origin: "CN", price: "10,000", exporter: "separate-rate" },
      { name: "second", origin: "KR", price: "12000" },
    ],
  });
});

test("a figure of the stack is a reference that keeps each item of a list", () => {
  const read = readReference(dutyFigure(dutyQuestion(values), 2));
  expect(read?.path).toEqual(["because", "2"]);
  expect(read?.question.content).toEqual(["graphite=5000", "steel=800"]);
  const { cli, api } = reproduce("duty", read?.question ?? {}, "http://here");
  expect(cli).toContain("--content graphite=5000 --content steel=800 --claim USMCA --claim 9903.01.63");
  expect(new URL(api.slice("curl '".length, -1)).searchParams.getAll("content")).toEqual([
    "graphite=5000",
    "steel=800",
  ]);
});
