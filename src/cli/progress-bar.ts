import type { Progress } from "../operations/core/progress.ts";
import { writeCount } from "../render/scale.ts";
import { shorten } from "../render/text-width.ts";
import type { Io } from "./io.ts";

const QUIET_MILLISECONDS = 1000;
const BETWEEN_DRAWINGS = 100;
const CELLS = 24;

function amount(value: number, unit: Progress["unit"]): string {
  if (unit !== "bytes") return `${writeCount(Math.round(value))} ${unit}`;
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} MB` : `${Math.round(value / 1e3)} kB`;
}

function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s left` : `${Math.floor(whole / 60)} min ${whole % 60} s left`;
}

/** One line of progress: bar, amount, rate and time left as far as they are known. */
export function progressLine(progress: Progress, seconds: number, width: number): string {
  const rate = seconds > 0 ? progress.done / seconds : 0;
  const parts = [progress.label];
  if (progress.total !== null && progress.total > 0) {
    const share = Math.min(1, progress.done / progress.total);
    const full = Math.round(share * CELLS);
    parts.push(`[${"#".repeat(full)}${"·".repeat(CELLS - full)}] ${Math.floor(share * 100)} %`);
  }
  if (progress.unit !== "%") parts.push(amount(progress.done, progress.unit));
  if (rate > 0 && progress.unit !== "%") parts.push(`${amount(rate, progress.unit)}/s`);
  if (rate > 0 && progress.total !== null && progress.total > progress.done) {
    parts.push(timeLeft((progress.total - progress.done) / rate));
  }
  return shorten(parts.join("  "), width);
}

export interface ProgressBar {
  report(progress: Progress): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

/** A bar on a terminal's stderr for work over a second; elsewhere nothing. */
export function progressBar(io: Io, quiet: boolean): ProgressBar {
  if (quiet || io.err.isTTY !== true) return { report: () => undefined, clear: () => undefined };
  const started = io.now().getTime();
  let labelled: { readonly label: string; readonly since: number } | undefined;
  let drawn = 0;
  return {
    report(progress) {
      const now = io.now().getTime();
      if (labelled?.label !== progress.label) labelled = { label: progress.label, since: now };
      if (now - started < QUIET_MILLISECONDS || now - drawn < BETWEEN_DRAWINGS) return;
      drawn = now;
      const line = progressLine(progress, (now - labelled.since) / 1000, (io.err.columns ?? 80) - 1);
      io.err.write(`\r\u001b[2K${line}`);
    },
    clear() {
      if (drawn > 0) io.err.write("\r\u001b[2K");
      drawn = 0;
    },
  };
}
