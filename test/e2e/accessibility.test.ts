import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** The rules that look at colours: the others see the same page whatever its theme. */
const OF_COLOURS = ["color-contrast", "link-in-text-block"];
const FIGURE = encodeURIComponent("trace?product=850511&to=US#tiers.1.by.CN.usd");

/** Every screen and what can be opened on it, with something that shows that it is there. */
const VIEWS: readonly (readonly [string, string, string])[] = [
  ["search, empty", "/", "main a"],
  ["search, with results", "/search?q=magnets", "main li"],
  ["a value chain", "/chain?product=850511&to=US&depth=2", "main [data-node], .tier-lists li"],
  ["a value chain, nothing asked", "/chain", "main .questions"],
  ["a chain that cannot be asked", "/chain?product=850511&to=Atlantis", "[role=alert]"],
  ["its map", "/chain?product=850511&to=US&depth=2&tab=map", ".world [data-arc]"],
  ["its concentration", "/chain?product=850511&to=US&depth=2&tab=concentration", "img.picture"],
  ["where its value was added", "/chain?product=850511&to=US&inputs=same&depth=2&tab=attribution", "img.picture"],
  ["the rows of a link", "/chain?product=850511&to=US&depth=2&edge=1%7CCN%3E0%7CUS", "dialog table"],
  ["the explanation of a figure", `/chain?product=850511&to=US&depth=2&figure=${FIGURE}`, "dialog .explained"],
  ["the map", "/map?product=850511&to=US&depth=1", ".world [data-arc]"],
  ["a company", "/company?party=CN", "main table"],
  [
    "whose a company is",
    "/company?party=BTR+Indonesia&rule=obbba-sfe,integrated",
    ".control:not([aria-busy=true]) [data-party]",
  ],
  ["a company that nobody knows", "/company?party=Nobody+at+all", "[role=alert]"],
  ["screening, nothing asked", "/screen", "main form, main details"],
  ["screening of names", "/screen?names=CATL%0ANobody", "main table"],
  ["a duty, nothing asked", "/duty", "main .questions"],
  [
    "a duty beside another",
    "/duty?product=3801.10.50.90&origin=CN&value=3700&exporter=separate-rate&besideOrigin=KR&besideFreight=100&besideDomestic=5400&on=2025-08-15",
    ".beside [data-step]",
  ],
  [
    "a duty, refundable, with its contents",
    "/duty?product=8507.60.00.20&origin=CN&value=100000&known=2026-04-15&mode=sea&content=graphite%3D5000&on=2025-08-15",
    ".days input[type=range]",
  ],
  ["a duty that cannot be worked out", "/duty?product=3801&origin=CN&value=3700", "[role=alert]"],
  ["a case of diversion", "/signals?product=250410&origin=CN&to=US&since=2024-07-01&open=ID", ".case .series-chart"],
  ["a scenario, nothing supposed", "/scenario", "main .questions"],
  [
    "a scenario",
    "/scenario?product=850511&to=US&scenario=(*title*:*Half*,*edits*:!(*ban*:(*product*:*8505.11*,*origin*:*CN*,*share*:*50+%25*))~)",
    "main .coverage",
  ],
  ["prices, nothing asked", "/prices", "main .questions"],
  ["a reference price", "/prices?model=anode-agreement", "img.picture"],
  ["a price tool", "/prices?tab=tool&proposal=anode-levy", ".series-chart"],
  ["prices of the store, of which it has none", "/prices?tab=series", "main .coverage"],
  ["agreements, nothing asked", "/agreement", "main .questions"],
  ["an agreement beside another", "/agreement?agreement=active-anode&beside=active-anode-open", "img.picture"],
  ["what to watch", "/watch", ".timeline [data-stage]"],
  [
    "what to watch for a list",
    "/watch?product=8507.60&since=2026-01-01&parties=Huzhou+Kaijin",
    ".timeline [data-stage]",
  ],
  ["the market, nothing asked", "/market", "main .questions"],
  ["the market of a product", "/market?product=anode&apart=control", "main img.picture"],
  ["the minerals board, without production", "/minerals", "main table"],
  ["a mineral", "/minerals?mineral=graphite", "main img.picture"],
  ["claims, one of them open", "/claims?verdict=inconsistent&open=stock-shangtai", ".claim-detail"],
  ["all questions", "/ask", "main li"],
  ["suppliers", "/ask/suppliers?product=283691&to=KR", "article table"],
  ["what is in the store", "/data", "main table"],
  ["coverage, nothing asked", "/data?tab=coverage", "main form"],
  ["rejected records", "/data?tab=rejects", "[role=tabpanel] p, [role=tabpanel] figure"],
  ["import", "/data?tab=import", "input[type=file]"],
  ["no such page", "/nowhere", "main h1"],
];

