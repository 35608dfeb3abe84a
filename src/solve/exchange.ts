/** Values by key that are loaded once and handed to every thread that asks. */
export interface Exchange {
  value(key: string, request: unknown): Promise<unknown>;
  /** Values at hand. */
  readonly size: number;
}

/** Keeps the `keep` values that were asked for last. A load that fails is tried again by the next who asks. */
export function createExchange(load: (request: unknown) => Promise<unknown>, keep: number): Exchange {
  const values = new Map<string, Promise<unknown>>();
  return {
    value(key, request) {
      const found = values.get(key) ?? load(request);
      values.delete(key);
      values.set(key, found);
      found.catch(() => {
        if (values.get(key) === found) values.delete(key);
      });
      for (const oldest of values.keys()) {
        if (values.size <= keep) break;
        values.delete(oldest);
      }
      return found;
    },
    get size() {
      return values.size;
    },
  };
}
