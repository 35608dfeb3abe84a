import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { colourTokens } from "../../src/charts/colours.ts";

const css = readFileSync(fileURLToPath(new URL("tokens.css", import.meta.url)), "utf8");

/** Each rule of the style sheet with its custom properties; the last closing brace of a media rule is harmless. */
const rules = [...css.matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(([, selector = "", body = ""]) => ({
  selector: selector.trim(),
  tokens: Object.fromEntries([...body.matchAll(/(--[\w-]+):\s*([^;]+);/g)].map(([, name, value]) => [name, value])),
}));

test.each([
  [":root", "light"],
  [':root:not([data-theme="light"])', "dark"],
  [':root[data-theme="dark"]', "dark"],
] as const)("the colours of %s are those of the charts on %s paper", (selector, mode) => {
  const { tokens } = rules.find((rule) => rule.selector.endsWith(selector)) ?? { tokens: {} };
  const lower = (colours: Readonly<Record<string, string | undefined>>) =>
    Object.fromEntries(Object.entries(colours).map(([name, colour]) => [name, colour?.toLowerCase()]));
  expect(lower(tokens)).toMatchObject(lower(colourTokens(mode)));
});

/** Relative luminance and contrast by WCAG 2.2. */
function luminance(hex: string): number {
  const channels = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  const [r = 0, g = 0, b = 0] = channels.map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

test("text has 4.5 to 1 on its paper, marks and the edges of fields 3 to 1", () => {
  for (const { tokens } of rules.filter((rule) => rule.tokens["--paper"] !== undefined)) {
    const of = (name: string) => tokens[name] ?? "#000000";
    for (const name of ["--ink", "--muted", "--accent", "--error"]) {
      for (const paper of ["--paper", "--raised"])
        expect(contrast(of(name), of(paper)), name).toBeGreaterThanOrEqual(4.5);
    }
    expect(contrast(of("--ink"), of("--notice"))).toBeGreaterThanOrEqual(4.5);
    for (let tier = 0; tier <= 8; tier++) {
      expect(contrast(of(`--tier-${tier}`), of("--paper")), `tier ${tier}`).toBeGreaterThanOrEqual(3);
    }
    expect(contrast(of("--field"), of("--paper"))).toBeGreaterThanOrEqual(3);
  }
});
