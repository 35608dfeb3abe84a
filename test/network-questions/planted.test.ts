import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readBook } from "../../src/book/book.ts";
import type { TransshipmentResult } from "../../src/operations/trade/transshipment-result.ts";
import { makeWorld } from "../../src/synth/make-world.ts";
import { headwater } from "../cli/headwater.ts";
import { rowsOf } from "../support/world-rows.ts";

let scratch: string;
let world: string;
let store: string;

beforeAll(async () => {
  scratch = mkdtempSync(join(tmpdir(), "headwater-planted-"));
  [world, store] = [join(scratch, "world"), join(scratch, "store")];
  await makeWorld({ shipments: 30_000, seed: 7, out: world, book: await readBook() });
  for (const args of [["init"], ["import", join(world, "shipments.csv"), "--quiet"]]) {
    const { code, err } = await headwater([...args, "--store", store]);
    expect([code, err]).toEqual([0, ""]);
  }
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

test("finds the diversions that were planted in a made world, the larger firm first, and about what they moved", async () => {
  const diversions = (await rowsOf(world, "truth/diversions.csv")).filter(({ kind }) => kind === "diversion");
  expect(diversions.length).toBeGreaterThanOrEqual(3);
  for (const { hs6, source, third, destination, via = "", moved_usd: moved } of diversions) {
    const asked = `transshipment --product ${hs6} --origin ${source} --to ${destination} --inputs same --json`;
    const { code, out, err } = await headwater([...asked.split(" "), "--store", store]);
    expect([code, err]).toEqual([0, ""]);
    const { intermediates } = JSON.parse(out).result as TransshipmentResult;
    const planted = intermediates.filter(({ country }) => country === third);
    expect(planted).toHaveLength(via.split(";").length);
    expect(intermediates[0]).toBe(planted[0]);
    expect(planted.every(({ shareFromOrigin }) => Number(shareFromOrigin) > 0.95)).toBe(true);
    const passable = planted.reduce((sum, each) => sum + Number(each.passable), 0) / Number(moved);
    expect(passable).toBeGreaterThan(0.8);
    expect(passable).toBeLessThan(1.1);
  }
});
