import { describe, expect, test } from "vitest";
import { isoDate } from "../vocab/iso-date.ts";
import { ask } from "./core/ask.ts";
import { createContext } from "./core/context.ts";
import type { InputOf } from "./core/operation.ts";
import { restrictionsOperation } from "./restrictions.ts";

const context = createContext({ store: "no-store", today: isoDate("2026-11-21") });
const asked = (question: InputOf<typeof restrictionsOperation>) =>
  ask(restrictionsOperation, context, question, { on: "2026-01-15" });

describe("restrictions", () => {
  test("show where the goods stand in traces of what is made of them, with the way there in the command", async () => {
    const { result } = await asked({ product: "3801.10", to: "KR", depth: 3 });
    const [own, ...others] = result.links;
    expect(own).toMatchObject({ tier: 1, seller: "CN", of: { code: "380110" }, via: null });
    expect(others.find(({ of }) => of.code === "850760")).toMatchObject({ tier: 2, via: "380110", kind: "material" });
    const car = others.find(({ of }) => of.code === "870380");
    expect(car).toMatchObject({ tier: 3, via: "850760" });
    expect(car?.command).toBe(
      "headwater trace --product 870380 --to KR --depth 3 --component 850760,380110 --tier-origin 3:CN",
    );
    expect(new Set(result.links.map(({ of }) => of.code)).size).toBe(result.links.length);
  });

  test("show no link of technology, nor of goods that no measure is near", async () => {
    expect((await asked({ kind: "technology", product: "8507.60" })).result.links).toEqual([]);
    expect((await asked({ product: "7326.90" })).result.links).toEqual([]);
    expect((await asked({ product: "8507.60", spec: ["energy-density=200 Wh/kg"] })).result.links).toEqual([]);
  });

  test("say what to state, each property once", async () => {
    const { result } = await asked({ product: "3801.10", to: "US", spec: ["purity=99.95 %"] });
    expect(result.toState).toEqual(["flexural-strength=N MPa", "density=N g/cm3", "end-use=WORD"]);
  });

  test.each([
    {},
    { spec: ["contains=gallium"] },
    { spec: ["article=other"] },
    { endUse: "military" },
    { spec: ["density=1.8 g/cm3"] },
  ])("are not asked of nothing: %j", async (question) => {
    await expect(asked(question)).rejects.toThrow("It is not said what crosses the border.");
  });

  test("take an end use as a statement of it, and refuse two", async () => {
    const { result } = await asked({ product: "8112.92", endUse: "Military" });
    expect(result.stated).toEqual(["end-use=military"]);
    await expect(asked({ product: "8112.92", endUse: "military", spec: ["end-use=civil"] })).rejects.toThrow(
      "is stated twice",
    );
  });

  test("refuse a code that the nomenclature has not", async () => {
    await expect(asked({ product: "380199" })).rejects.toThrow("is not a code of HS 2022");
  });
});
