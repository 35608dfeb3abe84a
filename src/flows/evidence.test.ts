import { expect, test } from "vitest";
import { type Evidence, type EvidenceSignal, weighEvidence } from "./evidence.ts";
import type { FirmReroute } from "./firms.ts";

const NOTHING: Evidence = {
  substitution: null,
  capacityUse: null,
  price: null,
  mirror: null,
  otherCode: null,
  sellers: null,
  makersOfSource: 0,
  firms: null,
};
const FIRMS: FirmReroute = {
  sellers: 2,
  firms: [],
  share: 0.5,
  otherOrigin: 0,
  sourceOrigin: 0,
  named: 1,
  feedNamed: 1,
};

function reading(name: EvidenceSignal, evidence: Partial<Evidence>): string {
  const found = weighEvidence({ ...NOTHING, ...evidence }).find((signal) => signal.name === name);
  return `${found?.state} ${found?.part}`;
}

test("what the data do not show does nothing", () => {
  expect(weighEvidence(NOTHING).map(({ state, part }) => `${state} ${part}`)).toEqual(
    Array.from({ length: 8 }, () => "unknown nothing"),
  );
});

test("substitution supports from 0.7 to 1.3 of what the direct leg lost", () => {
  const said = (ratio: number | null) => reading("substitution", { substitution: { ratio, lag: 1, fit: 0.5 } });
  expect([0.69, 0.7, 1.3, 1.31].map(said)).toEqual(["weak nothing", "yes supports", "yes supports", "weak nothing"]);
  expect(said(null)).toBe("no nothing");
});

test("sales above what plants can make support, sales that they can make weaken", () => {
  expect(reading("capacity", { capacityUse: 1.01 })).toBe("yes supports");
  expect(reading("capacity", { capacityUse: 1 })).toBe("no weakens");
});

test("prices that came together support, prices of other goods weaken, a new seller near in price says nothing", () => {
  const said = (before: number | null, after: number) => reading("unit-value", { price: { before, after } });
  expect(said(0.4, 0.1)).toBe("yes supports");
  expect(said(0.05, 0.05)).toBe("weak nothing");
  expect(said(null, 0.05)).toBe("weak nothing");
  expect(said(0.4, -0.69)).toBe("no nothing");
  expect(said(0.4, -0.7)).toBe("no weakens");
});

test("a mirror gap supports where it moved since before, and not where it was there all along", () => {
  const said = (before: number | null, sustained = 3) =>
    reading("mirror-gap", { mirror: { before, after: 0.5, sustained } });
  expect([said(0.1), said(0.3), said(null), said(0.1, 0)]).toEqual([
    "yes supports",
    "weak nothing",
    "weak nothing",
    "no nothing",
  ]);
});

test("another code weakens where it gained half the loss, at this code's price and of its shippers", () => {
  const code = { gainOfLoss: 0.5, priceApart: 0.1, sameParties: 0.5 };
  const said = (change: Partial<typeof code>) => reading("reclassification", { otherCode: { ...code, ...change } });
  expect(said({})).toBe("yes weakens");
  expect(said({ gainOfLoss: 0.49 })).toBe("no nothing");
  expect(said({ priceApart: 0.11 })).toBe("weak nothing");
  expect(said({ sameParties: 0.49 })).toBe("weak nothing");
});

test("one seller that the source controls supports; a maker of whose sales nothing is known does nothing", () => {
  expect(reading("ownership", { sellers: { asked: 3, ofSource: 1 } })).toBe("yes supports");
  expect(reading("ownership", { sellers: { asked: 3, ofSource: 0 }, makersOfSource: 1 })).toBe("no nothing");
  expect(reading("ownership", { makersOfSource: 1 })).toBe("weak nothing");
});

test("firms support where they passed on 0.3 of the leg, weaken below 0.05, and are unknown where half has no name", () => {
  const said = (firms: Partial<FirmReroute>) => reading("firm-passage", { firms: { ...FIRMS, ...firms } });
  expect([said({ share: 0.3 }), said({ share: 0.29 }), said({ share: 0.05 }), said({ share: 0.049 })]).toEqual([
    "yes supports",
    "weak nothing",
    "weak nothing",
    "no weakens",
  ]);
  expect(said({ named: 0.49 })).toBe("unknown nothing");
  expect(said({ feedNamed: 0.49 })).toBe("unknown nothing");
  expect(weighEvidence({ ...NOTHING, firms: FIRMS }).find(({ name }) => name === "firm-passage")?.weight).toBe(2);
  expect(reading("origin-mismatch", { firms: { ...FIRMS, otherOrigin: 0.3 } })).toBe("yes supports");
  expect(reading("origin-mismatch", { firms: { ...FIRMS, otherOrigin: 0.29 } })).toBe("weak nothing");
});
