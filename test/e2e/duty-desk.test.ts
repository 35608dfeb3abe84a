import type { Page } from "playwright-core";
import { afterAll, describe, expect, inject, test } from "vitest";
import { groupThousands } from "../../src/render/scale.ts";
import { ask, closeBrowser, openPage } from "./support/browser.ts";

afterAll(closeBrowser);

interface Line {
  readonly measure: string;
  readonly title: string;
  readonly heading: string | null;
  readonly outcome: string;
  readonly base: string | null;
  readonly amount: string;
  readonly because: string;
}
interface Duty {
  readonly total: string;
  readonly refundable: string;
  readonly lines: readonly Line[];
  readonly range: { readonly low: { readonly total: string }; readonly high: { readonly total: string } } | null;
}
interface Timeline {
  readonly steps: readonly { readonly from: string; readonly until: string; readonly total: string }[];
}
interface Watch {
  readonly from: string;
  readonly until: string;
  readonly upcoming: readonly { readonly id: string; readonly day: string; readonly what: string }[];
  readonly silent: readonly { readonly day: string; readonly days: number }[];
  readonly conflicts: readonly { readonly readings: readonly { readonly says: string }[] }[];
  readonly parties: readonly { readonly name: string; readonly named: readonly string[] }[];
}

const GRAPHITE = "product=3801.10.50.90&origin=CN&value=3700&exporter=separate-rate";
const ON = "2025-08-15";

/** What the cells of a table show, or tell when they are pointed at. */
function cells(page: Page, name: string): Promise<string[][]> {
  return page
    .getByRole("grid", { name, exact: true })
    .locator("tbody tr")
    .evaluateAll((rows) =>
      rows.map((row) =>
        [...row.querySelectorAll("td")].map(
          (cell) => cell.querySelector("[title]")?.getAttribute("title") ?? cell.textContent ?? "",
        ),
      ),
    );
}

/** What marks of a picture stand for, in their order. */
const marks = (page: Page, of: string): Promise<(string | null)[]> =>
  page.locator(`[${of}]`).evaluateAll((all, name) => all.map((each) => each.getAttribute(name)), of);

async function graphite(more = ""): Promise<{ page: Page; complaints: readonly string[] }> {
  const opened = await openPage(`/duty?${GRAPHITE}${more}&on=${ON}`);
  await opened.page.locator("[data-step]").first().waitFor();
  return opened;
}

const applied = ({ lines }: Duty) => lines.filter(({ outcome }) => outcome === "applied");
const slider = (page: Page) => page.getByRole("slider", { name: "Day of entry" });
const told = (page: Page) => slider(page).getAttribute("aria-valuetext");

