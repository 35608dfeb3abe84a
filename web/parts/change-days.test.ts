import { expect, test } from "vitest";
import type { TimelineStep } from "../state/duty-question.ts";
import { changeDay, dayIn, spanOf, stepAt, stepPaths } from "./change-days.ts";

const step = (from: string, until: string, total: string, refundable = "0.00"): TimelineStep => ({
  from,
  until,
  total,
  rate: "0",
  refundable,
  changes: [],
});
const steps = [
  step("2025-01-01", "2025-02-04", "2500.00"),
  step("2025-02-04", "2025-03-04", "3500.00", "1000.00"),
  step("2025-03-04", "2025-04-01", "1000.00"),
];

test("keys go from change day to change day, and stay where there is no further one", () => {
  const changes = steps.map(({ from }) => from);
  expect(changeDay(changes, "2025-01-15", "later")).toBe("2025-02-04");
  expect(changeDay(changes, "2025-02-04", "later")).toBe("2025-03-04");
  expect(changeDay(changes, "2025-03-20", "later")).toBe("2025-03-20");
  expect(changeDay(changes, "2025-03-20", "earlier")).toBe("2025-03-04");
  expect(changeDay(changes, "2025-03-04", "earlier")).toBe("2025-02-04");
  expect(changeDay(changes, "2025-01-01", "earlier")).toBe("2025-01-01");
});

test("days are counted from the first to the last that is shown", () => {
  const span = spanOf(steps);
  expect(span).toEqual({ first: "2025-01-01", last: "2025-03-31", days: 90 });
  if (span === null) return;
  expect(dayIn(span, "2025-01-31")).toBe(30);
  expect([dayIn(span, "2020-01-01"), dayIn(span, "2030-01-01")]).toEqual([0, 89]);
  expect(spanOf([])).toBeNull();
});

test("a day lies in the step that began last", () => {
  expect(["2024-12-31", "2025-02-03", "2025-02-04", "2026-01-01"].map((day) => stepAt(steps, day))).toEqual([
    0, 0, 1, 2,
  ]);
});

test("the line steps on the change day, and only what is refundable is filled", () => {
  const span = spanOf(steps);
  if (span === null) throw new Error("The steps have days.");
  const { x, line, refundable } = stepPaths(steps, span, { width: 196, height: 100, inset: 9 });
  expect([x("2025-01-01"), x("2025-03-31")]).toEqual([9, 187]);
  expect(line.startsWith("M9.0 28.6L")).toBe(true);
  expect(line).toContain(`L${x("2025-02-04").toFixed(1)} 0.0`);
  expect(refundable.match(/M/g)).toHaveLength(1);
});
