/** Places in the shared cells: calls into the engine that have not come back, and whether the thread is to end. */
export const IN_FLIGHT = 0;
export const LEAVING = 1;

let cells = new Int32Array(new SharedArrayBuffer(2 * Int32Array.BYTES_PER_ELEMENT));

/**
 * Lets whoever started this thread see how much work is inside the engine. A thread that is ended while the engine works
 * for it takes the whole process with it, so it may be ended only when nothing is in flight and nothing new begins.
 */
export function shareNativeWork(shared: Int32Array<SharedArrayBuffer>): void {
  cells = shared;
}

/** Counts a call into the engine; the function that is returned says that it came back. Throws when the thread is to end. */
export function beginNativeWork(): () => void {
  Atomics.add(cells, IN_FLIGHT, 1);
  const counted = cells;
  let isOver = false;
  const end = () => {
    if (!isOver) Atomics.sub(counted, IN_FLIGHT, 1);
    isOver = true;
  };
  if (Atomics.load(cells, LEAVING) === 0) return end;
  end();
  throw new Error("This thread is ending: it begins no more work in the engine.");
}

/** Runs work that calls into the engine, counted from its begin to its end. */
export async function nativeWork<T>(work: () => Promise<T>): Promise<T> {
  const end = beginNativeWork();
  try {
    return await work();
  } finally {
    end();
  }
}
