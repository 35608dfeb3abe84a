import { expect, test } from "vitest";
import { parseFigure } from "../../src/operations/trade/explain-reference.ts";
import { isWalked, readReference, writeReference } from "./reference.ts";
import { reproduce } from "./reproduce.ts";

const reference = {
  operation: "trace",
  question: { product: "850511", party: "A & B #1, Inc.", tierOrigin: ["2:CN"] },
  path: ["tiers", "1", "by", "a.b/c", "usd"],
};

test("a reference is written as explain reads it", () => {
  const { operation, fields, path } = parseFigure(writeReference(reference));
  expect([operation, path]).toEqual([reference.operation, reference.path]);
  expect(fields.get("party")).toEqual(["A & B #1, Inc."]);
  expect(fields.get("product")).toEqual(["850511"]);
});

test("a reference is read back as it was written", () => {
  const read = readReference(writeReference(reference));
  expect(read?.path).toEqual(reference.path);
  expect(read?.question.party).toBe(reference.question.party);
  expect(readReference("?x")).toBeNull();
});

test("only figures of trace and suppliers are walked down to their rows", () => {
  expect(isWalked(reference)).toBe(true);
  expect(isWalked({ ...reference, path: [] })).toBe(false);
  expect(isWalked({ ...reference, operation: "chain" })).toBe(false);
});

test("a question is the same as a command, a request and a prompt", () => {
  const ways = reproduce("chain", { product: "850511", party: "A & B's", observedOnly: true, top: 25 }, "http://here");
  expect(ways.cli).toBe("headwater chain --product 850511 --party 'A & B'\\''s' --observed-only --top 25");
  expect(ways.api).toBe("curl 'http://here/v1/chain?product=850511&party=A+%26+B%27s&observedOnly=true&top=25'");
  expect(ways.mcp).toContain('"chain" with {"product":"850511","party":"A & B\'s","observedOnly":true,"top":25}');
});

test("what a command takes as its argument stands before its flags", () => {
  const { cli } = reproduce("explain", { figure: "trace?product=850511&to=US#tiers.1.usd", top: 5 }, "http://here");
  expect(cli).toBe("headwater explain 'trace?product=850511&to=US#tiers.1.usd' --top 5");
});
