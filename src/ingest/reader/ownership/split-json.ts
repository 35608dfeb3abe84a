import { isUtf8 } from "node:buffer";
import { RECORD_LIMIT } from "../protocol.ts";
import { Fault, type JsonObject } from "./json-fields.ts";

/** One object of a file: of the list that the file is, or of its lines. */
export interface JsonRecord {
  readonly value: JsonObject;
  /** Counted from 1. */
  readonly record: number;
  /** Physical line, 1-based, on which it begins. */
  readonly line: number;
}

/** What stands on which line when a fault is found outside any object. */
export interface JsonPlace {
  readonly record: number;
  readonly line: number;
}

export interface JsonSplitter {
  push(chunk: Buffer): void;
  end(): void;
  /** Where the splitter stands, for what cannot be read. */
  place(): JsonPlace;
}

const DEEPEST = 64;
const [NEWLINE, QUOTE, COMMA, OPEN_LIST, BACKSLASH, CLOSE_LIST, OPEN, CLOSE] = [10, 34, 44, 91, 92, 93, 123, 125];
const isBlank = (byte: number): boolean => byte === 32 || byte === 10 || byte === 13 || byte === 9;

/**
 * Takes a JSON list of objects, or objects one after another as JSON Lines has them, apart without holding more than one
 * of them. Throws a Fault for what is no such file, is nested deeper than any statement, or breaks off.
 */
export function splitJson(onRecord: (record: JsonRecord) => void): JsonSplitter {
  let form: "unknown" | "list" | "lines" | "closed" = "unknown";
  let first = true;
  let line = 1;
  let record = 0;
  let depth = 0;
  let inText = false;
  let escaped = false;
  let afterValue = false;
  let startLine = 1;
  let parts: Buffer[] = [];
  let held = 0;

  const finish = (bytes: Buffer): void => {
    const whole = parts.length === 0 ? bytes : Buffer.concat([...parts, bytes]);
    parts = [];
    held = 0;
    onRecord({ value: parsed(whole), record, line: startLine });
  };

  const between = (byte: number): boolean => {
    if (isBlank(byte)) return false;
    if (form === "unknown") {
      if (byte === OPEN_LIST) {
        form = "list";
        return false;
      }
      if (byte !== OPEN) throw new Fault("the file is not JSON: it begins with neither [ nor {");
      form = "lines";
    }
    if (form === "closed") throw new Fault("something stands after the end of the list");
    if (form === "list" && byte === COMMA && afterValue) {
      afterValue = false;
      return false;
    }
    if (form === "list" && byte === CLOSE_LIST && (afterValue || record === 0)) {
      form = "closed";
      return false;
    }
    if (byte !== OPEN) throw new Fault(`an object is expected and “${String.fromCharCode(byte)}” stands there`);
    if (form === "list" && afterValue) throw new Fault("a comma is missing before this object");
    return true;
  };

  return {
    place: () => ({ record: Math.max(1, record), line: depth > 0 ? startLine : line }),
    push(given) {
      let chunk = given;
      if (first && chunk.length >= 3) {
        first = false;
        if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
      }
      let start = 0;
      for (let at = 0; at < chunk.length; at++) {
        const byte = chunk[at] as number;
        if (byte === NEWLINE) line++;
        if (inText) {
          if (escaped) escaped = false;
          else if (byte === BACKSLASH) escaped = true;
          else if (byte === QUOTE) inText = false;
          continue;
        }
        if (depth === 0) {
          if (!between(byte)) continue;
          record++;
          startLine = line;
          start = at;
          depth = 1;
          continue;
        }
        if (byte === QUOTE) inText = true;
        else if (byte === OPEN || byte === OPEN_LIST) {
          depth++;
          if (depth > DEEPEST) throw new Fault(`it is nested deeper than ${DEEPEST} levels`);
        } else if (byte === CLOSE || byte === CLOSE_LIST) {
          depth--;
          if (depth > 0) continue;
          afterValue = true;
          finish(chunk.subarray(start, at + 1));
        }
      }
      if (depth === 0) return;
      const rest = chunk.subarray(start);
      held += rest.length;
      if (held > RECORD_LIMIT) throw new Fault(`it is longer than ${RECORD_LIMIT / 1024 / 1024} MB`);
      parts.push(Buffer.from(rest));
    },
    end() {
      if (depth > 0) throw new Fault("the file ends in the middle of it");
      if (form === "list") throw new Fault("the file ends before its list is closed");
      if (record === 0) throw new Fault("the file holds no object");
    },
  };
}

function parsed(bytes: Buffer): JsonObject {
  if (!isUtf8(bytes)) throw new Fault("it holds bytes that are not UTF-8");
  try {
    return JSON.parse(bytes.toString("utf8")) as JsonObject;
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    throw new Fault(`it is not JSON: ${said.replace(/\s+/g, " ").slice(0, 120)}`);
  }
}
