import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

/** Who may import whom: this table is the architecture (docs/architecture.md shows it as a picture). */
const base = ["errors", "vocab", "evidence"];
const domain = ["network", "tariff", "control", "flows", "market", "pricing"];
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  vocab: ["errors"],
  evidence: ["errors", "vocab"],
  network: base,
  tariff: base,
  control: base,
  flows: base,
  market: base,
  pricing: base,
  scenario: [...base, ...domain],
  book: [...base, ...domain, "scenario"],
  store: [...base, ...domain],
  ingest: [...base, ...domain, "book", "store", "resolve"],
  resolve: [...base, ...domain, "book", "store"],
  synth: [...base, ...domain, "book"],
  operations: [...base, ...domain, "scenario", "book", "store", "ingest", "resolve", "synth", "solve"],
  charts: [],
  render: [...base, "charts", "operations"],
  cli: [...base, "operations", "render", "api", "mcp"],
  client: [...base, "operations"],
  mcp: [...base, "operations", "render"],
  api: [...base, "operations", "render", "mcp", "solve"],
  solve: [...base, "scenario"],
  index: [...base, "operations"],
};

/** Rooms that compute and nothing else: no files, no processes, no clock, no randomness, no environment. */
const PURE = ["network", "tariff", "control", "flows", "market", "pricing", "scenario", "charts"];
const IMPURE = /from "node:|Math\.random|Date\.now|new Date\(\)|process\.|performance\./;

const files = readdirSync(source, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
const room = (file: string) => file.split(sep)[0]?.replace(/\.ts$/, "") ?? "";

function imports(file: string): { readonly target: string; readonly typeOnly: boolean }[] {
  const text = readFileSync(join(source, file), "utf8");
  const found = text.matchAll(/(import|export)(\s+type)?[^;"']*?from\s+"(\.[^"]+)"|import\(\s*"(\.[^"]+)"\s*\)/g);
  return [...found].map(([, , type, from, dynamic]) => ({
    target: relative(source, join(source, dirname(file), from ?? dynamic ?? "")),
    typeOnly: type !== undefined,
  }));
}

describe("the layers", () => {
  test.each(files.filter((file) => !file.endsWith(".test.ts")))("%s imports only what its room may", (file) => {
    const from = room(file);
    const forbidden = imports(file)
      .map(({ target }) => target)
      .filter((target) => room(target) !== from && !MAY_IMPORT[from]?.includes(room(target)));
    expect(forbidden).toEqual([]);
  });

  test("render takes only types from operations", () => {
    const values = files
      .filter((file) => room(file) === "render" && !file.endsWith(".test.ts"))
      .flatMap((file) => imports(file).map((found) => ({ file, ...found })))
      .filter(({ target, typeOnly }) => room(target) === "operations" && !typeOnly);
    expect(values).toEqual([]);
  });

  test.each(files.filter((file) => PURE.includes(room(file)) && !file.endsWith(".test.ts")))("%s is pure", (file) => {
    expect(readFileSync(join(source, file), "utf8")).not.toMatch(IMPURE);
  });

  test("every room is in the table, and has a README of at most 15 lines", () => {
    const rooms = readdirSync(source).filter((name) => statSync(join(source, name)).isDirectory());
    for (const name of rooms) {
      expect(Object.keys(MAY_IMPORT), `src/${name}`).toContain(name);
      const readme = join(source, name, "README.md");
      expect(existsSync(readme), `${name}/README.md`).toBe(true);
      expect(readFileSync(readme, "utf8").trimEnd().split("\n").length, readme).toBeLessThanOrEqual(15);
    }
  });
});
