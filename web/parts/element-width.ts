import { type Signal, useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** The width of an element as it is laid out now; 0 before it is. */
export function useWidth<E extends Element>(): { readonly ref: RefObject<E | null>; readonly width: Signal<number> } {
  const ref = useRef<E>(null);
  const width = useSignal(0);
  useEffect(() => {
    const { current } = ref;
    if (current === null) return;
    const measure = () => {
      width.value = Math.round(current.getBoundingClientRect().width);
    };
    measure();
    const watcher = new ResizeObserver(measure);
    watcher.observe(current);
    return () => watcher.disconnect();
  }, []);
  return { ref, width };
}

/** Below it a Sankey has no room for its names, and lists stand in its place. */
export const NARROW = 560;
