import { afterEach, expect, test } from "vitest";
import { beginNativeWork, IN_FLIGHT, LEAVING, nativeWork, shareNativeWork } from "./native-work.ts";

const fresh = () => new Int32Array(new SharedArrayBuffer(8));

afterEach(() => shareNativeWork(fresh()));

test("work is in flight from its begin to its end, also when it fails", async () => {
  const cells = fresh();
  shareNativeWork(cells);
  const seen: (number | undefined)[] = [];
  await nativeWork(async () => seen.push(cells[IN_FLIGHT]));
  await expect(nativeWork(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
  const end = beginNativeWork();
  end();
  end();
  expect([seen, cells[IN_FLIGHT]]).toEqual([[1], 0]);
});

test("a thread that is to end begins nothing new", async () => {
  const cells = fresh();
  shareNativeWork(cells);
  cells[LEAVING] = 1;
  await expect(nativeWork(async () => 1)).rejects.toThrow("ending");
  expect(cells[IN_FLIGHT]).toBe(0);
});
