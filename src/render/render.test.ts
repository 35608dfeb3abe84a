import { expect, test } from "vitest";
import type { Document, Table } from "./document.ts";
import { plainText } from "./plain-text.ts";
import { disarm, renderCsv } from "./render-csv.ts";
import { renderMarkdown } from "./render-markdown.ts";
import { renderText } from "./render-text.ts";
import { renderXlsx } from "./render-xlsx.ts";
import { chooseScale, writeScaled, writeShare } from "./scale.ts";
import { shorten, textWidth } from "./text-width.ts";

const table = (rows: Table["rows"]): Table => ({
  kind: "table",
  title: "Suppliers",
  main: true,
  columns: [
    { name: "party", label: "Party", type: "text" },
    { name: "usd", label: "Value", type: "usd" },
    { name: "share", label: "Share", type: "share" },
  ],
  rows,
});

const document = (rows: Table["rows"]): Document => ({ title: "A title", blocks: [table(rows)] });

test("a table has one scale, its unit in the heading, and a dash for what is unknown", () => {
  const text = renderText(
    document([
      ["China", "612345678.90", "0.745"],
      ["Japan", "49", "0.000000060"],
      ["Unsaid", null, "0"],
    ]),
  );
  expect(text).toMatchInlineSnapshot(`
    "A title
    ═══════

    Suppliers
    Party         Value   Share
            USD million
    ──────  ───────────  ──────
    China         612.3  74.5 %
    Japan          <0.1  <0.1 %
    Unsaid            —     0 %
    "
  `);
});

test("a small amount is never written as zero, and zero never as anything else", () => {
  const million = chooseScale("usd", ["50000000"]);
  expect(million.unit).toBe("USD million");
  expect(writeScaled("49", million)).toBe("<0.1");
  expect(writeScaled("0.00", million)).toBe("0");
  expect(writeShare("1")).toBe("100.0 %");
  expect(writeShare("0.0004")).toBe("<0.1 %");
});

test("names cannot move the cursor, colour the screen or change the reading direction", () => {
  expect(plainText("\u001b[31mRed\u001b[0m \u001b]0;title\u0007Co\u202e.dtL\r\nNext\u009b2J")).toBe("Red Co.dtL Next");
  const text = renderText(document([["Evil\u001b[2J\nLtd", "1", "1"]]));
  expect(text).not.toContain("\u001b");
  expect(text.split("\n").filter((line) => line.includes("Ltd"))).toHaveLength(1);
});

test("colour is only added where it is asked for and says nothing of its own", () => {
  const rows: Table["rows"] = [["China", "1", "1"]];
  const coloured = renderText(document(rows), { colour: true });
  expect(coloured).toContain("\u001b[1m");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escapes are what the test takes away.
  expect(coloured.replace(/\u001b\[\d+m/g, "")).toBe(renderText(document(rows)));
});

test("wide characters keep the columns straight", () => {
  expect(textWidth("宁德时代")).toBe(8);
  expect(shorten("宁德时代新能源", 9)).toBe("宁德时代…");
  const lines = renderText(
    document([
      ["宁德时代", "1", "1"],
      ["LG", "2", "1"],
    ]),
  ).split("\n");
  const ends = lines.filter((line) => line.endsWith("100.0 %")).map(textWidth);
  expect(new Set(ends).size).toBe(1);
});

test("a narrow terminal cuts names, never numbers", () => {
  const text = renderText(document([["A company with a very long name indeed", "123456", "0.5"]]), { width: 40 });
  expect(text).toContain("…");
  expect(text).toContain("123.5");
  for (const line of text.split("\n")) expect(textWidth(line)).toBeLessThanOrEqual(40);
});

test("CSV quotes by RFC 4180, keeps exact figures and writes formulas as text", () => {
  const csv = renderCsv(
    document([
      ['=HYPERLINK("http://x")', "-5.10", "1"],
      ["+1 Ltd, Inc", "612345678.90", "0.745"],
      ["@sum", null, "0"],
    ]),
  );
  expect(csv).toBe(
    'party,usd,share\r\n"\'=HYPERLINK(""http://x"")",-5.10,1\r\n"\'+1 Ltd, Inc",612345678.90,0.745\r\n\'@sum,,0\r\n',
  );
  expect(["-5", "-x", "\tx", "\rx", "plain"].map(disarm)).toEqual(["-5", "'-x", "'\tx", "'\rx", "plain"]);
});

test("XLSX types strings as strings, so that a formula in a name stays a name", async () => {
  const { readSheet } = await import("read-excel-file/node");
  const file = await renderXlsx(
    document([
      ["=1+1", "12.5", "0.745"],
      ["Plain", null, "0"],
    ]),
  );
  const rows = await readSheet(file, 1);
  expect(rows[1]).toEqual(["=1+1", 12.5, 0.745]);
  expect(rows[2]).toEqual(["Plain", null, 0]);
});

test("Markdown shows markup and HTML in names as they are written", () => {
  const markdown = renderMarkdown(document([["<b>|*x*", "1", "1"]]));
  expect(markdown).toContain("| &lt;b&gt;\\|\\*x\\* | 1 | 100.0 % |");
});
