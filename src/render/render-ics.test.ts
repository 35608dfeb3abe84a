import { expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { renderIcs } from "./render-ics.ts";

const event = { id: "aam-final", day: "2026-02-28", title: "Final; determination, with\na break", about: "90 FR 1" };

test("each date is a whole day with an id that stays the same", () => {
  const text = renderIcs({ title: "Watch", blocks: [], events: [event] });
  expect(text).toContain("UID:aam-final-20260228@headwater\r\n");
  expect(text).toContain("DTSTART;VALUE=DATE:20260228\r\nDTEND;VALUE=DATE:20260301\r\n");
  expect(text).toContain("SUMMARY:Final\\; determination\\, with\\na break\r\n");
  expect(text.startsWith("BEGIN:VCALENDAR\r\n") && text.endsWith("END:VCALENDAR\r\n")).toBe(true);
});

test("no line is longer than 75 octets, and unfolding gives the text back", () => {
  const title = "电池 ".repeat(60).trim();
  const text = renderIcs({ title: "Watch", blocks: [], events: [{ ...event, title }] });
  for (const line of text.split("\r\n")) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
  expect(text.replaceAll("\r\n ", "")).toContain(`SUMMARY:${title}`);
});

test("a name cannot begin a property of its own", () => {
  const text = renderIcs({
    title: "Watch",
    blocks: [],
    events: [{ ...event, title: "x\r\nATTACH:file:///etc/passwd" }],
  });
  expect(text).not.toMatch(/^ATTACH/m);
});

test("a document without dates is no calendar", () => {
  expect(() => renderIcs({ title: "Trace", blocks: [] })).toThrow(InvalidInput);
});
