import type { EventFilter } from "../../model/event.ts";
import { GREETING } from "./text.ts";

/** Somebody who follows the log. */
export interface Reader {
  readonly stream: ReadableStream<Uint8Array>;
  readonly filter: EventFilter;
  /** The id of the last event that was looked at for it. */
  cursor: number;
  /** How many bytes wait to be read. */
  readonly unread: number;
  readonly isOver: boolean;
  /** Hands on bytes; they are shared with other readers. */
  push(bytes: Uint8Array): void;
  /** Settles when little is unread, or when it is over. */
  drained(): Promise<void>;
  /** Ends the stream: with a last word behind what is unread, or at once and without that. */
  end(lastWord?: Uint8Array): void;
}

/** Who reads, and who wants to know when that is over. */
export interface ReaderOptions {
  readonly filter: EventFilter;
  readonly signal: AbortSignal;
  readonly onEnd: (reader: Reader) => void;
}

/** Up to so many bytes count as little. */
export const SLICE = 128 * 1024;

/**
 * Creates a reader. It keeps its own queue and hands bytes out only when they are asked for: so it
 * knows how far behind it is, and an end frees what a stalled reader never takes.
 */
export function createReader({ filter, signal, onEnd }: ReaderOptions): Reader {
  const queue: Uint8Array[] = [];
  let unread = 0;
  let isAsked = false;
  let isOver = false;
  let controller: ReadableStreamDefaultController<Uint8Array>;
  let drained = Promise.withResolvers<void>();

  const stream = new ReadableStream<Uint8Array>({
    start(its) {
      controller = its;
    },
    pull() {
      const bytes = queue.shift();
      if (!bytes) return void (isAsked = true);
      unread -= bytes.length;
      controller.enqueue(bytes);
      if (unread < SLICE) settle();
    },
    cancel: finish,
  }, { highWaterMark: 0 });

  function settle(): void {
    drained.resolve();
    drained = Promise.withResolvers();
  }

  function finish(): void {
    isOver = true;
    unread = queue.length = 0;
    signal.removeEventListener("abort", leave);
    settle();
    onEnd(reader);
  }

  function leave(): void {
    reader.end();
  }

  const reader: Reader = {
    stream,
    filter,
    cursor: 0,
    get unread() {
      return unread;
    },
    get isOver() {
      return isOver;
    },
    push(bytes) {
      if (isOver) return;
      if (isAsked) {
        isAsked = false;
        controller.enqueue(bytes);
      } else {
        queue.push(bytes);
        unread += bytes.length;
      }
    },
    drained: () => isOver || unread < SLICE ? Promise.resolve() : drained.promise,
    end(lastWord) {
      if (isOver) return;
      for (const bytes of lastWord ? [...queue, lastWord] : []) controller.enqueue(bytes);
      controller.close();
      finish();
    },
  };
  reader.push(GREETING);
  signal.addEventListener("abort", leave, { once: true });
  if (signal.aborted) leave();
  return reader;
}
