import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { findBrowser } from "./browser-path.ts";

let launched: Promise<Browser> | undefined;

export function browser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: findBrowser() ?? "", args: ["--no-sandbox"] });
  return launched;
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
}

export interface Watched {
  readonly page: Page;
  /** What the page complained of: errors, refused content, requests to elsewhere. Empty when all is well. */
  readonly complaints: readonly string[];
}

/** A new page over the demo store, watched: a fault of a script or a request elsewhere fails the test that sees it. */
export async function openPage(
  path: string,
  options: BrowserContextOptions = {},
  url = inject("page"),
): Promise<Watched> {
  const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 }, ...options });
  context.setDefaultTimeout(45_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    // A refused question is an answer that the page shows; the browser logs it all the same.
    if (message.type() === "error" && !/the server responded with a status of/.test(message.text())) {
      complaints.push(message.text());
    }
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== new URL(url).origin) complaints.push(`asked ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  await page.goto(url + path);
  return { page, complaints };
}

/** The same question put to the API itself. */
export async function ask<Result>(question: string, url = inject("page")): Promise<Result> {
  const response = await fetch(`${url}/v1/${question}`);
  if (!response.ok) throw new Error(`${question}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { readonly result: Result }).result;
}
