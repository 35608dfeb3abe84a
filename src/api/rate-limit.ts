export interface RateLimit {
  /** Requests at once. */
  readonly burst: number;
  /** Requests a second that are given back. */
  readonly perSecond: number;
}

/** Counts requests by key as a bucket that fills again: the seconds to wait, 0 when the request may pass. */
export function rateLimiter({ burst, perSecond }: RateLimit, now: () => number): (key: string) => number {
  const buckets = new Map<string, { left: number; at: number }>();
  return (key) => {
    const at = now();
    const bucket = buckets.get(key) ?? { left: burst, at };
    bucket.left = Math.min(burst, bucket.left + ((at - bucket.at) / 1000) * perSecond);
    bucket.at = at;
    buckets.set(key, bucket);
    if (bucket.left < 1) return Math.ceil((1 - bucket.left) / perSecond);
    bucket.left -= 1;
    return 0;
  };
}
