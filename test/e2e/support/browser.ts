import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { inject } from "vitest";
import { findBrowser } from "./browser-path.ts";

/** A page and, in the first place, what it complained of since it was last opened. */
interface Tab {
  readonly page: Page;
  complaints: string[];
  /** The origin that it may ask. */
  origin: string;
}

const SIZE = { width: 1280, height: 900 };
/** How many times slower than this machine the pages run: HEADWATER_SLOWNESS, to see which walks do not wait. */
const SLOWNESS = Number(process.env.HEADWATER_SLOWNESS ?? "1");

let launched: Promise<Browser> | undefined;
let shared: Tab | undefined;

function browser(): Promise<Browser> {
  launched ??= chromium.launch({ executablePath: findBrowser() ?? "", args: ["--no-sandbox"] });
  return launched;
}

export async function closeBrowser(): Promise<void> {
  await (await launched)?.close();
  launched = undefined;
  shared = undefined;
}

export interface Watched {
  readonly page: Page;
  /** What the page complained of: errors, refused content, requests to elsewhere. Empty when all is well. */
  readonly complaints: readonly string[];
}

async function newTab(options: BrowserContextOptions, url: string): Promise<Tab> {
  const context = await (await browser()).newContext({ viewport: SIZE, ...options });
  context.setDefaultTimeout(60_000);
  const page = await context.newPage();
  if (SLOWNESS > 1) {
    const session = await context.newCDPSession(page);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWNESS });
  }
  const tab: Tab = { page, complaints: [], origin: new URL(url).origin };
  page.on("pageerror", (error) => tab.complaints.push(error.message));
  page.on("console", (message) => {
    // A refused question is an answer that the page shows; the browser logs it all the same.
    if (message.type() === "error" && !/the server responded with a status of/.test(message.text())) {
      tab.complaints.push(message.text());
    }
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (/^https?:$/.test(protocol) && origin !== tab.origin) tab.complaints.push(`asked ${request.url()}`);
  });
  page.on("dialog", (dialog) => {
    tab.complaints.push(`a dialog: ${dialog.message()}`);
    dialog.dismiss().catch(() => undefined);
  });
  return tab;
}

/** Leaves nothing of what was done before: what the page keeps, how it is shown, where the pointer is. */
async function forget(tab: Tab, url: string): Promise<void> {
  const { page } = tab;
  await page.goto("about:blank");
  tab.complaints = [];
  tab.origin = new URL(url).origin;
  await page.goto(`${url}/healthz`);
  await page.evaluate(() => {
    localStorage.clear();
    sessionStorage.clear();
  });
  await page.context().clearPermissions();
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(SIZE);
  await page.mouse.move(0, 0);
}

/**
 * A page over the demo store, watched: a fault of a script or a request elsewhere fails the test that sees it. The tests
 * of a file are given one page after another in one tab, which costs a fifth of a new one; options make a tab of its own.
 */
export async function openPage(
  path: string,
  options: BrowserContextOptions = {},
  url = inject("page"),
): Promise<Watched> {
  const plain = Object.keys(options).length === 0;
  const tab = (plain ? shared : undefined) ?? (await newTab(options, url));
  if (plain) shared = tab;
  await forget(tab, url);
  await tab.page.goto(url + path);
  return { page: tab.page, complaints: tab.complaints };
}

/** The same question put to the API itself. */
export async function ask<Result>(question: string, url = inject("page")): Promise<Result> {
  const response = await fetch(`${url}/v1/${question}`);
  if (!response.ok) throw new Error(`${question}: ${response.status} ${await response.text()}`);
  return ((await response.json()) as { readonly result: Result }).result;
}
