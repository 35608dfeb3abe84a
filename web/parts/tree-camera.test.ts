import fc from "fast-check";
import { expect, test } from "vitest";
import { firstCamera, kept, showing, wholeCamera, zoomed } from "./tree-camera.ts";

const FRAME = { width: 360, height: 400 };

test("what fits is shown whole; what does not is shown readable round its middle", () => {
  expect(firstCamera({ width: 300, height: 300 }, FRAME, { x: 150, y: 150 })).toEqual({ scale: 1, x: 30, y: 50 });
  const wide = firstCamera({ width: 2000, height: 500 }, FRAME, { x: 1000, y: 250 });
  expect(wide.scale).toBe(0.72);
  expect(wide.x + wide.scale * 1000).toBeCloseTo(180);
  expect(wholeCamera({ width: 1440, height: 500 }, FRAME).scale).toBe(0.25);
});

test("zooming keeps what is under the pointer, within bounds", () => {
  const camera = { scale: 1, x: 10, y: 20 };
  fc.assert(
    fc.property(fc.double({ min: 0.1, max: 10, noNaN: true }), fc.nat(360), fc.nat(400), (by, x, y) => {
      const next = zoomed(camera, by, { x, y });
      expect((x - next.x) / next.scale).toBeCloseTo((x - camera.x) / camera.scale);
      expect((y - next.y) / next.scale).toBeCloseTo((y - camera.y) / camera.scale);
      expect(next.scale).toBeGreaterThanOrEqual(0.2);
      expect(next.scale).toBeLessThanOrEqual(3);
    }),
  );
});

test("the drawing never leaves the frame, and a box that is asked for comes into it", () => {
  const drawing = { width: 2000, height: 300 };
  expect(kept({ scale: 1, x: 500, y: 500 }, drawing, FRAME)).toEqual({ scale: 1, x: 0, y: 100 });
  expect(kept({ scale: 1, x: -5000, y: 0 }, drawing, FRAME)).toEqual({ scale: 1, x: -1640, y: 0 });
  const shown = showing({ scale: 1, x: 0, y: 0 }, { x: 900, y: 10, width: 172, height: 60 }, FRAME);
  expect(shown.x + 900 + 172).toBe(352);
  expect(shown.y).toBe(0);
});
