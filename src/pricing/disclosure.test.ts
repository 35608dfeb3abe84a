import { describe, expect, test } from "vitest";
import { costCurve } from "./cost-curve.ts";
import { type Disclosure, disclose, type HeldStep } from "./disclosure.ts";

type Row = readonly [key: string, price: number, supply: number, contributor: string | null];

const curveOf = (rows: readonly Row[]): readonly HeldStep[] =>
  costCurve(rows.map(([key, price, supply]) => ({ key, price, supply, parts: null }))).map((step) => ({
    ...step,
    contributor: rows.find(([key]) => key === step.key)?.[3] ?? null,
  }));

const state = (name: string, steps: readonly HeldStep[]) => `${name}@${steps.map(({ price }) => price).join("+")}`;
const ask = (rows: readonly Row[], margin: string, earlier: readonly (readonly string[])[] = []) =>
  disclose(curveOf(rows), margin, state, earlier);

const FOUR: readonly Row[] = [
  ["a", 100, 10, "A"],
  ["b", 200, 10, "B"],
  ["c", 300, 10, "C"],
  ["d", 400, 10, "D"],
];

const recordOf = (found: Disclosure) => (found.published ? found.record : []);

describe("what may be published of confidential offers", () => {
  test("is the mean of three contributors round the margin by what they supply", () => {
    expect(ask(FOUR, "b")).toMatchObject({ published: true, mean: 200, contributors: 3 });
    expect(ask(FOUR, "d")).toMatchObject({ published: true, mean: 300, contributors: 3 });
  });

  test("is nothing with fewer than three contributors, whatever public figures stand beside them", () => {
    const two: readonly Row[] = [FOUR[0] as Row, FOUR[1] as Row, ["p", 150, 10, null], ["q", 250, 10, null]];
    expect(ask(two, "b")).toMatchObject({ published: false, because: expect.stringContaining("three") });
  });

  test("looks further round the margin until nobody holds more than 60 % of the weight", () => {
    const at = (supply: number): readonly Row[] => [["a", 100, supply, "A"], ...FOUR.slice(1)];
    expect(ask(at(30), "b")).toMatchObject({ contributors: 3, largest: 0.6 });
    expect(ask(at(31), "b")).toMatchObject({ contributors: 4 });
    expect(ask(at(60), "b")).toMatchObject({ published: false, because: expect.stringContaining("60 %") });
  });

  test("counts all plants of a contributor as one", () => {
    const rows: readonly Row[] = [["a", 100, 10, "A"], ["a2", 150, 10, "A"], ...FOUR.slice(1)];
    expect(ask(rows, "a2")).toMatchObject({ contributors: 3, mean: 750 / 4 });
  });

  test("is nothing where one contributor more, less, other or changed tells it from an earlier run", () => {
    const first = recordOf(ask(FOUR.slice(0, 3), "b"));
    const others: readonly (readonly Row[])[] = [
      [
        ["b", 200, 10, "B"],
        ["c", 300, 10, "C"],
        ["d", 250, 10, "D"],
      ],
      [
        ["a", 100, 10, "A"],
        ["b", 201, 10, "B"],
        ["c", 300, 10, "C"],
      ],
    ];
    for (const rows of others) expect(ask(rows, "b", [first])).toMatchObject({ published: false });
    const four = recordOf(ask([["a", 100, 31, "A"], ...FOUR.slice(1)], "b"));
    expect(four).toHaveLength(4);
    expect(ask(FOUR.slice(0, 3), "b", [["A@100", "B@200", "C@300", "D@400"]])).toMatchObject({ published: false });
  });

  test("is published again where nothing or more than one contributor changed", () => {
    const first = recordOf(ask(FOUR.slice(0, 3), "b"));
    expect(ask(FOUR.slice(0, 3), "b", [first])).toMatchObject({ published: true });
    const moved: readonly Row[] = [
      ["a", 101, 10, "A"],
      ["b", 201, 10, "B"],
      ["c", 300, 10, "C"],
    ];
    expect(ask(moved, "b", [first])).toMatchObject({ published: true });
  });
});
