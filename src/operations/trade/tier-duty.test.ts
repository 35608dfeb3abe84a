import { beforeAll, describe, expect, test } from "vitest";
import { type Book, readBook } from "../../book/book.ts";
import type { ControlFact, GoodsKind } from "../../tariff/goods.ts";
import { isoDate } from "../../vocab/iso-date.ts";
import { type DutyPart, dutyOfTier } from "./tier-duty.ts";

let shipped: Book;
let withProposal: Book;

beforeAll(async () => {
  shipped = await readBook();
  withProposal = await readBook({ overlay: "examples/facility-tariff" });
});

const part = (more: Partial<DutyPart>): DutyPart => ({
  ...{ key: "CN", label: "China", rows: 1, usd: "1000.00", kg: "100.000", share: "1" },
  ...more,
});

/** Anode material on a day, as the part of 1000 USD that is owed at the least and at the most. */
function rates(parts: readonly DutyPart[], day: string, book = shipped, control?: ControlFact["outcome"]) {
  const facts = new Map([["facility-tariff", { outcome: control ?? null, state: "proposed" } as const]]);
  const { duty } = dutyOfTier(parts, {
    ...{ book, to: "US", code: "38011050", revision: 2022 },
    days: { on: isoDate(day), known: isoDate(day) },
    ...(control === undefined ? {} : { filled: (kind: GoodsKind) => ({ ...kind, control: facts }) }),
  });
  return duty.origins.map(({ low, high }) => [Number(low?.rate), Number(high?.rate)] as const);
}

describe("the duty of a maker", () => {
  test("is a range over makers where nobody is named, and its own where it is", () => {
    const named = ["Shanghai Shaosheng", "Nobody in particular"].map((maker) =>
      part({ key: maker, origin: "CN", maker }),
    );
    const [anybody, own, other] = rates([part({}), ...named], "2025-07-10");
    expect((anybody?.[1] ?? 0) - (anybody?.[0] ?? 0)).toBeGreaterThan(7);
    expect(own).toEqual([anybody?.[1], anybody?.[1]]);
    expect(other).toEqual([anybody?.[0], anybody?.[0]]);
  });

  test("is told apart from others of its country by the key, not by the origin", () => {
    const parts = [part({ key: "a", origin: "CN", maker: "A" }), part({ key: "b", origin: "KR", maker: "B" })];
    const [china, korea] = rates(parts, "2025-07-10");
    expect(china?.[1]).toBeGreaterThan(korea?.[1] ?? 1);
  });
});

describe("a duty that turns on who controls the maker", () => {
  const plant = [part({ key: "plant", origin: "ID", maker: "A plant" })];
  const plain = () => rates(plant, "2026-12-01")[0]?.[1] ?? Number.NaN;

  test.each([
    ["yes", 0.25, 0.25],
    ["no", 0, 0],
    ["open", 0, 0.25],
  ] as const)("is owed as a rule says %s", (outcome, least, most) => {
    const [found] = rates(plant, "2026-12-01", withProposal, outcome);
    expect([found?.[0], found?.[1]].map((rate) => (rate ?? 0) - plain())).toEqual([
      expect.closeTo(least, 9),
      expect.closeTo(most, 9),
    ]);
  });

  test("is left out where nobody looked", () => {
    expect(rates(plant, "2026-12-01", withProposal)).toEqual([[plain(), plain()]]);
  });
});
