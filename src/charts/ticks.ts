/** Round numbers from 0 (or below) to at least `most`, about `wanted` of them, in steps of 1, 2 or 5 times a power of ten. */
export function ticks(least: number, most: number, wanted = 5): number[] {
  const span = Math.max(most, 0) - Math.min(least, 0);
  if (!(span > 1e-300) || !Number.isFinite(span)) return [0];
  const raw = span / Math.max(1, wanted);
  const power = 10 ** Math.floor(Math.log10(raw));
  const step = ([1, 2, 5, 10].find((each) => each * power >= raw) ?? 10) * power;
  const first = Math.floor(Math.min(least, 0) / step);
  const last = Math.ceil(Math.max(most, 0) / step - 1e-9);
  return Array.from({ length: last - first + 1 }, (_, at) => Number(((first + at) * step).toPrecision(12)));
}
