import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { ask, closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Rule {
  readonly rule: string;
  readonly outcome: string;
  readonly published: string;
  readonly path: readonly { readonly step: string }[];
}
interface Control {
  readonly party: { readonly key: string; readonly label: string };
  readonly rules: readonly Rule[];
}
interface Stake {
  readonly holder: { readonly key: string; readonly label: string };
  readonly held: { readonly key: string; readonly label: string };
  readonly from: string | null;
}
interface Group {
  readonly party: { readonly key: string };
  readonly up: readonly Stake[];
  readonly down: readonly Stake[];
}
interface Figures {
  readonly market: {
    readonly figures: readonly unknown[];
    readonly computed: readonly { readonly measure: string; readonly value: string }[];
  };
  readonly claims: readonly { readonly id: string }[];
}
interface Screened {
  readonly rows: readonly {
    readonly asked: { readonly name: string };
    readonly matches: readonly { readonly verdict: string; readonly listed: string; readonly party: string }[];
  }[];
}

const PLANT = "party=BTR+Indonesia";

async function plant(more = ""): Promise<{ page: Page; complaints: readonly string[] }> {
  const opened = await openPage(`/company?${PLANT}${more}`);
  await opened.page.locator("[data-party]").first().waitFor();
  return opened;
}

const said = (page: Page, mark: string) =>
  page.locator(`[${mark}]`).evaluateAll((all, name) => all.map((each) => each.getAttribute(name)), mark);

const rows = (page: Page, name: string) =>
  page
    .getByRole("grid", { name, exact: true })
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));

