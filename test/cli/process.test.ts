import { spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { compiledSources } from "../support/build.ts";
import { fixtureStore } from "./fixture-store.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
let folder: string;
let main: string;
let store: string;

/** The package as it is installed: compiled sources beside the data, the examples and the dependencies. */
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "headwater-package-"));
  cpSync(compiledSources(), join(folder, "dist"), { recursive: true });
  for (const name of ["data", "examples", "node_modules", "package.json"])
    symlinkSync(join(root, name), join(folder, name));
  main = join(folder, "dist", "cli", "main.js");
  store = await fixtureStore();
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe("the process", () => {
  test("gives the exit code of the error and keeps stdout clean", () => {
    const run = spawnSync(process.execPath, [main, "trace", "--product", "8505", "--to", "US"], { encoding: "utf8" });
    expect([run.status, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("six-digit");
  });

  test("ends quietly when its reader closes the pipe", async () => {
    const child = spawn(process.execPath, [
      main,
      "trace",
      "--product",
      "850511",
      "--to",
      "US",
      "--json",
      "--store",
      store,
    ]);
    child.stdout.destroy();
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise((done) => child.on("close", done));
    expect([code, Buffer.concat(errors).toString()]).toEqual([0, ""]);
  });

  test("stops on Ctrl-C in the middle of an import and leaves the store as it was", async () => {
    const work = mkdtempSync(join(tmpdir(), "headwater-cancel-"));
    const world = join(work, "world");
    const made = spawnSync(process.execPath, [main, "synth", "--shipments", "50000", "--out", world, "--quiet"]);
    expect(made.status).toBe(0);
    const target = join(work, "store");
    expect(spawnSync(process.execPath, [main, "init", "--store", target]).status).toBe(0);
    const child = spawn(process.execPath, [main, "import", join(world, "shipments.csv"), "--store", target]);
    const errors: Buffer[] = [];
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    const ended = new Promise((done) => child.on("close", done));
    const begun = setInterval(() => {
      if (!existsSync(join(target, "scratch"))) return;
      clearInterval(begun);
      child.kill("SIGINT");
    }, 20);
    const code = await ended;
    clearInterval(begun);
    expect([code, Buffer.concat(errors).toString()]).toEqual([130, "headwater: Cancelled; the store is as it was.\n"]);
    const status = spawnSync(process.execPath, [main, "status", "--json", "--store", target], { encoding: "utf8" });
    expect(JSON.parse(status.stdout).result).toMatchObject({ vintage: 0, imports: [] });
    rmSync(work, { recursive: true, force: true });
  });

  test("shows its help without loading an engine, a reader or a book", () => {
    const preload = join(folder, "loaded.mjs");
    mkdirSync(join(folder, "probe"), { recursive: true });
    cpSync(join(root, "test/cli/loaded-modules.mjs"), preload);
    const run = spawnSync(process.execPath, ["--import", preload, main, "trace", "--help"], { encoding: "utf8" });
    expect(run.status).toBe(0);
    expect(run.stderr).not.toMatch(/duckdb|write-excel|read-excel|fflate|yaml/);
    expect(run.stderr).toContain("commander");
  });
});
