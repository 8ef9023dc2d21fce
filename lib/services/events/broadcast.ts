import { type LoggedEvent, matches } from "../../model/event.ts";
import type { Encoding } from "./encoding.ts";
import { type Reader, SLICE } from "./reader.ts";

/** Tells events to everyone who hears them live. */
export interface Broadcast {
  /** The id of the newest event that was taken in. */
  readonly last: number;
  readonly isEmpty: boolean;
  /** Takes in events in their order; those it had already are passed over. */
  tell(events: readonly LoggedEvent[]): void;
  /** Lets a reader hear what comes behind its cursor; false when it still has something to read. */
  join(reader: Reader): boolean;
  leave(reader: Reader): void;
  /** Sends everyone away; they come back by their last id. */
  dismiss(): void;
}

/** A reader that leaves more bytes than this unread is cut off. */
export const BOUND = 1024 * 1024;

/** How long the others wait for readers that fall behind in a burst, in milliseconds a slice. */
const PATIENCE = 20;

/** Creates a broadcast; `onDrop` is told of every reader that was too slow. */
export function createBroadcast(encoding: Encoding, onDrop: () => void): Broadcast {
  const live = new Set<Reader>();
  let waiting: LoggedEvent[] = [];
  let last = 0;
  let told = 0;
  let isTelling = false;
  /** How many bytes were told since there was time to read. */
  let sliced = 0;

  /**
   * A burst is told in slices, with time to read between them: who reads keeps up, and only who
   * does not is cut off.
   */
  async function deliver(): Promise<void> {
    if (isTelling) return;
    isTelling = true;
    while (waiting.length > 0) {
      tellSlice();
      if (sliced < SLICE) continue;
      await calm(live);
      sliced = 0;
    }
    isTelling = false;
  }

  function tellSlice(): void {
    let count = 0;
    while (count < waiting.length && sliced < SLICE) {
      const event = waiting[count++]!;
      const bytes = encoding.bytes(event);
      for (const reader of live) hand(reader, event, bytes);
      sliced += bytes.length;
      told = event.id;
    }
    waiting = waiting.slice(count);
  }

  function hand(reader: Reader, event: LoggedEvent, bytes: Uint8Array): void {
    if (event.id <= reader.cursor || !matches(event, reader.filter)) return;
    reader.push(bytes);
    if (reader.unread <= BOUND) return;
    onDrop();
    reader.end();
  }

  /** Begins behind an id. */
  function begin(id: number): void {
    last = told = id;
    waiting = [];
  }

  return {
    get last() {
      return last;
    },
    get isEmpty() {
      return live.size === 0;
    },
    tell(events) {
      if (live.size === 0) return;
      const fresh = events.filter(({ id }) => id > last);
      waiting.push(...fresh);
      last = fresh.at(-1)?.id ?? last;
      void deliver();
    },
    join(reader) {
      if (live.size === 0) begin(reader.cursor);
      if (reader.cursor < told) return false;
      if (!reader.isOver) live.add(reader);
      return true;
    },
    leave: (reader) => void live.delete(reader),
    dismiss() {
      for (const reader of live) reader.end();
    },
  };
}

/** Waits until nobody is far behind, though not for long. */
async function calm(readers: ReadonlySet<Reader>): Promise<void> {
  const start = performance.now();
  do await new Promise((resolve) => setTimeout(resolve)); while (
    performance.now() - start < PATIENCE && isBehind(readers)
  );
}

function isBehind(readers: ReadonlySet<Reader>): boolean {
  for (const { unread } of readers) if (unread > BOUND / 2) return true;
  return false;
}
