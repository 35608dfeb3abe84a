import type { Progress } from "../operations/core/progress.ts";
import { writeCount } from "../render/scale.ts";
import { shorten } from "../render/text-width.ts";
import type { Io } from "./io.ts";

const QUIET_MILLISECONDS = 1000;
const BETWEEN_DRAWINGS = 100;
const SILENT_REDRAW = 500;
const CELLS = 24;

function amount(value: number, unit: Progress["unit"]): string {
  if (unit !== "bytes") return `${writeCount(Math.round(value))} ${unit}`;
  return value >= 1e6 ? `${(value / 1e6).toFixed(1)} MB` : `${Math.round(value / 1e3)} kB`;
}

function timeLeft(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s left` : `${Math.floor(whole / 60)} min ${whole % 60} s left`;
}

/** What the bar knows of the step that is under way. */
export interface Step {
  readonly progress: Progress;
  /** How much was done when the step began. */
  readonly from: number;
  readonly seconds: number;
}

/** One line of progress: bar, amount, rate and time left as far as they are known, else how long it has been. */
export function progressLine({ progress, from, seconds }: Step, width: number): string {
  const { done, total, unit } = progress;
  const rate = seconds > 0 ? (done - from) / seconds : 0;
  const parts = [progress.label];
  if (total !== null && total > 0) {
    const share = Math.min(1, done / total);
    const full = Math.round(share * CELLS);
    parts.push(`[${"#".repeat(full)}${"·".repeat(CELLS - full)}] ${Math.floor(share * 100)} %`);
  }
  if (unit !== "%" && done > 0) parts.push(amount(done, unit));
  if (rate > 0 && unit !== "%") parts.push(`${amount(rate, unit)}/s`);
  if (rate > 0 && total !== null && total > done) parts.push(timeLeft((total - done) / rate));
  else parts.push(`${Math.floor(seconds)} s`);
  return shorten(parts.join("  "), width);
}

export interface ProgressBar {
  report(progress: Progress): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

/** A bar on a terminal's stderr for work over a second; elsewhere nothing. It moves on while a step is silent. */
export function progressBar(io: Io, quiet: boolean): ProgressBar {
  if (quiet || io.err.isTTY !== true) return { report: () => undefined, clear: () => undefined };
  const started = io.now().getTime();
  let step: { readonly progress: Progress; readonly from: number; readonly since: number } | undefined;
  let timer: NodeJS.Timeout | undefined;
  let drawn = 0;
  const draw = () => {
    const now = io.now().getTime();
    if (step === undefined || now - started < QUIET_MILLISECONDS || now - drawn < BETWEEN_DRAWINGS) return;
    drawn = now;
    const line = progressLine({ ...step, seconds: (now - step.since) / 1000 }, (io.err.columns || 80) - 1);
    io.err.write(`\r\u001b[2K${line}`);
  };
  return {
    report(progress) {
      const same = step !== undefined && step.progress.label === progress.label;
      const { from, since } = same && step ? step : { from: progress.done, since: io.now().getTime() };
      step = { progress, from, since };
      timer ??= setInterval(draw, SILENT_REDRAW).unref();
      draw();
    },
    clear() {
      clearInterval(timer);
      timer = undefined;
      step = undefined;
      if (drawn > 0) io.err.write("\r\u001b[2K");
      drawn = 0;
    },
  };
}