async function violations(page: Page, rules: readonly string[]): Promise<string[]> {
  // The page's own policy refuses scripts of others, so axe is evaluated by the debugger and not added to the page.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe);
  const results = (await page.evaluate(
    (runOnly) => (window as unknown as { axe: typeof import("axe-core") }).axe.run({ runOnly }),
    [...rules],
  )) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.html} ${node.failureSummary}`),
  );
}

/** Light and dark, and as narrow as a phone. A page of another theme differs by nothing but its colours. */
const HOW = [
  ["light", 1280, RULES],
  ["dark", 1280, OF_COLOURS],
  ["dark", 390, RULES],
] as const;

describe.skipIf(inject("page") === "")("WCAG 2.2 AA as axe sees it", () => {
  test.each(VIEWS)("%s has no violation, light, dark or as narrow as a phone", async (_name, path, sign) => {
    const { page, complaints } = await openPage(path);
    for (const [colorScheme, width, rules] of HOW) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 800 });
      await page.locator(sign).first().waitFor();
      await page.locator("footer p").nth(1).waitFor({ state: "attached" });
      const how = `${colorScheme}, ${width} wide`;
      await expect.poll(() => violations(page, rules), { message: how }).toEqual([]);
      const overflow = () =>
        page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      await expect.poll(overflow, { message: `wider than ${width}` }).toBeLessThanOrEqual(0);
    }
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(inject("page") === "")("the keyboard alone", () => {
  const focused = (page: Page) =>
    page.evaluate(() => {
      const { activeElement: at } = document;
      return at?.getAttribute("aria-label") ?? at?.textContent ?? "";
    });

  test("goes from the first page to a chain, along its links, into its rows and to where a figure comes from", async () => {
    const { page, complaints } = await openPage("/");
    await page.locator("main .questions").waitFor();
    await page.keyboard.press("Tab");
    await expect.poll(() => focused(page)).toBe("Skip to the content");
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\/chain\?product=850511&to=US/);
    await page.locator("[data-node]").first().waitFor();

    const reach = async (wanted: (label: string) => boolean, key = "Tab", most = 60) => {
      for (let press = 0; press < most; press++) {
        if (wanted(await focused(page))) return;
        await page.keyboard.press(key);
      }
      throw new Error(`Not reached by ${key}; the focus is on ${await focused(page)}.`);
    };
    await reach((label) => label.startsWith("Tier "));
    const node = await focused(page);
    await page.keyboard.press("ArrowRight");
    await expect.poll(() => focused(page)).toMatch(/ to .*: /);
    await page.keyboard.press("ArrowRight");
    await expect.poll(async () => (await focused(page)).slice(0, 6)).toMatch(/^Tier /);
    expect((await focused(page)).slice(0, 6)).not.toBe(node.slice(0, 6));
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Rows behind this link" }).waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });

    await page.keyboard.press("1");
    await page.waitForURL(/depth=1/);
    await page.keyboard.press("/");
    await expect.poll(() => focused(page)).toContain("Search");
    await page.keyboard.press("Shift+Tab");
    await reach((label) => label === "Tier");
    await page.keyboard.press("ArrowDown");
    await reach((label) => /^\d/.test(label), "ArrowRight", 8);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: "Where this figure comes from" }).waitFor();
    expect(complaints).toEqual([]);
  });

  test("sees where the focus is, everywhere", async () => {
    const { page } = await openPage("/chain?product=850511&to=US&depth=1");
    await page.locator("[data-node]").first().waitFor();
    for (let press = 0; press < 45; press++) {
      await page.keyboard.press("Tab");
      const seen = await page.evaluate(() => {
        const at = document.activeElement;
        if (at === null || at === document.body) return true;
        const style = getComputedStyle(at);
        const inside = at.querySelector(".node, .link");
        const marked = inside !== null && getComputedStyle(inside).strokeWidth === "2px";
        return marked || (style.outlineStyle !== "none" && Number.parseFloat(style.outlineWidth) >= 2);
      });
      expect(seen, await focused(page)).toBe(true);
    }
  });
});
