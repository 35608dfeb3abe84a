import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { findBrowser } from "./browser-path.ts";
import { headwater, type Server, serveStore } from "./serve-store.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Where the pages over the demo store are; empty where no browser is there to look at them. */
    readonly page: string;
  }
}

let server: Server | undefined;
let folder: string | undefined;

/** Makes the demo store and serves it, once for all files of the suite. */
export async function setup(project: TestProject): Promise<void> {
  if (findBrowser() === null) {
    const missing =
      "No browser was found: the pages are NOT tested. Install chromium, or name one by HEADWATER_CHROMIUM.";
    if (process.env.HEADWATER_REQUIRE_BROWSER === "1") throw new Error(missing);
    process.stderr.write(`\n${missing}\n\n`);
    project.provide("page", "");
    return;
  }
  folder = mkdtempSync(join(tmpdir(), "headwater-e2e-"));
  const store = join(folder, "store");
  headwater("demo", "--store", store);
  server = await serveStore(store);
  project.provide("page", server.url);
}

export async function teardown(): Promise<void> {
  await server?.stop();
  if (folder !== undefined) rmSync(folder, { recursive: true, force: true });
}
