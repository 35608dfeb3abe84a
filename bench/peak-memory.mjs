import { readFileSync } from "node:fs";

/** The most memory that this process has had, in MB. On Linux getrusage may tell that of the process which started it. */
export function peakMegabytes() {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS / 1000;
  return Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) / 1000;
}
