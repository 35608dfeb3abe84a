import { expect, test } from "vitest";
import type { Document, Table } from "../render/document.ts";
import { shortMarkdown } from "./short-document.ts";

const table = (title: string, rows: number, more: Partial<Table> = {}): Table => ({
  kind: "table",
  title,
  columns: [{ name: "name", label: "Name", type: "text" }],
  rows: Array.from({ length: rows }, (_, at) => [`${title} ${at + 1}`]),
  ...more,
});

const documentOf = (...blocks: Document["blocks"]): Document => ({ banner: "MADE", title: "Who", blocks });
const warning = { kind: "warning", text: "Mind this." } as const;

test("a document that fits is whole, but for the rows after the tenth of a long table", async () => {
  const text = await shortMarkdown(documentOf(table("Parts", 11), table("Parties", 12), warning));
  expect(text).toContain("Parts 11");
  expect(text).toContain("Parties (first 10 of 12 lines)");
  expect(text).toContain("Parties 10");
  expect(text).not.toContain("Parties 11");
});

test("too long, it gives up rows first, then tables from the last up, and names them", async () => {
  const long = documentOf(table("First", 30, { main: true }), table("Second", 30), table("Third", 30), warning);
  const text = await shortMarkdown(long, 300);
  expect(text.length).toBeLessThanOrEqual(300);
  expect(text).toContain("First (first 5 of 30 lines)");
  expect(text).not.toContain("Third 1");
  expect(text).toMatch(/Left out here\*\*\n\n[\s\S]*- Third/);
});

test("warnings and the banner of made data stay where tables go", async () => {
  const long = documentOf(...["A", "B", "C", "D"].map((title) => table(title.repeat(20), 40)), warning);
  const text = await shortMarkdown(long, 400);
  expect(text).toContain("MADE");
  expect(text).toContain("Mind this.");
});

test("a steep explanation keeps its first steps and says how many more there are", async () => {
  const items = Array.from({ length: 40 }, (_, depth) => ({ depth: 0, text: `step ${depth + 1}` }));
  const text = await shortMarkdown(documentOf({ kind: "outline", title: "How", items }));
  expect(text).toContain("and 24 more steps");
});

test("what cannot be short is cut at the limit, and says so", async () => {
  const text = await shortMarkdown(documentOf({ kind: "paragraph", text: "word ".repeat(4000) }), 1000);
  expect(text.length).toBeLessThan(1100);
  expect(text).toContain("cut at 1000 characters");
});

test("a reference to a figure, an id or an address can be used as it stands", async () => {
  const reference = "trace?product=850511&to=US&source=made_world_1";
  const text = await shortMarkdown(documentOf({ kind: "paragraph", text: reference }));
  expect(text).toContain(reference);
});
