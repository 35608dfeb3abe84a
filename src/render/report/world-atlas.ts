import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { WorldAtlas } from "../../charts/flow-map.ts";

/** Outlines of countries at 1:110 million, as the package world-atlas holds them (Natural Earth, public domain). */
export async function readWorldAtlas(): Promise<WorldAtlas> {
  const file = createRequire(import.meta.url).resolve("world-atlas/countries-110m.json");
  return JSON.parse(await readFile(file, "utf8")) as WorldAtlas;
}
