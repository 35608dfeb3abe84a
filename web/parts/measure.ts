import { writeCount, writeKg, writeUsd } from "../../src/render/scale.ts";
import type { Measure } from "../state/chain-answer.ts";

/** An amount of a measure as a sentence writes it: "USD 366.3 million". */
export function writeMeasure(measure: Measure, value: string | number): string {
  if (measure === "usd") return writeUsd(String(value));
  if (measure === "kg") return writeKg(String(value));
  return writeCount(value);
}

/** The same for a figure that geometry computed: a double, so no more than its nearest cent or gram. */
export function writeDrawn(measure: Measure): (value: number) => string {
  const places = measure === "usd" ? 2 : measure === "kg" ? 3 : 0;
  return (value) => writeMeasure(measure, value.toFixed(places));
}
