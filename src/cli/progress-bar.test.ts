import { expect, test } from "vitest";
import type { Io } from "./io.ts";
import { progressBar, progressLine } from "./progress-bar.ts";

function terminal(isTTY: boolean) {
  const written: string[] = [];
  let clock = 0;
  const io: Io = {
    out: { write: () => undefined },
    err: { write: (text) => written.push(text), isTTY, columns: 100 },
    env: {},
    now: () => new Date(clock),
    signal: new AbortController().signal,
  };
  return { io, written, wait: (milliseconds: number) => (clock += milliseconds) };
}

const rows = (done: number) => ({ label: "bills.csv", done, total: 4000, unit: "rows" }) as const;

test("says how far, how fast and how long still", () => {
  expect(progressLine({ progress: rows(1000), from: 0, seconds: 2 }, 200)).toBe(
    "bills.csv  [######··················] 25 %  1,000 rows  500 rows/s  6 s left",
  );
  const reading = { label: "reading", done: 3_000_000, total: null, unit: "bytes" } as const;
  expect(progressLine({ progress: reading, from: 0, seconds: 2 }, 200)).toBe("reading  3.0 MB  1.5 MB/s  2 s");
  expect(progressLine({ progress: reading, from: 3_000_000, seconds: 8 }, 200)).toBe("reading  3.0 MB  8 s");
});

test("appears on a terminal after a second and goes away at the end", () => {
  const { io, written, wait } = terminal(true);
  const bar = progressBar(io, false);
  bar.report(rows(100));
  wait(900);
  bar.report(rows(500));
  expect(written).toEqual([]);
  wait(200);
  bar.report(rows(1000));
  bar.clear();
  expect(written).toHaveLength(2);
  expect(written[1]).toBe("\r\u001b[2K");
});

test("stays away from files, pipes and whoever asked for quiet", () => {
  for (const [isTTY, quiet] of [
    [false, false],
    [true, true],
  ] as const) {
    const { io, written, wait } = terminal(isTTY);
    const bar = progressBar(io, quiet);
    bar.report(rows(1));
    wait(5000);
    bar.report(rows(2));
    bar.clear();
    expect(written).toEqual([]);
  }
});
