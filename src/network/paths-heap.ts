/** A list from which the largest is taken first; of equals, the one that came first. */
export interface MaxHeap<T> {
  readonly size: number;
  peek(): number;
  push(priority: number, item: T): void;
  pop(): T;
}

export function maxHeap<T>(): MaxHeap<T> {
  const heap: { readonly priority: number; readonly turn: number; readonly item: T }[] = [];
  let turns = 0;
  const isBefore = (a: number, b: number): boolean => {
    const [first, second] = [heap[a] as (typeof heap)[number], heap[b] as (typeof heap)[number]];
    return first.priority > second.priority || (first.priority === second.priority && first.turn < second.turn);
  };
  const swap = (a: number, b: number): void => {
    const held = heap[a] as (typeof heap)[number];
    heap[a] = heap[b] as (typeof heap)[number];
    heap[b] = held;
  };
  return {
    get size() {
      return heap.length;
    },
    peek: () => heap[0]?.priority ?? Number.NEGATIVE_INFINITY,
    push: (priority, item) => {
      heap.push({ priority, turn: turns++, item });
      for (let at = heap.length - 1; at > 0; ) {
        const parent = (at - 1) >> 1;
        if (!isBefore(at, parent)) return;
        swap(at, parent);
        at = parent;
      }
    },
    pop: () => {
      const { item } = heap[0] as (typeof heap)[number];
      swap(0, heap.length - 1);
      heap.pop();
      for (let at = 0; ; ) {
        let child = 2 * at + 1;
        if (child >= heap.length) return item;
        if (child + 1 < heap.length && isBefore(child + 1, child)) child++;
        if (!isBefore(child, at)) return item;
        swap(at, child);
        at = child;
      }
    },
  };
}
