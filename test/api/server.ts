import { type ChildProcess, spawn } from "node:child_process";
import { request } from "node:http";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Served, ServeOptions } from "../../src/api/serve.ts";
import { builtPackage } from "../support/built-package.ts";

export interface TestServer {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has logged so far. */
  log(): string;
  metric(line: string): Promise<number>;
  stop(): Promise<number | null>;
}

/** The command line of the package as it is built from the sources now. */
export function commandLine(): string {
  return join(builtPackage(), "dist", "cli", "main.js");
}

/** `headwater serve` in a process of its own, on a port of its own. */
export async function startServer(store: string, flags: readonly string[] = []): Promise<TestServer> {
  const child = spawn(process.execPath, [commandLine(), "serve", "--store", store, "--port", "0", ...flags], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString("utf8");
  });
  const ended = new Promise<number | null>((resolve) => child.once("exit", (code) => resolve(code)));
  const url = await new Promise<string>((resolve, reject) => {
    let said = "";
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      const found = /https?:\/\/\S+/.exec(said)?.[0];
      if (found !== undefined) resolve(found);
    });
    void ended.then(() => reject(new Error(`The server ended: ${log}`)));
  });
  return {
    url,
    process: child,
    log: () => log,
    async metric(line) {
      const text = await (await fetch(`${url}/metrics`)).text();
      const found = text.split("\n").find((each) => each.startsWith(`${line} `));
      return Number(found?.slice(line.length + 1) ?? Number.NaN);
    },
    async stop() {
      child.kill("SIGTERM");
      return ended;
    },
  };
}

/** Waits until `holds` does; fails after `seconds`. */
export async function eventually(holds: () => Promise<boolean> | boolean, seconds = 60): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error("It did not come to pass.");
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** The status of an import once it has ended. */
export async function importEnded(url: string, id: string): Promise<Record<string, unknown>> {
  let status: Record<string, unknown> = {};
  await eventually(async () => {
    status = (await (await fetch(`${url}/v1/imports/${id}`)).json()) as Record<string, unknown>;
    return status.state !== "waiting" && status.state !== "running";
  }, 110);
  return status;
}

export async function upload(
  url: string,
  name: string,
  bytes: string | Uint8Array<ArrayBuffer>,
  fields: Record<string, string> = {},
) {
  const form = new FormData();
  for (const [field, text] of Object.entries(fields)) form.append(field, text);
  form.append("file", new Blob([bytes]), name);
  return fetch(`${url}/v1/import`, { method: "POST", body: form });
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly hint?: string;
}

export const problemIn = async (response: Response): Promise<Problem> => (await response.json()) as Problem;

/** The built server in this process, with bounds small enough to be met. */
export async function serveHere(options: ServeOptions): Promise<Served> {
  const module = pathToFileURL(join(builtPackage(), "dist", "api", "serve.js")).href;
  const { serve } = (await import(module)) as typeof import("../../src/api/serve.ts");
  return serve({ port: 0, workers: 1, ...options });
}

export interface RawRequest {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A request with any headers, which `fetch` would not send. */
export function raw(url: string, { method = "GET", path = "/v1", headers = {}, body }: RawRequest): Promise<Problem> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, method, path, headers }, (response) => {
      let text = "";
      response.on("data", (chunk: Buffer) => {
        text += chunk.toString("utf8");
      });
      response.on("end", () => {
        const said = text.startsWith("{") ? (JSON.parse(text) as Problem) : { code: "", detail: text };
        resolve({ ...said, status: response.statusCode ?? 0 });
      });
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
