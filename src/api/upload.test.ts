import { describe, expect, test } from "vitest";
import { InvalidInput } from "../errors.ts";
import { safeFileName } from "./upload.ts";

describe("the name of an uploaded file", () => {
  test.each([
    ["trade-2024.csv", "trade-2024.csv"],
    ["../../evil.csv", "evil.csv"],
    ["/etc/passwd", "passwd"],
    ["..\\..\\evil.csv", "evil.csv"],
    ["C:\\data\\évil.csv", "évil.csv"],
    ["C:evil.csv", "C_evil.csv"],
    ["evil.csv\u0000.txt", "evil.csv.txt"],
    ["\u202egnp.csv", "gnp.csv"],
    [".hidden.csv", "hidden.csv"],
  ])("%j is kept as %j", (sent, kept) => expect(safeFileName(sent)).toBe(kept));

  test.each(["", ".", "..", "...", "/", "a/", "\\", "\u0000", "\u202e", "x".repeat(300)])("%j is refused", (sent) => {
    expect(() => safeFileName(sent)).toThrow(InvalidInput);
  });
});
