import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";

/** Cases that an analyst or a broker can read: a command as typed, and what its JSON must hold, with the source. */
const caseFile = z.strictObject({
  about: z.string(),
  source: z.string().min(10),
  /** Files of the project that are imported first. */
  imports: z.array(z.string()).default([]),
  cases: z
    .array(
      z.strictObject({
        name: z.string(),
        source: z.string().optional(),
        ask: z.string().startsWith("headwater "),
        /** Path in the answer, with dots, to the value there. */
        expect: z.record(z.string(), z.unknown()).optional(),
        /** The command fails with this exit code, and its message holds this text. */
        fails: z.strictObject({ exit: z.int(), says: z.string() }).optional(),
      }),
    )
    .min(1),
});

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = fileURLToPath(new URL(".", import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), "headwater-cases-"));

function headwater(args: readonly string[]): { exit: number; out: string; err: string } {
  try {
    const out = execFileSync(process.execPath, [join(root, "dist/cli/main.js"), ...args], {
      encoding: "utf8",
      maxBuffer: 1 << 28,
      stdio: ["ignore", "pipe", "pipe"],
    });
    return { exit: 0, out, err: "" };
  } catch (error) {
    const { status, stdout, stderr } = error as { status: number; stdout: string; stderr: string };
    return { exit: status, out: stdout, err: stderr };
  }
}

function at(answer: unknown, path: string): unknown {
  return path.split(".").reduce((value: unknown, key) => (value as Record<string, unknown> | undefined)?.[key], answer);
}

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const files = readdirSync(folder).filter((name) => name.endsWith(".yaml"));

describe.each(files)("%s", (file) => {
  const { imports, cases } = caseFile.parse(parse(readFileSync(join(folder, file), "utf8")));
  const store = join(scratch, file, "store");

  beforeAll(() => {
    headwater(["init", "--store", store]);
    if (imports.length === 0) return;
    const brought = headwater(["import", ...imports.map((name) => join(root, name)), "--store", store]);
    expect(brought.err).not.toContain("headwater:");
    expect(brought.exit).toBe(0);
  });

  test.each(cases)("$name", ({ ask, expect: expected, fails }) => {
    const { exit, out, err } = headwater([...ask.split(/\s+/).slice(1), "--json", "--store", store]);
    if (fails !== undefined) {
      expect({ exit, err }).toEqual({ exit: fails.exit, err: expect.stringContaining(fails.says) });
      return;
    }
    expect({ exit, err }).toEqual({ exit: 0, err: "" });
    const answer = JSON.parse(out);
    for (const [path, value] of Object.entries(expected ?? {})) expect(at(answer, path), path).toEqual(value);
    expect(Object.keys(expected ?? {}).length).toBeGreaterThan(0);
  });
});
