import type { DuckDBConnection } from "@duckdb/node-api";

const BETWEEN_LOOKS = 250;

/**
 * Runs a statement on `connection` and says every quarter of a second how far it is, 0 to 1. Only for a plain scan: in
 * one that joins, the engine's share says little of the time that is left.
 */
export async function watchProgress<T>(
  connection: DuckDBConnection,
  onShare: (share: number) => void,
  work: () => Promise<T>,
): Promise<T> {
  await connection.run("set enable_progress_bar = true");
  await connection.run("set enable_progress_bar_print = false");
  const timer = setInterval(() => {
    const { percentage } = connection.progress;
    if (percentage > 0) onShare(Math.min(1, percentage / 100));
  }, BETWEEN_LOOKS);
  try {
    return await work();
  } finally {
    clearInterval(timer);
  }
}
