export async function timed(work) {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

/** What `work` takes each time, once it is warm; fewer times than asked for if that takes long. */
export async function timesOf(work, runs, { warmMs = 500, leastRuns = 5, enoughMs = 15_000 } = {}) {
  const times = [];
  const began = performance.now();
  do await work();
  while (performance.now() - began < warmMs);
  const start = performance.now();
  while (times.length < runs && (times.length < leastRuns || performance.now() - start < enoughMs)) {
    times.push((await timed(work)).ms);
  }
  return times;
}

/** How `ms` compares with what a peer took. */
export function pace(ms, peerMs) {
  return ms <= peerMs ? `${(peerMs / ms).toFixed(1)} x faster` : `${(ms / peerMs).toFixed(1)} x slower`;
}

/** The value that the share `p` of the times does not exceed. */
export function quantile(times, p) {
  const sorted = [...times].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(p * sorted.length) - 1)];
}

export const median = (times) => quantile(times, 0.5);

export function readableTime(ms) {
  if (ms >= 10_000) return `${(ms / 1000).toFixed(1)} s`;
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return ms >= 10 ? `${ms.toFixed(0)} ms` : `${ms.toFixed(2)} ms`;
}
