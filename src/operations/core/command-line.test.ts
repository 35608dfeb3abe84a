import { expect, test } from "vitest";
import { costRatioOperation } from "../cost-ratio.ts";
import { traceOperation } from "../trace.ts";
import { commandLine } from "./command-line.ts";

test("a command names what was given as its flags, and leaves out what holds its default", () => {
  expect(
    commandLine(traceOperation, { product: "850511", to: "US", depth: 2 }, { on: "2026-01-01", explain: false }),
  ).toBe("headwater trace --product 850511 --to US --depth 2 --on 2026-01-01");
});

test("rows and scenarios are given by the files that hold them", () => {
  const scenario = { title: "Suppose", edits: [] };
  expect(commandLine(traceOperation, { product: "850511", to: "US" }, { scenario })).toBe(
    "headwater trace --product 850511 --to US --scenario FILE",
  );
  expect(commandLine(costRatioOperation, { lines: [{ name: "cells" }], year: 2026 })).toBe(
    "headwater cost-ratio FILE --year 2026",
  );
});
