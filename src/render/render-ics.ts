import { InvalidInput } from "../errors.ts";
import { addDays, isoDate } from "../vocab/iso-date.ts";
import type { Document } from "./document.ts";
import { plainText } from "./plain-text.ts";

const LINE_OCTETS = 75;

/** Text of a property, its lines kept: RFC 5545 §3.3.11. */
function escaped(text: string): string {
  const lines = text.split(/\r\n|\r|\n/).map(plainText);
  return lines.join("\n").replace(/\\/g, "\\\\").replace(/;/g, "\\;").replace(/,/g, "\\,").replace(/\n/g, "\\n");
}

/** A content line folded at 75 octets, never inside a character: RFC 5545 §3.1. */
function folded(line: string): string {
  const lines: string[] = [];
  let current = "";
  let octets = 0;
  for (const character of line) {
    const size = Buffer.byteLength(character);
    if (octets + size > LINE_OCTETS) {
      lines.push(current);
      current = " ";
      octets = 1;
    }
    current += character;
    octets += size;
  }
  return [...lines, current].join("\r\n");
}

const compact = (day: string): string => day.replaceAll("-", "");

/** The dated things of a document as an iCalendar file (RFC 5545), each a whole day; InvalidInput if it has none. */
export function renderIcs(document: Document): string {
  const { events } = document;
  if (events === undefined) {
    throw new InvalidInput("This answer has no dates for a calendar.", { hint: "headwater watch has." });
  }
  const stamp = `${compact(events[0]?.day ?? "1970-01-01")}T000000Z`;
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Headwater//watch//EN",
    "CALSCALE:GREGORIAN",
    `X-WR-CALNAME:${escaped(document.title)}`,
    ...events.flatMap(({ id, day, title, about }) => [
      "BEGIN:VEVENT",
      `UID:${escaped(id)}-${compact(day)}@headwater`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${compact(day)}`,
      `DTEND;VALUE=DATE:${compact(addDays(isoDate(day), 1))}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(about)}`,
      "TRANSP:TRANSPARENT",
      "END:VEVENT",
    ]),
    "END:VCALENDAR",
  ];
  return `${lines.map(folded).join("\r\n")}\r\n`;
}
