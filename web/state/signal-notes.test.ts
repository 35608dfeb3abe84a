import { expect, test } from "vitest";
import { readNotes, type SignalNote, withNote } from "./signal-notes.ts";

const note: SignalNote = {
  finding: "250410 CN>ID>US 2024-07",
  country: "Indonesia",
  diversion: "possible",
  evasion: "not shown",
  status: "watching",
  note: "Ask for the imports.",
  address: "/signals?product=250410&origin=CN&to=US&since=2024-07-01&open=ID",
  changed: "2026-01-02T03:04:05.000Z",
};

test("what was kept is read back; what is no note, or leads elsewhere, is left out", () => {
  expect(readNotes(JSON.stringify([note]))).toEqual([note]);
  const broken = [
    { ...note, status: "risk 9" },
    { ...note, address: "https://elsewhere.example" },
    { ...note, note: 1 },
    null,
  ];
  expect(readNotes(JSON.stringify([...broken, note]))).toEqual([note]);
  expect(readNotes("{")).toEqual([]);
  expect(readNotes(null)).toEqual([]);
});

test("a note takes the place of the earlier one on the same finding, and one that says nothing is let go", () => {
  const other = { ...note, finding: "250410 CN>MY>US 2024-07" };
  const later = { ...note, status: "explained" } as const;
  expect(withNote([note, other], later)).toEqual([later, other]);
  expect(withNote([note, other], { ...note, status: "new", note: "" })).toEqual([other]);
  expect(withNote([], { ...note, status: "new", note: "" })).toEqual([]);
});
