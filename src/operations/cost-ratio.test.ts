import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import { costRatioOperation } from "./cost-ratio.ts";

const context = createContext({ store: "no-store", today: isoDate("2026-11-22") });
const found = (fields: Readonly<Record<string, unknown>>) =>
  ask(costRatioOperation, context, { kind: "energy-storage", year: 2026, ...fields });

async function refusal(fields: Readonly<Record<string, unknown>>): Promise<string> {
  const error = await found(fields).then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(InvalidInput);
  const { message, hint } = error as InvalidInput;
  return hint === undefined ? message : `${message} ${hint}`;
}

const cells = { name: "cells", cost: "70", prohibited: "yes" };

test.each([
  [
    "a negative cost",
    { lines: [cells, { name: "racks", cost: "-5" }] },
    "Line 2 of the bill (“racks”): “-5” is below zero",
  ],
  [
    "text in the place of a cost",
    { lines: [{ name: "cells", cost: "about ten", line: 7 }] },
    "Line 7 of the bill (“cells”): “about ten” is not a decimal",
  ],
  ["a total of zero", { lines: [{ name: "cells", cost: "0" }] }, "costs 0 in all"],
  ["a bill whose lines are all left out", { lines: [{ ...cells, excluded: "yes" }] }, "costs 0 in all"],
  ["a bill without lines", { lines: [] }, "lines"],
  ["a line without a name", { lines: [{ cost: "1" }] }, "Line 1 of the bill has no name"],
  [
    "a line without a cost",
    { lines: [cells, { name: "racks" }] },
    "Line 2 of the bill (“racks”) has neither a cost nor a share",
  ],
  ["costs beside shares", { lines: [cells, { name: "racks", share: "0.3" }] }, "has a cost and line 2 a share"],
  ["costs beside default shares", { defaults: "grid-storage", lines: [cells] }, "Default shares are asked for"],
  [
    "shares of more than the whole",
    {
      lines: [
        { name: "a", share: "0.6" },
        { name: "b", share: "0.5" },
      ],
    },
    "sum to more than 1, by 0.1",
  ],
  ["a share above 1", { lines: [{ name: "a", share: "65.6" }] }, "“65.6” is not a share from 0 to 1"],
  [
    "a component without a table",
    { lines: [{ name: "a", component: "battery-pack" }] },
    "no default shares are asked for",
  ],
  [
    "an unknown component",
    { defaults: "grid-storage", lines: [{ name: "a", component: "battery-packs" }] },
    "Did you mean battery-pack?",
  ],
  [
    "a component that stands twice",
    {
      defaults: "grid-storage",
      lines: [
        { name: "a", component: "battery-pack" },
        { name: "b", component: "battery-pack" },
      ],
    },
    "stands twice",
  ],
  [
    "an unknown table",
    { defaults: "grid", lines: [cells] },
    "“grid” is not a table of default shares. There are grid-storage",
  ],
  ["an unknown kind", { kind: "energy-storag", lines: [cells] }, "Did you mean energy-storage?"],
  ["no kind", { kind: undefined, lines: [cells] }, "does not say its kind"],
  ["no year", { year: undefined, lines: [cells] }, "does not say its year"],
  ["a year of another world", { year: 20260, lines: [cells] }, '"year" cannot be used'],
  ["a year with a fraction", { year: 2026.5, lines: [cells] }, '"year"'],
  [
    "an unknown status",
    { lines: [{ ...cells, prohibited: "maybe" }] },
    "“maybe” does not say whether it is prohibited",
  ],
  ["an unknown exclusion", { lines: [{ ...cells, excluded: "copper" }] }, "structural-steel-iron"],
  ["an unknown country", { lines: [{ ...cells, supplier: "A", country: "Atlantis" }] }, "Atlantis"],
  [
    "a number that is not exact",
    { lines: [{ ...cells, cost: 0.1 + 0.2 }] },
    "Line 1 of the bill (“cells”): “0.30000000000000004” has more digits",
  ],
  ["a number that is none", { lines: [{ ...cells, cost: "NaN" }] }, "“NaN” is not a decimal number"],
  ["more lines than are read", { lines: Array.from({ length: 100_001 }, () => cells) }, "100000"],
])("%s is refused with its place", async (_, fields, says) => {
  expect(await refusal(fields)).toContain(says);
});

test("a bill of 100,000 lines is answered, in cents to the last", async () => {
  const lines = Array.from({ length: 100_000 }, (_, at) => ({
    name: `part ${at}`,
    cost: "0.01",
    supplier: `maker ${at % 1000}`,
    prohibited: at % 2 === 0 ? "yes" : undefined,
  }));
  const { result } = await found({ lines });
  expect([result.total, result.ratio, result.outcome]).toEqual(["1000.00", { low: "0", high: "0.5" }, "fail"]);
  expect([result.toPass.length, result.open.length]).toEqual([55_000, 500]);
});

test("numbers and truth values of JSON read as their text, and dollars with commas", async () => {
  const { result } = await found({
    lines: [
      { name: "cells", cost: 1250.5, prohibited: true },
      { name: "racks", cost: "$1,250.50", prohibited: false },
    ],
  });
  expect([result.total, result.ratio.low, result.outcome]).toEqual(["2501.00", "0.5", "fail"]);
});

test("columns that are not read are named, so that a slip in a heading shows", async () => {
  const { warnings } = await found({ lines: [{ name: "cells", cost: "1", prohibted: "yes", part: "A-1" }] });
  expect(warnings).toContain("Columns of the bill that are not read: “part”, “prohibted”.");
});

test("a ratio that would read as its threshold is written in full", async () => {
  const { result } = await found({
    lines: [
      { name: "cells", cost: "45.0001", prohibited: "yes" },
      { name: "racks", cost: "54.9999", prohibited: "no" },
    ],
  });
  expect(result.because).toContain("The ratio is 54.9999 %: it does not reach the 55 %");
});

test("the explanation names the threshold's source and the rule's", async () => {
  const { explanation } = await ask(
    costRatioOperation,
    context,
    { kind: "battery-component", year: 2026, lines: [cells, { name: "rest", cost: "30", prohibited: "no" }] },
    { explain: true },
  );
  expect(explanation?.sources.map(({ id }) => id)).toEqual(
    expect.arrayContaining(["irs-notice-2026-15", "policy-desk-2026-10"]),
  );
  expect(explanation?.command).toMatch(/^headwater cost-ratio FILE --kind battery-component --year 2026/);
});
