import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Answer } from "../../src/operations/core/answer.ts";
import { createContext } from "../../src/operations/core/context.ts";
import { askReport, type ReportAnswers } from "../../src/operations/report/ask-report.ts";
import { reportInput } from "../../src/operations/report/report-input.ts";
import type { SuppliersResult } from "../../src/operations/suppliers.ts";
import type { ExplainResult } from "../../src/operations/trade/explain-result.ts";
import type { TraceResult } from "../../src/operations/trade/trace-result.ts";
import type { TransshipmentResult } from "../../src/operations/trade/transshipment-result.ts";
import { renderReport } from "../../src/render/report/render-report.ts";
import { readWorldAtlas } from "../../src/render/report/world-atlas.ts";
import { isoDate } from "../../src/vocab/iso-date.ts";
import { fixtureStore } from "../cli/fixture-store.ts";
import { headwater } from "../cli/headwater.ts";
import { all, type Element, readHtml } from "./read-html.ts";

let store: string;
let scratch: string;
const pages = new Map<"flows" | "shipments", { readonly text: string; readonly page: Element }>();

beforeAll(async () => {
  store = await fixtureStore({ shipments: true });
  scratch = mkdtempSync(join(dirname(store), "report-"));
  for (const data of ["flows", "shipments"] as const) {
    const out = join(scratch, "made", `${data}.html`);
    const ran = await headwater([
      "report",
      "--product",
      "8505.11",
      "--to",
      "US",
      "--data",
      data,
      "--out",
      out,
      "--store",
      store,
    ]);
    expect(ran.err).toMatch(new RegExp(`^Wrote .*${data}.html \\(\\d+ kB\\)\\.\\n$`));
    expect([ran.code, ran.out]).toEqual([0, ""]);
    const text = readFileSync(out, "utf8");
    pages.set(data, { text, page: readHtml(text) });
  }
});

afterAll(() => rmSync(dirname(store), { recursive: true, force: true }));

const pageOf = (data: "flows" | "shipments") => pages.get(data) ?? { text: "", page: readHtml("") };
const squeeze = (text: string) => text.replace(/\s+/g, " ").trim();

async function answer<Result>(...args: string[]): Promise<Answer<Result>> {
  const ran = await headwater([...args, "--json", "--store", store]);
  if (ran.code !== 0) throw new Error(ran.err);
  return JSON.parse(ran.out) as Answer<Result>;
}

/** The line that each figure of a table points at, by the table's caption and the row's first cell. */
function explainedRow(page: Element, caption: string, label: string): string {
  const table = all(page, "table").find((each) => squeeze(all(each, "caption")[0]?.text ?? "") === caption);
  const row = all(table ?? page, "tr").find((each) => squeeze(all(each, "th")[0]?.text ?? "") === label);
  const links = new Set(all(row ?? page, "a").map((link) => link.attributes.href ?? ""));
  expect(links.size, `${caption}, ${label}`).toBe(1);
  const [link = ""] = links;
  return squeeze(all(page).find((each) => `#${each.attributes.id}` === link)?.text ?? "");
}

