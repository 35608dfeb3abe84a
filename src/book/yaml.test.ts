import { expect, test } from "vitest";
import { z } from "zod";
import { InvalidInput } from "../errors.ts";
import { readYaml } from "./yaml.ts";

const anything = z.unknown();
const titles = z.record(z.string(), z.strictObject({ title: z.string() }));

test("reads plain values: a date stays text, a norm stays no", () => {
  expect(readYaml("on: 2025-07-22\nnorway: no\n", "t.yaml", anything)).toEqual({ on: "2025-07-22", norway: "no" });
});

test("names file, line and path of what does not fit", () => {
  const text = "one:\n  title: x\ntwo:\n  title: 3\n";
  expect(() => readYaml(text, "t.yaml", titles)).toThrow(/^“t.yaml”, line 4: at “two.title”: /);
  expect(() => readYaml("one:\n  titel: x\n", "t.yaml", titles)).toThrow(
    "“t.yaml”, line 2: at “one.titel”: not a known key.",
  );
  expect(() => readYaml("- a\n- 1\n", "t.yaml", z.array(z.string()))).toThrow(/^“t.yaml”, line 2: at “1”: /);
  expect(() => readYaml("just text", "t.yaml", titles)).toThrow(/^“t.yaml”, line 1: at the top: /);
});

test.each([
  ["a: 1\nb: [", /“t.yaml”, line [23]: /],
  ["a: 1\na: 2\n", /“t.yaml”, line 2: Map keys must be unique/],
  ["a: 1\nb: !!js/function 'x'\n", /“t.yaml”, line 2: /],
  ["a: 1\nb: !mine 2\n", /“t.yaml”, line 2: /],
])("refuses %j", (text, message) => {
  expect(() => readYaml(text, "t.yaml", anything)).toThrow(message);
  expect(() => readYaml(text, "t.yaml", anything)).toThrow(InvalidInput);
});

test("follows a few aliases and refuses a file that unfolds without end, at once", () => {
  expect(readYaml("a: &x [1]\nb: *x\n", "t.yaml", anything)).toEqual({ a: [1], b: [1] });
  const bomb = ["a: &a [x, x, x, x, x, x, x, x, x]"];
  for (let level = 1; level < 12; level += 1) {
    const [now, before] = [String.fromCharCode(97 + level), String.fromCharCode(96 + level)];
    bomb.push(`${now}: &${now} [${Array(9).fill(`*${before}`).join(", ")}]`);
  }
  const start = process.cpuUsage();
  expect(() => readYaml(bomb.join("\n"), "t.yaml", anything)).toThrow(/aliases unfold/);
  expect(process.cpuUsage(start).user / 1000).toBeLessThan(2000);
});

test("a key named __proto__ changes no prototype", () => {
  const read = readYaml("__proto__:\n  polluted: yes\n", "t.yaml", anything) as Record<string, unknown>;
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});
