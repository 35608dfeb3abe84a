import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { UserError } from "../errors.ts";
import { physicalUnit } from "../vocab/physical-unit.ts";
import type { Property } from "./restriction.ts";
import { specification } from "./specification.ts";

const PROPERTIES: readonly Property[] = [
  { id: "density", title: "Density", aliases: [], unit: physicalUnit("g/cm3"), words: [], names: false },
  {
    id: "energy-density",
    title: "Energy",
    aliases: ["specific-energy"],
    unit: physicalUnit("Wh/kg"),
    words: [],
    names: false,
  },
  { id: "article", title: "Article", aliases: [], unit: null, words: ["flake-graphite", "lfp-cathode"], names: true },
];

const read = (...statements: string[]) => [...specification(statements, PROPERTIES).values()].map(({ text }) => text);

describe("a specification", () => {
  test("is read in any spelling of names, units and words, and written in one", () => {
    expect(read(" Density =2.6 g / cm3", "Specific Energy=.3 kWh/kg", "article = Flake graphite, LFP_cathode")).toEqual(
      ["density=2.6 g/cm3", "energy-density=0.3 kWh/kg", "article=flake-graphite, lfp-cathode"],
    );
  });

  test("keeps a range and how it was measured", () => {
    expect(read("density=1.70..1.75 g/cm3 @ 220 MPa")).toEqual(["density=1.70..1.75 g/cm3 @ 220 MPa"]);
    expect(read("density=1.7 to 1.75 g/cm3")).toEqual(["density=1.7..1.75 g/cm3"]);
  });

  test("may say the same twice, not two things", () => {
    expect(read("density=2 g/cm3", "density=2 g/cm3")).toHaveLength(1);
    expect(() => read("density=2 g/cm3", "density=2.1 g/cm3")).toThrow("is stated twice");
  });

  test.each([
    ["dencity=1 g/cm3", "is not a property", "Did you mean density"],
    ["energy=300 Wh/kg", "is not a property", "energy-density"],
    ["density=1", "does not say in what unit", "density=1.5 g/cm3"],
    ["density=1 MPa", "“MPa” cannot become “g/cm3”", "Write it in g/cm3"],
    ["density=1 furlong", "is not a unit", "Write it as g/cm3"],
    ["density>1 g/cm3", "does not state a property", "density=2.6 g/cm3"],
    ["density=1,8 g/cm3", "is not a figure", "decimal point"],
    ["density=1.8.1 g/cm3", "is not a figure", "decimal point"],
    ["density=-1 g/cm3", "below zero", "density=1.5"],
    ["density=2..1 g/cm3", "ends below its start", "density=1.5"],
    ["density=heavy", "is not a figure", "density=1.5"],
    ["density=1e999 g/cm3", "is not a decimal number", "digits"],
    ["article=flake-grafite", "is not a word for article", "Did you mean flake-graphite"],
    ["article=,", "says nothing of article", "flake-graphite"],
    ["=", "does not state a property", "density=2.6"],
    ["", "does not state a property", "density=2.6"],
    ["__proto__=1 g/cm3", "is not a property", "Known: density"],
  ])("%j is refused: %s", (text, says, hint) => {
    let caught: unknown;
    try {
      read(text);
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(UserError);
    expect((caught as UserError).message).toContain(says);
    expect((caught as UserError).hint).toContain(hint);
  });

  test("of too many statements is refused", () => {
    expect(() => read(...Array.from({ length: 41 }, () => "density=1 g/cm3"))).toThrow("are too many");
  });

  test("of any text is read, or refused in words", () => {
    fc.assert(
      fc.property(
        fc.string({ maxLength: 60 }),
        fc.constantFrom("", "density=", "article=", "density=1 "),
        (text, before) => {
          try {
            read(before + text);
          } catch (error) {
            expect(error).toBeInstanceOf(UserError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