describe.skipIf(inject("page") === "")("the duty screen", () => {
  test("asks what its form says, and shows every line of the answer, applied or not", async () => {
    const { page, complaints } = await openPage("/duty");
    const fill = async (label: string, said: string) => {
      await page.getByLabel(label, { exact: true }).fill(said);
      await page.getByLabel(label, { exact: true }).press("Enter");
    };
    await fill("HTS code, six to ten digits, or words", "3801.10.50.90");
    await fill("Origin", "China");
    await fill("Exporter", "separate-rate");
    await page.getByLabel("Date of entry").fill(ON);
    await fill("Customs value, USD", "3700");
    await expect
      .poll(() => new URL(page.url()).search)
      .toBe(`?product=3801.10.50.90&origin=CN&value=3700&exporter=separate-rate&on=${ON}`);
    await page.locator("[data-step]").first().waitFor();

    const duty = await ask<Duty>(`duty?${GRAPHITE}&on=${ON}`);
    expect(duty.total).toBe("5922.96");
    const lines = async () =>
      (await cells(page, "What applies")).map(([title, heading, , , base, amount]) => [title, heading, base, amount]);
    await expect
      .poll(async () => (await lines()).slice(0, -1))
      .toEqual(applied(duty).map(({ title, heading, base, amount }) => [title, heading, base, amount]));
    expect((await lines()).at(-1)?.[3]).toBe(duty.total);
    await expect
      .poll(async () => (await cells(page, "What does not apply, and why")).map((line) => line.slice(0, 2)))
      .toEqual(duty.lines.filter(({ outcome }) => outcome === "skipped").map(({ title, because }) => [title, because]));
    await expect
      .poll(() => marks(page, "data-step"))
      .toEqual(["value", ...applied(duty).map(({ measure }) => measure), "total"]);
    const range = page.locator(".maker-range");
    await range
      .getByText(groupThousands(duty.range?.low.total ?? "none"))
      .first()
      .waitFor();
    await range
      .getByText(groupThousands(duty.range?.high.total ?? "none"))
      .first()
      .waitFor();
    expect(complaints).toEqual([]);
  });

  test("marks the days on which the duty changes, goes to them by keys, and draws each day anew", async () => {
    const { page, complaints } = await graphite();
    await slider(page).waitFor();
    await expect.poll(() => told(page)).toBe("2025-08-15: 5,922.96 USD, 160.08 % of the value");
    const year = new Date().getUTCFullYear() + 2;
    const { steps } = await ask<Timeline>(`duty-timeline?${GRAPHITE}&until=${year}-01-01`);
    await expect.poll(() => marks(page, "data-change")).toEqual(steps.slice(1).map(({ from }) => from));

    const later = steps.find(({ from }) => from > ON);
    await slider(page).focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForURL(new RegExp(`on=${later?.from}`));
    const then = await ask<Duty>(`duty?${GRAPHITE}&on=${later?.from}`);
    await page.locator(".figures").getByText(groupThousands(then.total)).first().waitFor();
    await page.keyboard.press("ArrowLeft");
    const earlier = steps.findLast(({ from }) => from <= ON);
    await page.waitForURL(new RegExp(`on=${earlier?.from}`));
    await page.keyboard.press("Shift+ArrowRight");
    await page.waitForURL(/on=2025-07-23/);
    await expect.poll(() => told(page)).toMatch(/^2025-07-23: /);
    await page.goBack();
    await expect.poll(() => page.url()).not.toContain("/duty");
    expect(complaints).toEqual([]);
  });

  test("leads from each step of the picture, by keys, to where it comes from", async () => {
    const { page, complaints } = await graphite();
    const duty = await ask<Duty>(`duty?${GRAPHITE}&on=${ON}`);
    const steps = page.locator("[data-step]");
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label"));
    await steps.first().focus();
    for (const [at, line] of applied(duty).entries()) {
      await page.keyboard.press("ArrowDown");
      await expect.poll(focused).toContain(`${line.title}: ${groupThousands(line.amount)} USD`);
      if (line.amount === "0.00" || at > 2) continue;
      await page.keyboard.press("Enter");
      const panel = page.getByRole("dialog", { name: "Where this figure comes from" });
      await panel.getByText(`${line.title}: ${line.amount} USD. ${line.because}`).waitFor();
      await panel.getByText("headwater duty --product 3801.10.50.90 --origin CN").waitFor();
      await page.keyboard.press("Escape");
      await panel.waitFor({ state: "detached" });
      await expect.poll(focused).toContain(line.title);
    }
    await page.keyboard.press("End");
    await expect.poll(() => page.evaluate(() => document.activeElement?.getAttribute("data-step"))).toBe("total");
    expect(complaints).toEqual([]);
  });

  test("puts a second origin beside the first, measure by measure", async () => {
    const { page, complaints } = await graphite();
    await page.getByLabel("Second origin").fill("South Korea");
    await page.getByLabel("Second origin").press("Enter");
    await page.waitForURL(/besideOrigin=KR/);
    await page.locator(".beside [data-step]").first().waitFor();
    const [china, korea] = await Promise.all([
      ask<Duty>(`duty?${GRAPHITE}&on=${ON}`),
      ask<Duty>(`duty?product=3801.10.50.90&origin=KR&value=3700&on=${ON}`),
    ]);
    const beside = () => cells(page, "China and South Korea beside each other");
    await expect
      .poll(async () => (await beside()).find(([title]) => title === "All that is owed")?.slice(2))
      .toEqual([china.total, korea.total, (Number(korea.total) - Number(china.total)).toFixed(2)]);
    const shown = await beside();
    for (const { title, amount } of applied(korea)) {
      expect(shown.find(([name]) => name === title)?.[3]).toBe(amount);
    }
    expect(complaints).toEqual([]);
  });

  test("adds freight to both lots and compares them with one that is made here", async () => {
    const { page, complaints } = await graphite("&besideOrigin=KR&besideValue=6000&besideFreight=100");
    await page.getByLabel("The same lot made here, USD").fill("5400");
    await page.getByLabel("The same lot made here, USD").press("Enter");
    await page.waitForURL(/besideDomestic=5400/);
    const table = page.getByRole("grid", { name: "What the lot costs at the door" });
    await table.getByText("Break-even duty").waitFor();
    const { offers } = await ask<{ offers: readonly Record<string, string>[] }>(
      `landed-cost?product=3801.10.50.90&offer=CN%3D3700&offer=KR%3D6000&exporter=separate-rate&freight=100&domestic=5400&on=${ON}`,
    );
    const shown = async () =>
      (await cells(page, "What the lot costs at the door")).map(([, value, freight, , duties, , total]) => [
        value,
        freight,
        duties,
        total,
      ]);
    await expect
      .poll(shown)
      .toEqual(offers.map(({ value, freight, duties, total }) => [value, freight, duties, total]));
    expect(complaints).toEqual([]);
  });

  test("gives the broker the stack as plain text, with what to file", async () => {
    const { page } = await graphite("&known=2026-04-15");
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.getByRole("button", { name: "Copy for the broker" }).click();
    await page.getByText("Copied", { exact: true }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    const duty = await ask<Duty>(`duty?${GRAPHITE}&known=2026-04-15&on=${ON}`);
    expect(text).toContain(`Total: ${groupThousands(duty.total)} USD`);
    expect(text).toContain(`Of it can be had back: ${groupThousands(duty.refundable)} USD`);
    const headings = applied(duty).flatMap(({ heading }) => (heading === null ? [] : [heading]));
    expect(text).toContain(`Headings to file: ${headings.join(", ")}`);
    for (const { amount, title } of applied(duty))
      expect(text).toMatch(new RegExp(`${groupThousands(amount)} +${title.slice(0, 12)}`));
  });

  test("takes contents a line each, and sends each to the measure that falls on it", async () => {
    const { page, complaints } = await openPage(
      `/duty?product=8507.60.00.20&origin=CN&value=100000&article=cell&exporter=separate-rate&on=${ON}`,
    );
    await page.getByLabel("Content 1", { exact: true }).fill("graphite");
    await page.getByLabel("Content 1", { exact: true }).press("Enter");
    await page.getByLabel("USD of content 1").fill("5,000");
    await page.getByLabel("USD of content 1").press("Enter");
    await page.waitForURL(/content=graphite%3D5000/);
    await page.getByLabel("Content 2", { exact: true }).waitFor();
    const duty = await ask<Duty>(
      `duty?product=8507.60.00.20&origin=CN&value=100000&article=cell&exporter=separate-rate&content=graphite%3D5000&on=${ON}`,
    );
    await page.locator(".figures").getByText(groupThousands(duty.total)).first().waitFor();
    await expect
      .poll(async () => (await cells(page, "What applies")).filter(([, , , , base]) => base === "5000"))
      .toHaveLength(2);
    expect(complaints).toEqual([]);
  });
});

describe.skipIf(inject("page") === "")("the watch screen", () => {
  test("shows what comes, what is silent, what sources say, and a case by its stages", async () => {
    const { page, complaints } = await openPage("/watch?on=2026-08-01");
    await page.locator("[data-stage]").first().waitFor();
    const watch = await ask<Watch>("watch?on=2026-08-01");
    await expect.poll(() => marks(page, "data-event")).toEqual(watch.upcoming.map(({ id }) => id));
    await expect
      .poll(async () => (await cells(page, "Due, and silent")).map((line) => line.slice(0, 2)))
      .toEqual(watch.silent.map(({ day, days }) => [day, String(days)]));
    await expect
      .poll(async () => (await cells(page, "Where sources disagree")).map(([, says]) => says))
      .toEqual(watch.conflicts.flatMap(({ readings }) => readings.map(({ says }) => says)));
    await page.getByRole("combobox", { name: "Case" }).selectOption("A-570-194");
    await page.waitForURL(/case=A-570-194/);
    const { stages } = await ask<{ stages: readonly { stage: string }[] }>("case?id=A-570-194&on=2026-08-01");
    await page.getByRole("heading", { name: /^A-570-194/ }).waitFor();
    await expect.poll(() => marks(page, "data-stage")).toEqual(stages.map(({ stage }) => stage));
    expect(complaints).toEqual([]);
  });

  test("is narrowed to a code and a programme, and leads to the same dates as a calendar", async () => {
    const { page, complaints } = await openPage("/watch?on=2025-08-01");
    await page.getByLabel("HS code or words").fill("3801.10");
    await page.getByLabel("HS code or words").press("Enter");
    await page.waitForURL(/product=380110/);
    await page.getByLabel("Programme").selectOption("ad-cvd");
    await page.waitForURL(/programme=ad-cvd/);
    const watch = await ask<Watch>("watch?product=380110&programme=ad-cvd&on=2025-08-01");
    await expect.poll(() => marks(page, "data-event")).toEqual(watch.upcoming.map(({ id }) => id));
    const address = await page.getByRole("link", { name: "The dates as a calendar (ICS)" }).getAttribute("href");
    const calendar = await (await fetch(inject("page") + address)).text();
    expect(calendar).toMatch(/^BEGIN:VCALENDAR/);
    expect(calendar.match(/BEGIN:VEVENT/g)).toHaveLength(watch.upcoming.length);
    expect(complaints).toEqual([]);
  });

  test("compares a pasted list with the names in cases, and keeps it in the address", async () => {
    const { page, complaints } = await openPage("/watch?on=2025-08-01");
    await page.getByLabel("Parties, a name in each line").fill("Name\nHuzhou Kaijin\nNobody & Sons <b>");
    await page.getByRole("button", { name: "Compare the names" }).click();
    await page.waitForURL(/parties=/);
    await page.getByRole("grid", { name: "Your list" }).waitFor();
    await expect
      .poll(() => cells(page, "Your list"))
      .toEqual([
        ["Huzhou Kaijin", expect.stringContaining("us-cvd-active-anode-material-cn")],
        ["Nobody & Sons <b>", "nothing that the book holds"],
      ]);
    await page.locator(".timeline .touched").first().waitFor({ state: "attached" });
    await page.reload();
    await page.getByRole("grid", { name: "Your list" }).waitFor();
    const parties = page.getByLabel("Parties, a name in each line");
    await expect.poll(() => parties.inputValue()).toBe("Huzhou Kaijin\nNobody & Sons <b>");
    expect(complaints).toEqual([]);
  });
});