describe.each(["flows", "shipments"] as const)("the report on %s", (data) => {
  test("says its language and title, and its headings go down one level at a time", () => {
    const { page } = pageOf(data);
    expect(all(page, "html")[0]?.attributes.lang).toBe("en");
    expect(all(page, "title")[0]?.text).toContain("HS 8505.11");
    const levels = all(page).flatMap(({ tag }) => (/^h[1-6]$/.test(tag) ? [Number(tag[1])] : []));
    expect(levels[0]).toBe(1);
    expect(levels.filter((level) => level === 1)).toHaveLength(1);
    for (const [at, level] of levels.slice(1).entries()) expect(level).toBeLessThanOrEqual((levels[at] ?? 0) + 1);
  });

  test("has no name twice, and every link within it leads somewhere", () => {
    const { page } = pageOf(data);
    const ids = all(page).flatMap(({ attributes }) => (attributes.id === undefined ? [] : [attributes.id]));
    expect(ids.filter((id, at) => ids.indexOf(id) !== at)).toEqual([]);
    const places = new Set(ids.map((id) => `#${id}`));
    const inner = all(page, "a").map(({ attributes }) => attributes.href ?? "");
    expect(inner.filter((href) => href.startsWith("#") && !places.has(href))).toEqual([]);
    expect(inner.filter((href) => href.startsWith("#x-")).length).toBeGreaterThan(60);
  });

  test("every figure of a table points at a line that says it exactly", () => {
    const { page } = pageOf(data);
    for (const cell of all(page, "td").filter(({ attributes }) => attributes.class === "number")) {
      if (cell.text === "—") continue;
      const [link] = all(cell, "a");
      expect(link, `the figure "${cell.text}"`).toBeDefined();
      const line = all(page, "li").find((each) => `#${each.attributes.id}` === link?.attributes.href);
      expect(squeeze(line?.text ?? "")).toMatch(/: .*\d/);
    }
  });

  test("every explanation has a sentence, a basis, a source that is listed, and a command", () => {
    const { page } = pageOf(data);
    const articles = all(page, "article");
    expect(articles.length).toBeGreaterThan(10);
    for (const article of articles) {
      const [sentence] = all(article, "p");
      expect(squeeze(sentence?.text ?? "")).toMatch(/\. (observed|reported|estimated|assumed)$/);
      expect(all(article, "code").some(({ text }) => text.startsWith("headwater "))).toBe(true);
      const sources = all(article, "a").filter((link) => link.attributes.href?.startsWith("#source-"));
      expect(sources.length, squeeze(all(article, "h3")[0]?.text ?? "")).toBeGreaterThan(0);
    }
  });

  test("loads nothing and runs nothing: no script, no style, picture or frame from elsewhere", () => {
    const { text, page } = pageOf(data);
    for (const tag of ["script", "link", "img", "iframe", "object", "embed", "base", "form"]) {
      expect(all(page, tag), tag).toEqual([]);
    }
    for (const { attributes, tag } of all(page)) {
      expect(Object.keys(attributes).filter((name) => /^(src|srcset|on\w+|style|xlink:href)$/.test(name))).toEqual([]);
      if (attributes.href !== undefined) expect([tag, /^(#|https?:)/.test(attributes.href)]).toEqual(["a", true]);
    }
    expect(text).not.toMatch(/@import|url\((?!#)/);
    expect(text).toContain("default-src 'none'");
  });

  test("pictures are named and described, and keep their styles to themselves", () => {
    const { page } = pageOf(data);
    const pictures = all(page, "svg");
    expect(pictures.length).toBeGreaterThanOrEqual(3);
    for (const picture of pictures) {
      expect(picture.attributes).toMatchObject({ role: "img", lang: "en" });
      expect(squeeze(all(picture, "desc")[0]?.text ?? "")).toMatch(/\w/);
      for (const rule of (all(picture, "style")[0]?.text ?? "").replace(/@media[^{]*\{/g, "").split("}")) {
        if (rule !== "") expect(rule).toMatch(new RegExp(`^#${picture.attributes.id} `));
      }
    }
    for (const figure of all(page, "figure"))
      expect(squeeze(all(figure, "figcaption")[0]?.text ?? "")).toMatch(/\.$|computed$/);
  });

  test("its figures are those that the operations answer", async () => {
    const { page } = pageOf(data);
    const question = ["--product", "850511", "--to", "US", "--data", data];
    const trace = await answer<TraceResult>("trace", ...question);
    for (const tier of trace.result.tiers) {
      for (const part of tier.by) {
        const line = explainedRow(page, `Tier ${tier.tier} by country`, part.label);
        const isSilent = part.usd === "0.00" && tier.rowsWithoutValue > 0;
        expect(line).toContain(isSilent ? "value not known" : `value USD ${part.usd}`);
        expect(line).toContain(`share ${part.share}`);
      }
    }
    const suppliers = await answer<SuppliersResult>("suppliers", ...question);
    for (const each of suppliers.result.suppliers) {
      const line = explainedRow(
        page,
        "Who sells directly to the United States",
        squeeze(each.label.replace("\u001b[2J", "").replace("\u202e", "")),
      );
      expect(line).toContain(`value USD ${each.usd}`);
      expect(line).toContain(`recipients ${each.recipients}`);
    }
    const between = await answer<TransshipmentResult>(
      "transshipment",
      ...question,
      "--origin",
      "CN",
      "--by",
      "country",
    );
    for (const each of between.result.intermediates) {
      const line = explainedRow(page, "Between China and the United States", each.label);
      expect(line).toContain(`could have passed USD ${each.passable}`);
    }
  });

  test("the commands that it names give its figures", async () => {
    const { page } = pageOf(data);
    const line = explainedRow(page, "Tier 1 by country", "China");
    const reference = /headwater explain '([^']+)'/.exec(line)?.[1] ?? "";
    const explained = await answer<ExplainResult>("explain", reference);
    expect(line).toContain(`value USD ${explained.result.figure.value}`);
  });
});

test("made data say so at the top, and real data do not", () => {
  expect(pageOf("shipments").text).toContain("MADE WORLD: these rows were generated");
  expect(pageOf("flows").text).not.toContain("MADE WORLD");
});

test("a report on shipments has firms with their recipients, and no escape or direction mark of their names", () => {
  const { text } = pageOf("shipments");
  expect(text).toContain("Evil Magnets Ltd");
  expect(text).toContain("=HYPERLINK(&quot;http://example.org&quot;;&quot;Click&quot;)");
  expect([...text].filter((character) => "\u001b\u202e\u0000".includes(character))).toEqual([]);
});

/** An answer whose every text that names something is `name`. */
function renamed<T>(value: T, name: string): T {
  if (Array.isArray(value)) return value.map((each) => renamed(each, name)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [
      key,
      typeof each === "string" && /^(label|title|sentence|note|publisher|licence|name|formula)$/.test(key)
        ? name
        : renamed(each, name),
    ]),
  ) as T;
}

test("names from the data cannot leave their place in the page", async () => {
  const context = createContext({ store, today: isoDate("2026-11-21") });
  try {
    const input = reportInput.parse({ product: "850511", to: "US", data: "shipments" });
    const { explainCommand, ...answers } = await askReport(context, input);
    const name = `</title></style><script>alert("1")</script><img src=x onerror='x'>`;
    const evil = { ...(renamed(answers, name) as Omit<ReportAnswers, "explainCommand">), explainCommand };
    const page = readHtml(renderReport(evil, await readWorldAtlas()));
    expect(all(page, "script")).toEqual([]);
    expect(all(page, "img")).toEqual([]);
    expect(all(page, "h1")[0]?.text).toContain("<script>");
  } finally {
    context.close();
  }
});

describe("the command", () => {
  const args = (...more: string[]) => [
    "report",
    "--product",
    "850511",
    "--to",
    "US",
    "--data",
    "flows",
    ...more,
    "--store",
    store,
  ];

  test("needs a place to write to, and never writes over a folder", async () => {
    expect(await headwater(args())).toMatchObject({ code: 2, out: "", err: expect.stringContaining("--out") });
    const ran = await headwater(args("--out", scratch));
    expect([ran.code, ran.err]).toEqual([2, expect.stringContaining("is a folder")]);
    expect(statSync(scratch).isDirectory()).toBe(true);
    const under = join(scratch, "made", "flows.html", "x.html");
    expect((await headwater(args("--out", under))).code).toBe(2);
  });

  test("writes to standard output on -, and nothing else with it", async () => {
    const ran = await headwater(args("--out", "-"));
    expect([ran.code, ran.err]).toEqual([0, ""]);
    expect(ran.out).toBe(pageOf("flows").text);
  });

  test("says when there is nothing to report on, and writes no file", async () => {
    const out = join(scratch, "none.html");
    const ran = await headwater([
      "report",
      "--product",
      "850511",
      "--to",
      "NO",
      "--data",
      "flows",
      "--out",
      out,
      "--store",
      store,
    ]);
    expect([ran.code, ran.err]).toEqual([3, expect.stringContaining("no row")]);
    expect(() => statSync(out)).toThrow();
  });
});
