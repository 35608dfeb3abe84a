export async function timed(work) {
  const start = performance.now();
  const value = await work();
  return { ms: performance.now() - start, value };
}

/** What `work` takes, again and again after the first times; fewer if that takes long. */
export async function timesOf(work, runs, { least = 5, enoughMs = 20_000 } = {}) {
  const times = [];
  for (let i = 0; i < 3; i++) await work();
  const start = performance.now();
  while (times.length < runs && (times.length < least || performance.now() - start < enoughMs)) {
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
