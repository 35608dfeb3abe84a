import { expect, test } from "vitest";
import { type MirrorPair, type MirrorRule, mirror, spreadOf } from "./mirror.ts";

const RULE: MirrorRule = {
  freight: { low: 0.06, high: 0.1 },
  threshold: 0.3,
  sustainedFor: 3,
  spread: { exporter: null, importer: null },
};
const pair = (period: number, exported: number | null, imported: number | null): MirrorPair => ({
  period,
  exported,
  imported,
});

test("an import that is dearer by freight alone leaves no gap", () => {
  const [point] = mirror([pair(0, 100, 108)], RULE);
  expect(point?.gap).toBeCloseTo(0, 12);
  expect(point?.gapLow).toBeLessThan(0);
  expect(point?.gapHigh).toBeGreaterThan(0);
  expect(point?.beyond).toBe(false);
});

test("a gap counts only beyond the threshold whatever the freight is", () => {
  const imported = 108;
  const at = (gap: number) => mirror([pair(0, (imported / 1.06) * Math.exp(gap), imported)], RULE)[0]?.beyond;
  expect([at(0.2999), at(0.3001)]).toEqual([false, true]);
});

test("it is sustained from the third period on to the same side, and a period not reported ends the run", () => {
  const high = (period: number) => pair(period, 200, 108);
  const sustained = (pairs: readonly MirrorPair[]) => mirror(pairs, RULE).map((point) => point.sustained);
  expect(sustained([high(0), high(1)])).toEqual([false, false]);
  expect(sustained([high(0), high(1), high(2), pair(3, 100, 108)])).toEqual([true, true, true, false]);
  expect(sustained([high(0), high(1), pair(2, null, 108), high(3)])).toEqual([false, false, false, false]);
  expect(sustained([high(0), high(1), pair(2, 50, 108)])).toEqual([false, false, false]);
});

test("the reconciled figure lies between the reports, nearer to the reporter that spreads less", () => {
  const even = mirror([pair(0, 100, 216)], RULE)[0]?.reconciled;
  expect(even?.central).toBeCloseTo(Math.sqrt(100 * ((216 / 1.06 + 216 / 1.1) / 2)), 9);
  expect(even?.low).toBe(100);
  expect(even?.high).toBeCloseTo(216 / 1.06, 9);
  const spread = { exporter: 0.1, importer: 0.4 };
  const uneven = mirror([pair(0, 100, 216)], { ...RULE, spread })[0]?.reconciled;
  expect(uneven?.central).toBeLessThan(even?.central ?? 0);
});

test("one side alone is kept as it is, an import less its freight as a band", () => {
  const [exported, imported, neither] = mirror([pair(0, 100, null), pair(1, null, 108), pair(2, null, null)], RULE);
  expect(exported).toMatchObject({ gap: null, reconciled: { central: 100, low: 100, high: 100 } });
  expect(imported?.reconciled?.low).toBeCloseTo(108 / 1.1, 9);
  expect(imported?.reconciled?.high).toBeCloseTo(108 / 1.06, 9);
  expect(neither?.reconciled).toBeNull();
});

test("the spread of a reporter needs three gaps and is not moved by one that is far off", () => {
  expect(spreadOf([0.1, 0.2])).toBeNull();
  expect(spreadOf([0, 0.1, 0.2, 0.1, 9])).toBeCloseTo(0.1 / 0.6745, 9);
});