describe.skipIf(inject("page") === "")("whose a company is", () => {
  test("shows every rule with its outcome as a word, of a company that the store has no row of", async () => {
    const { page, complaints } = await plant();
    const { party, rules } = await ask<Control>(`control?${PLANT}`);
    await page.getByRole("heading", { level: 1, name: party.label }).waitFor();
    await expect.poll(() => said(page, "data-rule")).toEqual(rules.map(({ rule }) => rule));
    const words = async () =>
      (await page.locator("[data-rule] summary .outcome").allTextContents()).map((word) => word.trim().toLowerCase());
    await expect.poll(words).toEqual(rules.map(({ outcome }) => outcome));
    expect(complaints).toEqual([]);
  });

  test("unfolds the path of a rule, keeps it in the address, and says where it comes from", async () => {
    const { page, complaints } = await plant();
    const { rules } = await ask<Control>(`control?${PLANT}`);
    const rule = rules.find(({ rule }) => rule === "facility-tariff");
    await page.locator('[data-rule="facility-tariff"] summary').click();
    await page.waitForURL(/rule=facility-tariff/);
    await expect.poll(() => said(page, "data-step")).toEqual(rule?.path.map(({ step }) => step));
    await page.getByText("What single stake would turn it").waitFor();
    await page.reload();
    await page.locator("[data-step]").first().waitFor();
    await page.getByRole("button", { name: "Where this comes from" }).click();
    const panel = page.getByRole("dialog", { name: "Where this figure comes from" });
    await panel.getByText("Facility-level tariff", { exact: false }).first().waitFor();
    await expect.poll(() => panel.textContent()).toContain("headwater control --party 'BTR Indonesia'");
    await page.keyboard.press("Escape");
    await page.waitForURL((url) => !url.search.includes("figure"));
    await page.getByRole("button", { name: "View as table" }).first().click();
    await expect
      .poll(async () =>
        (await rows(page, "Under which rules of control it falls")).map(([id, , outcome]) => [id, outcome]),
      )
      .toEqual(rules.map(({ rule: id, outcome }) => [id, outcome]));
    expect(complaints).toEqual([]);
  });

  test("goes through the tree by keys, shows what is looked at, and unfolds what lies deeper", async () => {
    const { page, complaints } = await plant();
    const { party, up } = await ask<Group>(`affiliates?${PLANT}`);
    const shown = () => page.locator("[data-party]").count();
    await page.locator(".fold").first().waitFor();
    const before = await shown();
    const focus = () => page.evaluate(() => (document.activeElement as SVGElement | null)?.dataset);
    await page.locator(`[data-party="${party.key}"]`).focus();
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await focus())?.tie).toBeDefined();
    const tie = (await focus())?.tie?.split(">") ?? [];
    const stake = up.find(({ holder, held }) => holder.key === tie[0] && held.key === tie[1]);
    expect(stake?.held.key).toBe(party.key);
    await page
      .locator(".tree-detail")
      .getByText(stake?.holder.label ?? "nobody")
      .waitFor();
    await page.keyboard.press("ArrowUp");
    await expect.poll(async () => (await focus())?.party).toBe(stake?.holder.key);
    await page.keyboard.press("Enter");
    await page.waitForURL(new RegExp(`pin=${stake?.holder.key}`));

    await page.locator(".fold").first().click();
    await page.waitForURL(/unfold=/);
    await expect.poll(shown).toBeGreaterThan(before);
    await page.reload();
    await page.locator("[data-party]").first().waitFor();
    await expect.poll(shown).toBeGreaterThan(before);
    await page.getByRole("button", { name: "View as table" }).nth(1).click();
    const { down } = await ask<Group>(`affiliates?${PLANT}`);
    await expect
      .poll(async () =>
        (await rows(page, "Who stands behind it, and what it holds")).map(([, holder, , held]) => [holder, held]),
      )
      .toEqual([...up, ...down].map(({ holder, held }) => [holder.label, held.label]));
    expect(complaints).toEqual([]);
  });

  test("zooms and moves the tree by buttons, keys, the wheel and by drawing", async () => {
    const { page, complaints } = await plant();
    const camera = () => page.locator(".ownership-tree > g").getAttribute("transform");
    const scale = async () => Number(/scale\(([\d.]+)\)/.exec((await camera()) ?? "")?.[1]);
    const first = await scale();
    await page.getByRole("button", { name: "Larger" }).click();
    await expect.poll(scale).toBeCloseTo(first * 1.25);
    await page.getByRole("button", { name: "Smaller" }).click();
    await expect.poll(scale).toBeCloseTo(first);
    const tree = page.locator(".ownership-tree");
    await tree.scrollIntoViewIfNeeded();
    await tree.hover();
    const scrolled = () => page.evaluate(() => window.scrollY);
    const at = await scrolled();
    await page.mouse.wheel(0, -80);
    await expect.poll(scrolled).toBeLessThan(at);
    expect(await scale()).toBeCloseTo(first);
    await page.locator("[data-party]").first().focus();
    await tree.hover();
    await page.mouse.wheel(0, -80);
    await expect.poll(scale).toBeGreaterThan(first);
    for (let press = 0; press < 2; press++) {
      const before = await scale();
      await page.keyboard.press("+");
      await expect.poll(scale).toBeGreaterThan(before);
    }
    const still = await camera();
    const box = await tree.boundingBox();
    if (box === null) throw new Error("The tree is not in sight.");
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x - 60, box.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(camera).not.toBe(still);
    await page.keyboard.press("0");
    await expect.poll(scale).toBeLessThanOrEqual(1);
    expect(complaints).toEqual([]);
  });

  test("marks the days of rules, and a click on a day asks for that day", async () => {
    const { page, complaints } = await plant();
    const { rules } = await ask<Control>(`control?${PLANT}`);
    const days = async () => (await page.locator(".rule-day title").allTextContents()).sort();
    await expect
      .poll(days)
      .toEqual(rules.map(({ rule, published }) => `${rule} becomes public on ${published}`).sort());
    const slider = page.getByRole("slider", { name: "Day that is asked for" });
    await slider.focus();
    await page.keyboard.press("ArrowLeft");
    await page.waitForURL(/on=2026-/);
    const chart = page.locator(".span-chart");
    const box = await chart.boundingBox();
    if (box === null) throw new Error("The days are not in sight.");
    await chart.click({ position: { x: 40, y: box.height - 8 } });
    await page.waitForURL(/on=2021-/);
    const on = new URL(page.url()).searchParams.get("on");
    const then = await ask<Group>(`affiliates?${PLANT}&on=${on}`);
    expect(then.up.map(({ from }) => from)).not.toContain("2022-06-23");
    await page.getByText(`On ${on}, as known on`, { exact: false }).first().waitFor();
    await page.getByLabel("Owners and rules as known on").fill("2024-01-01");
    await page.waitForURL(/known=2024-01-01/);
    await page.getByText("as known on 2024-01-01", { exact: false }).first().waitFor();
    expect(complaints).toEqual([]);
  });

  test("shows what the figures of a company come to, and leads to its market and to how a claim was checked", async () => {
    const maker = "party=Zhongke+Electric";
    const { page, complaints } = await openPage(`/company?${maker}`);
    const { market, claims } = await ask<Figures>(`company?${maker}`);
    const price = market.computed.find(({ measure }) => measure === "implied_price");
    expect(price?.value).toBe("23008.418254");
    const figures = async () => (await rows(page, "Figures by year")).map((row) => [row[1], row[4], row[6]]);
    await expect.poll(figures).toContainEqual(["implied selling price", "23,008.42", "computed"]);
    expect(await figures()).toContainEqual(["sales", "225,700", "reported"]);
    expect(await figures()).toHaveLength(market.figures.length + market.computed.length);
    await page.getByRole("heading", { name: "Its place among the makers that are known" }).waitFor();
    const lead = page
      .getByRole("navigation", { name: "It on other screens" })
      .getByRole("link", { name: /^Market of/ });
    expect(await lead.getAttribute("href")).toBe("/market?product=anode+material");
    const [claim] = claims;
    await page.getByRole("grid", { name: "What documents claim of it" }).getByRole("link").first().click();
    await page.waitForURL(new RegExp(`/claims\\?.*open=${claim?.id}`));
    expect(complaints).toEqual([]);
  });

  test("says of a name that nobody has what to do", async () => {
    const { page } = await openPage("/company?party=Nobody+%26+Sons");
    await page
      .getByText("No party of the store or the book is called “Nobody & Sons”")
      .or(page.getByRole("alert"))
      .first()
      .waitFor();
    await page.getByRole("alert").getByText("Nobody & Sons").waitFor();
  });
});

