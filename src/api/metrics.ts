import type { PoolState } from "../solve/pool.ts";

const BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60] as const;

interface Histogram {
  readonly buckets: number[];
  sum: number;
  count: number;
}

export interface Gauges {
  readonly solver: PoolState & { readonly datasets: number };
  readonly imports: Readonly<Record<string, number>>;
  readonly connections: number;
}

export interface Metrics {
  observe(route: string, status: number, seconds: number): void;
  /** In the text format of Prometheus. */
  text(gauges: Gauges): string;
}

function block(name: string, kind: "counter" | "gauge" | "histogram", help: string, lines: readonly string[]): string {
  return [`# HELP ${name} ${help}`, `# TYPE ${name} ${kind}`, ...lines].join("\n");
}

export function createMetrics(): Metrics {
  const requests = new Map<string, number>();
  const durations = new Map<string, Histogram>();
  return {
    observe(route, status, seconds) {
      const key = `operation="${route}",status="${status}"`;
      requests.set(key, (requests.get(key) ?? 0) + 1);
      const histogram = durations.get(route) ?? { buckets: BOUNDS.map(() => 0), sum: 0, count: 0 };
      for (const [at, bound] of BOUNDS.entries())
        if (seconds <= bound) histogram.buckets[at] = (histogram.buckets[at] ?? 0) + 1;
      histogram.sum += seconds;
      histogram.count += 1;
      durations.set(route, histogram);
    },
    text({ solver, imports, connections }) {
      const { rss, heapUsed } = process.memoryUsage();
      const buckets = [...durations].flatMap(([route, { buckets: counts, sum, count }]) => [
        ...BOUNDS.map((le, at) => `headwater_request_seconds_bucket{operation="${route}",le="${le}"} ${counts[at]}`),
        `headwater_request_seconds_bucket{operation="${route}",le="+Inf"} ${count}`,
        `headwater_request_seconds_sum{operation="${route}"} ${sum}`,
        `headwater_request_seconds_count{operation="${route}"} ${count}`,
      ]);
      const byLane = (name: string, { short, long }: PoolState["threads"]) => [
        `${name}{lane="short"} ${short}`,
        `${name}{lane="long"} ${long}`,
      ];
      return `${[
        block(
          "headwater_requests_total",
          "counter",
          "Requests by operation and status.",
          [...requests].map(([labels, count]) => `headwater_requests_total{${labels}} ${count}`),
        ),
        block("headwater_request_seconds", "histogram", "Time to the first byte of an answer.", buckets),
        block("headwater_threads", "gauge", "Threads that answer.", byLane("headwater_threads", solver.threads)),
        block("headwater_waiting", "gauge", "Questions that wait.", byLane("headwater_waiting", solver.waiting)),
        block("headwater_running", "gauge", "Questions that are being answered.", [
          `headwater_running ${solver.running}`,
        ]),
        block("headwater_datasets", "gauge", "Datasets in shared memory.", [`headwater_datasets ${solver.datasets}`]),
        block(
          "headwater_imports",
          "gauge",
          "Imports by state.",
          Object.entries(imports).map(([state, count]) => `headwater_imports{state="${state}"} ${count}`),
        ),
        block("headwater_connections", "gauge", "Open connections.", [`headwater_connections ${connections}`]),
        block("process_resident_memory_bytes", "gauge", "Resident memory.", [`process_resident_memory_bytes ${rss}`]),
        block("nodejs_heap_size_used_bytes", "gauge", "Heap of the server's own thread.", [
          `nodejs_heap_size_used_bytes ${heapUsed}`,
        ]),
      ].join("\n")}\n`;
    },
  };
}
