import { expect, test } from "vitest";
import { orderNotes, requireDays } from "./order-of-time.ts";

test.each(["annual", "quarterly"] as const)("refuses the order of time on %s figures", (frequency) => {
  expect(() => requireDays({ source: "s", frequency }, 30)).toThrow(`the figures of "s" are ${frequency}`);
  expect(() => requireDays({ source: "s", frequency })).not.toThrow();
});

test("says that a month stands for its first day, and that a bill's day is of arrival", () => {
  const asked = { inOrder: 30, direction: "up" } as const;
  expect(() => requireDays({ source: "s", frequency: "monthly" }, 30)).not.toThrow();
  expect(orderNotes({ data: "flows", frequency: "monthly" }, asked)[0]).toMatch(/first day of its month/);
  expect(orderNotes({ data: "shipments", frequency: null }, asked)[0]).toMatch(/arrival at the buyer/);
  expect(orderNotes({ data: "shipments", frequency: null }, { direction: "up" })).toEqual([]);
});