const NAMES =
  "宁德时代新能源科技股份有限公司\tCN\nChina Rare Earth Magnesium Technology Group (CREMT)\tCN\nNobody & Sons <b>\tUS";

describe.skipIf(inject("page") === "")("the screening of names", () => {
  test("compares pasted names, keeps them in the address, and leads to whose the listed party is", async () => {
    const { page, complaints } = await openPage("/screen");
    await page.getByLabel("A name in each line, or a table with tabs").fill(NAMES);
    await page.getByText("3 names.", { exact: false }).waitFor();
    await page.getByRole("button", { name: "Screen the names" }).click();
    await page.waitForURL(/names=/);
    await page.getByRole("grid", { name: "Each name against the lists" }).waitFor();
    const answer = await fetch(`${inject("page")}/v1/screen`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        names: NAMES.split("\n").map((line) => ({ name: line.split("\t")[0], country: line.split("\t")[1] })),
      }),
    });
    const { result } = (await answer.json()) as { readonly result: Screened };
    const expected = result.rows.flatMap(({ asked, matches }) =>
      matches.length === 0
        ? [[asked.name, "no match", "—"]]
        : matches.map(({ verdict, listed }) => [asked.name, verdict, listed]),
    );
    const shown = async () =>
      (await rows(page, "Each name against the lists")).map(([name, , verdict, listed]) => [
        name,
        verdict?.split(":")[0]?.toLowerCase(),
        listed,
      ]);
    await expect.poll(shown).toEqual(expected);
    expect(expected.map(([, verdict]) => verdict)).toContain("possible");
    await page.getByLabel("Only names that are like a listed one").check();
    await page.waitForURL(/matched=true/);
    await page.reload();
    await expect.poll(() => rows(page, "Each name against the lists")).toHaveLength(expected.length - 1);
    const first = result.rows[0]?.matches[0];
    await page
      .getByRole("link", { name: first?.listed ?? "nobody", exact: true })
      .first()
      .click();
    await page.waitForURL(new RegExp(`party=${first?.party}`));
    await page.locator("[data-rule]").first().waitFor();
    expect(complaints).toEqual([]);
  });

  test("reads a file in the browser by the columns that are chosen, and saves the answer as CSV and XLSX", async () => {
    const folder = mkdtempSync(join(tmpdir(), "headwater-names-"));
    const file = join(folder, "suppliers.csv");
    const lines = Array.from({ length: 120 }, (_, at) => `${at},"Supplier, No ${at} of a long list",US`);
    writeFileSync(file, `no,who,where\n0,CATL,China\n${lines.join("\n")}\n`);
    const { page, complaints } = await openPage("/screen");
    await page.getByLabel("or a file: CSV or plain text").setInputFiles(file);
    await page.getByLabel("Column of names").selectOption({ label: "Column 2" });
    await page.getByLabel("Column of countries").selectOption({ label: "Column 3" });
    await page.getByText("suppliers.csv: 122 names").waitFor();
    await page.getByRole("button", { name: "Screen the names" }).click();
    await page.getByRole("alert").getByText("where").waitFor();

    writeFileSync(file, `name,country\nCATL,China\n${lines.map((line) => line.replace(/^\d+,/, "")).join("\n")}\n`);
    await page.getByLabel("or a file: CSV or plain text").setInputFiles(file);
    await page.getByText("suppliers.csv: 121 names").waitFor();
    await page.getByRole("button", { name: "Screen the names" }).click();
    await page.getByText("1 of 121 names is like a name on").waitFor();
    for (const format of ["CSV", "XLSX"] as const) {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        page.getByRole("button", { name: `All parts as ${format}` }).click(),
      ]);
      expect(download.suggestedFilename()).toBe(`screening.${format.toLowerCase()}`);
      const bytes = readFileSync(await download.path());
      expect(bytes.subarray(0, 2).toString() === "PK").toBe(format === "XLSX");
      if (format === "CSV") expect(bytes.toString().match(/no match/g)).toHaveLength(120);
    }
    await page.reload();
    await page.getByText("is gone with it").waitFor();
    expect(complaints).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  test("says what is over the limit, and asks only the chosen lists", async () => {
    const { page, complaints } = await openPage("/screen?names=CATL");
    await page.getByRole("grid", { name: "Each name against the lists" }).waitFor();
    await page.getByLabel("us-1260h").uncheck();
    await page.waitForURL(/list=/);
    await expect.poll(() => new URL(page.url()).searchParams.get("list")).not.toContain("us-1260h");
    await expect
      .poll(async () => (await rows(page, "Each name against the lists")).map((cells) => cells[4]))
      .not.toContain("us-1260h");
    const many = Array.from({ length: 10_002 }, (_, at) => `Firm ${at}`).join("\n");
    // Set at once, as a paste is; the browser's driver would write it line by line.
    await page.getByLabel("A name in each line, or a table with tabs").evaluate((area, text) => {
      (area as HTMLTextAreaElement).value = text;
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }, many);
    await page.getByText("10,002 names are more than the 10,000", { exact: false }).waitFor();
    await expect.poll(() => page.getByRole("button", { name: "Screen the names" }).isDisabled()).toBe(true);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(inject("page") === "")("the lens of control", () => {
  test("is in the address, says what it means, and of statistics says why it cannot be asked", async () => {
    const { page } = await openPage("/chain?product=850511&to=US&inputs=same&depth=2&tab=attribution");
    await page.locator("img.picture").first().waitFor();
    await page.getByLabel("Value is told apart by").selectOption("control");
    await page.waitForURL(/lens=control/);
    await page.getByText("Control is followed up the stakes", { exact: false }).waitFor();
    await page.getByRole("alert").getByText("name countries and not parties").waitFor();
    await page.getByLabel("Value is told apart by").selectOption("origin");
    await page.locator("img.picture").first().waitFor();
  });
});

describe.skipIf(inject("page") === "")("questions with lists", () => {
  test("have a line for each item, and send each by itself", async () => {
    const { page, complaints } = await openPage("/ask/landed-cost?product=3801.10.50.90&offer=CN%3D3700&on=2025-08-15");
    await page.getByLabel("offer 2").fill("KR=6000");
    await page.getByLabel("offer 2").press("Enter");
    await page.waitForURL(/offer=CN%3D3700&offer=KR%3D6000/);
    await page.locator("article table").first().waitFor();
    await expect.poll(() => page.locator("article").textContent()).toContain("Korea");
    expect(await page.getByRole("alert").count()).toBe(0);
    expect(complaints).toEqual([]);
  });
});
