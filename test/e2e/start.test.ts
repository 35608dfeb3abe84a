import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";

const script = fileURLToPath(new URL("../../scripts/start.mjs", import.meta.url));

test("npm start prints the report, ends on the address of the page, and stops when it is told to", async () => {
  const folder = mkdtempSync(join(tmpdir(), "headwater-start-"));
  const started = spawn(process.execPath, [script, "--store", join(folder, "store")], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const printed: string[] = [];
    const url = await new Promise<string>((found, fail) => {
      createInterface({ input: started.stdout }).on("line", (line) => {
        printed.push(line);
        const address = /^Headwater is at (http:\S+)$/.exec(line)?.[1];
        if (address !== undefined) found(address);
      });
      started.once("exit", (code) => fail(new Error(`It ended with ${code}:\n${printed.join("\n")}`)));
    });
    expect(printed.join("\n")).toContain("Who stands behind US imports of permanent magnets (HS 850511), 2024");
    const page = await fetch(url);
    expect([page.status, await page.text()]).toEqual([200, expect.stringContaining('<div id="app">')]);
    const ended = new Promise((done) => started.once("exit", done));
    started.kill("SIGTERM");
    expect(await ended).toBe(0);
    await expect(fetch(url)).rejects.toThrow();
  } finally {
    started.kill("SIGKILL");
    rmSync(folder, { recursive: true, force: true });
  }
});
