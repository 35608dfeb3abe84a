import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { colourTokens } from "../../src/charts/colours.ts";

const css = readFileSync(fileURLToPath(new URL("tokens.css", import.meta.url)), "utf8");

/** The custom properties of the style sheet in either mode. */
const tokens = Object.fromEntries(
  (["light", "dark"] as const).map((mode, at) => [
    mode,
    Object.fromEntries(
      [...css.matchAll(/(--[\w-]+): light-dark\(([^,]+), ([^)]+)\);/g)].map(([, name, ...of]) => [name, of[at]]),
    ),
  ]),
);

test.each(["light", "dark"] as const)("the colours are those of the charts on %s paper", (mode) => {
  const charts = Object.entries(colourTokens(mode)).map(([name, colour]) => [name, colour.toLowerCase()]);
  expect(tokens[mode]).toMatchObject(Object.fromEntries(charts));
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

test.each(["light", "dark"] as const)("text has 4.5 to 1 on %s paper, marks and the edges of fields 3 to 1", (mode) => {
  const of = (name: string) => tokens[mode]?.[name] ?? "#000000";
  for (const name of ["--ink", "--muted", "--accent", "--error"]) {
    for (const paper of ["--paper", "--raised"])
      expect(contrast(of(name), of(paper)), name).toBeGreaterThanOrEqual(4.5);
  }
  expect(contrast(of("--ink"), of("--notice"))).toBeGreaterThanOrEqual(4.5);
  for (let tier = 0; tier <= 8; tier++) {
    expect(contrast(of(`--tier-${tier}`), of("--paper")), `tier ${tier}`).toBeGreaterThanOrEqual(3);
  }
  expect(contrast(of("--field"), of("--paper"))).toBeGreaterThanOrEqual(3);
});
