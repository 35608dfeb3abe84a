import { InvalidInput } from "../../errors.ts";
import { RECORD_LIMIT } from "./protocol.ts";

export interface SplitRecord {
  readonly fields: readonly string[];
  /** Physical line, 1-based, on which the record starts. */
  readonly line: number;
}

export interface SplitFault {
  readonly line: number;
  readonly text: string;
  readonly reason: string;
}

export interface RecordSplitter {
  push(text: string): void;
  end(): void;
}

type Scan =
  | { readonly is: "record"; readonly fields: string[]; readonly next: number }
  | { readonly is: "fault"; readonly reason: string }
  | { readonly is: "more" };

/**
 * Takes delimited text apart, record by record, as RFC 4180 says: quotes open only at the start of a field.
 *
 * A record whose quotes do not close where a field ends is a fault; reading goes on at the physical line after the one
 * it starts on, so that one stray quote costs one record. Blank lines are no records.
 */
export function splitRecords(
  { delimiter, name }: { readonly delimiter: string; readonly name: string },
  onRecord: (record: SplitRecord) => void,
  onFault: (fault: SplitFault) => void,
): RecordSplitter {
  let text = "";
  let line = 1;
  let newline: "\n" | "\r" | null = null;

  const take = (atEnd: boolean) => {
    newline ??= newlineOf(text, atEnd);
    if (newline === null) return guardLength(text, line, name);
    let start = 0;
    while (start < text.length) {
      const lineEnd = text.indexOf(newline, start);
      if (lineEnd === -1 && !atEnd) break;
      const firstLine = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
      if (firstLine.length > RECORD_LIMIT) guardLength(firstLine, line, name);
      if (isBlank(firstLine)) {
        start += firstLine.length + 1;
        line++;
        continue;
      }
      const scan = firstLine.includes('"')
        ? scanQuoted(text, start, delimiter, newline, atEnd)
        : { is: "record" as const, fields: bare(firstLine).split(delimiter), next: start + firstLine.length + 1 };
      if (scan.is === "more" && text.length - start < RECORD_LIMIT) break;
      if (scan.is === "record") {
        onRecord({ fields: scan.fields, line });
        line += countLines(text, start, Math.min(scan.next, text.length), newline, scan.next > text.length);
        start = scan.next;
      } else {
        onFault({ line, text: bare(firstLine), reason: scan.is === "fault" ? scan.reason : NEVER_CLOSED });
        start += firstLine.length + 1;
        line++;
      }
    }
    text = text.slice(start);
    if (!text.includes('"')) guardLength(text, line, name);
  };

  return {
    push(more) {
      text += more;
      take(false);
    },
    end() {
      take(true);
      text = "";
    },
  };
}

const NEVER_CLOSED = "a quote is opened and not closed";

function newlineOf(text: string, atEnd: boolean): "\n" | "\r" | null {
  if (text.includes("\n")) return "\n";
  if (text.includes("\r") && (atEnd || text.indexOf("\r") < text.length - 1)) return "\r";
  return atEnd ? "\n" : null;
}

function guardLength(text: string, line: number, name: string): void {
  if (text.length > RECORD_LIMIT) throw longLine(line, name);
}

export const longLine = (line: number, name: string): InvalidInput =>
  new InvalidInput(`Line ${line} of “${name}” is longer than ${RECORD_LIMIT / 1024 / 1024} MB.`, {
    hint: "The file is not a table, or its line ends are not those of a text file.",
  });

const isBlank = (line: string): boolean => line.length < 64 && line.trim() === "" && !line.includes("\t");
const bare = (line: string): string => (line.endsWith("\r") ? line.slice(0, -1) : line);

function countLines(text: string, from: number, to: number, newline: string, openEnd: boolean): number {
  let count = openEnd ? 1 : 0;
  for (let at = text.indexOf(newline, from); at !== -1 && at < to; at = text.indexOf(newline, at + 1)) count++;
  return count;
}

function scanQuoted(text: string, start: number, delimiter: string, newline: string, atEnd: boolean): Scan {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    if (text[at] === '"') {
      const close = closingQuote(text, at + 1);
      if (close === -1 || (close === text.length - 1 && !atEnd)) {
        return close === -1 && atEnd ? { is: "fault", reason: NEVER_CLOSED } : { is: "more" };
      }
      fields.push(text.slice(at + 1, close).replaceAll('""', '"'));
      at = close + 1;
      if (text[at] === "\r" && newline === "\n") {
        if (at + 1 === text.length && !atEnd) return { is: "more" };
        if (at + 1 === text.length || text[at + 1] === "\n") at++;
      }
      if (at >= text.length || text[at] === newline) return { is: "record", fields, next: at + 1 };
      if (text[at] !== delimiter) return { is: "fault", reason: "text stands after a closing quote" };
      at++;
      continue;
    }
    const end = text.indexOf(newline, at);
    if (end === -1 && !atEnd) return { is: "more" };
    const lineEnd = end === -1 ? text.length : end;
    const stop = text.indexOf(delimiter, at);
    if (stop === -1 || stop > lineEnd) {
      fields.push(bare(text.slice(at, lineEnd)));
      return { is: "record", fields, next: lineEnd + 1 };
    }
    fields.push(text.slice(at, stop));
    at = stop + 1;
  }
}

function closingQuote(text: string, from: number): number {
  let at = text.indexOf('"', from);
  while (at !== -1 && text[at + 1] === '"') at = text.indexOf('"', at + 2);
  return at;
}
