import { describe, expect, test } from "vitest";
import { decimal } from "./decimal.ts";
import { comparePhysical, convertPhysical, formatPhysical, type PhysicalValue, physicalUnit } from "./physical-unit.ts";

const value = (amount: string, unit: string): PhysicalValue => ({ amount: decimal(amount), unit: physicalUnit(unit) });
const become = (amount: string, unit: string, to: string) =>
  formatPhysical(convertPhysical(value(amount, unit), physicalUnit(to)));

describe("physical units", () => {
  test.each([
    ["2.6", "g/cm3", "kg/m3", "2600 kg/m3"],
    ["2600", "kg / m³", "g/cc", "2.6 g/cc"],
    ["2.6", "Mg/m3", "g/cm3", "2.6 g/cm3"],
    ["1", "kg/l", "g/cm3", "1 g/cm3"],
    ["1080", "kJ/kg", "Wh/kg", "300 Wh/kg"],
    ["0.3", "kWh/kg", "Wh/kg", "300 Wh/kg"],
    ["300", "Wh kg-1", "Wh/kg", "300 Wh/kg"],
    ["0.16", "Ah/g", "mAh/g", "160 mAh/g"],
    ["160", "Ah/kg", "mAh/g", "160 mAh/g"],
    ["30", "N/mm2", "MPa", "30 MPa"],
    ["300", "bar", "MPa", "30 MPa"],
    ["3850", "mV", "V", "3.85 V"],
    ["1000", "ppm", "%", "0.1 %"],
    ["50", "µm", "um", "50 um"],
    ["1", "lb/ft3", "g/cm3", "0.016018463374 g/cm3"],
  ])("%s %s is %s: %s", (amount, unit, to, expected) => {
    expect(become(amount, unit, to)).toBe(expected);
  });

  test("are compared exactly where a conversion does not end", () => {
    expect(comparePhysical(value("1080", "kJ/kg"), value("300", "Wh/kg"))).toBe(0);
    expect(comparePhysical(value("1079.9999999999999", "kJ/kg"), value("300", "Wh/kg"))).toBe(-1);
    expect(comparePhysical(value("4351.132131906276", "psi"), value("30", "MPa"))).toBe(-1);
    expect(comparePhysical(value("4351.132131906277", "psi"), value("30", "MPa"))).toBe(1);
  });

  test("keep capital and small letters apart where they mean different sizes", () => {
    expect(become("1", "mPa", "Pa")).toBe("0.001 Pa");
    expect(become("5", "mg/g", "%")).toBe("0.5 %");
    expect(() => physicalUnit("MG/g")).toThrow("“MG/g” is not a unit");
    expect(become("1", "mWh/g", "Wh/kg")).toBe("1 Wh/kg");
    expect(() => physicalUnit("mwh/g")).toThrow("“mwh/g” is not a unit");
    expect(() => physicalUnit("MPA")).toThrow("“MPA” is not a unit");
    expect(become("30", "G/CC", "g/cc")).toBe("30 g/cc");
  });

  test.each(["g/", "/cm3", "g//cm3", "parsec", "g/cm9", "g/cm0", "", "constructor", "g\u0000"])(
    "%j is refused",
    (text) => {
      expect(() => physicalUnit(text)).toThrow(/is not a unit that is known here/);
    },
  );

  test("do not become what they do not measure", () => {
    expect(() => become("1", "MPa", "g/cm3")).toThrow("“MPa” cannot become “g/cm3”");
    expect(() => become("1", "%", "V")).toThrow("measure different things");
  });
});
