/** A queue that gives the newest first, and of two of one time the one that came first. */
export interface NewestFirst<Item extends Timed> {
  push(item: Item): void;
  pop(): Item | undefined;
}

/** What has a time. */
export interface Timed {
  /** Seconds since 1970. */
  readonly time: number;
}

/** Creates a queue, as a heap. */
export function createNewestFirst<Item extends Timed>(): NewestFirst<Item> {
  const heap: { readonly item: Item; readonly turn: number }[] = [];
  let turns = 0;

  function isBefore(one: number, other: number): boolean {
    const [a, b] = [heap[one]!, heap[other]!];
    return a.item.time === b.item.time ? a.turn < b.turn : a.item.time > b.item.time;
  }

  function swap(one: number, other: number): void {
    [heap[one], heap[other]] = [heap[other]!, heap[one]!];
  }

  function rise(at: number): void {
    const above = (at - 1) >> 1;
    if (at === 0 || !isBefore(at, above)) return;
    swap(at, above);
    rise(above);
  }

  function sink(at: number): void {
    const below = [2 * at + 1, 2 * at + 2].filter((child) => child < heap.length);
    const first = below.length === 2 && isBefore(below[1]!, below[0]!) ? below[1]! : below[0];
    if (first === undefined || !isBefore(first, at)) return;
    swap(at, first);
    sink(first);
  }

  return {
    push(item) {
      heap.push({ item, turn: turns++ });
      rise(heap.length - 1);
    },
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last) return undefined;
      if (heap.length > 0) {
        heap[0] = last;
        sink(0);
      }
      return first.item;
    },
  };
}
