import { expect, test } from "vitest";
import { verdictOf } from "./balance.ts";
import type { EvidenceSignal, Part, WeighedSignal } from "./evidence.ts";
import type { Diversion, Route } from "./verdict.ts";

const signal = (name: EvidenceSignal, part: Part, weight = 1): WeighedSignal => ({ name, part, weight, state: "yes" });
const SUBSTITUTION = signal("substitution", "supports");
const OWNERSHIP = signal("ownership", "supports");
const PRICE = signal("unit-value", "weakens");
const NO_FIRM = signal("firm-passage", "weakens", 2);

const said = (diversion: Diversion, route: Route, ...signals: WeighedSignal[]) => {
  const { diversion: word, step, balance } = verdictOf({ diversion, route }, signals);
  return `${word} ${step} ${balance}`;
};

test("without signals beside them the legs stand, save inputs in place of the product", () => {
  expect(said("likely", "fall-and-way-round")).toBe("likely kept 0");
  expect(said("possible", "second-leg-not-seen")).toBe("possible kept 0");
  expect(said("possible", "inputs-in-place", SUBSTITUTION)).toBe("none lowered 1");
  expect(said("possible", "inputs-in-place", SUBSTITUTION, OWNERSHIP)).toBe("possible kept 2");
});

test("signals that weaken lower by one step, however many they are", () => {
  expect(said("likely", "fall-and-way-round", PRICE)).toBe("possible lowered -1");
  expect(said("likely", "fall-and-way-round", PRICE, NO_FIRM)).toBe("possible lowered -3");
  expect(said("possible", "way-round-without-fall", NO_FIRM, SUBSTITUTION)).toBe("none lowered -1");
});

test("a weakening signal against a supporting one changes nothing", () => {
  expect(said("likely", "fall-and-way-round", PRICE, SUBSTITUTION)).toBe("likely kept 0");
});

test("two supporting signals raise possible where both legs of the way round rose, and nowhere else", () => {
  expect(said("possible", "way-round-without-fall", SUBSTITUTION)).toBe("possible kept 1");
  expect(said("possible", "way-round-without-fall", SUBSTITUTION, OWNERSHIP)).toBe("likely raised 2");
  expect(said("possible", "second-leg-not-seen", SUBSTITUTION, OWNERSHIP)).toBe("possible kept 2");
  expect(said("none", "none", SUBSTITUTION, OWNERSHIP)).toBe("none kept 2");
});
