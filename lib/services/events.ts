import { AppError } from "../model/error.ts";
import { EVENT_TYPES, type EventData, type EventFilter, type EventType } from "../model/event.ts";
import type { State } from "../state/state.ts";
import { createBroadcast } from "./events/broadcast.ts";
import { createEncoding } from "./events/encoding.ts";
import { createReader, type Reader } from "./events/reader.ts";
import { PAGE, replay } from "./events/replay.ts";
import { BYE, KEEP_ALIVE } from "./events/text.ts";
import { createTurns } from "./events/turns.ts";

/** News: services publish, streams follow. */
export interface Events {
  /** Keeps an event and tells it to everyone who follows. */
  publish(type: EventType, data: EventData): Promise<void>;
  /**
   * Follows the log as server-sent events, each encoded once for everyone. With `after` it begins
   * behind that id, or with the event `reset` when that is no longer kept; without, with what comes.
   * A comment comes every 15 s. A reader that leaves more than 1 MiB unread is cut off, to come
   * back by the last id. `signal` ends it. Ends with the event `bye` when the service closes.
   */
  follow(options: FollowOptions): ReadableStream<Uint8Array>;
  /** Says `bye` to everyone and ends all streams. */
  close(): Promise<void>;
  /** How many follow, and how many were cut off since the start. */
  readonly readers: number;
  readonly dropped: number;
  /** How often an event was encoded; one per event, however many follow. */
  readonly encoded: number;
}

/** How somebody follows. */
export interface FollowOptions {
  readonly after?: number;
  readonly filter: EventFilter;
  /** Aborted when the reader may no longer read. */
  readonly signal: AbortSignal;
  /** Told when it is over, however it ended. */
  readonly onEnd?: () => void;
}

/** What events need. */
export interface EventsOptions {
  readonly state: Pick<State, "events" | "versions">;
  /** Milliseconds between two looks at what other processes published. */
  readonly pollInterval?: number;
  /** Milliseconds between two comments that keep connections open. */
  readonly keepAlive?: number;
}

/** How many events are kept, and then told, at once. */
const BATCH = 10;

/** An event that has no number yet. */
interface NewEvent {
  readonly type: EventType;
  readonly data: EventData;
}

/** Events that are kept together. */
interface Batch {
  readonly events: NewEvent[];
  readonly saved: Promise<void>;
}

/** Creates the news of one repository. */
export function createEvents(options: EventsOptions): Events {
  const { state, pollInterval = 250, keepAlive = 15_000 } = options;
  const log = state.events;
  const encoding = createEncoding();
  const broadcast = createBroadcast(encoding, () => dropped++);
  const readers = new Set<Reader>();
  const turns = createTurns();
  let batch: Batch | undefined;
  let version: string | undefined;
  let timers: ReturnType<typeof setInterval>[] = [];
  let isPolling = false;
  let isClosed = false;
  let dropped = 0;

  /** What gathers until it is its turn is kept together. */
  function openBatch(): Batch {
    const events: NewEvent[] = [];
    const saved = turns.take(() => {
      if (batch?.events === events) batch = undefined;
      return save(events);
    });
    return { events, saved };
  }

  async function save(events: readonly NewEvent[]): Promise<void> {
    for (let done = 0; done < events.length; done += BATCH) {
      const logged = await log.append(events.slice(done, done + BATCH));
      // Those of another process that lie before or between them come first.
      if (logged.at(-1)!.id !== broadcast.last + logged.length) await catchUp();
      broadcast.tell(logged);
    }
  }

  /** Tells what stands in the log and was not told yet. */
  async function catchUp(): Promise<void> {
    while (!broadcast.isEmpty) {
      const page = await log.after(broadcast.last, PAGE);
      if (page.length === 0) return;
      // Some were forgotten before we saw them: whoever comes back is told so.
      if (page[0]!.id > broadcast.last + 1) return broadcast.dismiss();
      broadcast.tell(page);
    }
  }

  /** Looks whether another process published something. */
  async function poll(): Promise<void> {
    if (isPolling) return;
    isPolling = true;
    try {
      const current = await state.versions.read("events");
      if (current === version) return;
      await turns.take(catchUp);
      version = current;
    } catch {
      // A store that does not answer now is asked again.
    } finally {
      isPolling = false;
    }
  }

  function join(reader: Reader): boolean {
    // Whoever is the first may lie behind what was looked at last.
    if (broadcast.isEmpty) version = undefined;
    return broadcast.join(reader);
  }

  /** Begins with what comes; in turn, so that nothing that is published from now on is missed. */
  async function beginNow(reader: Reader): Promise<void> {
    batch = undefined;
    await turns.take(async () => {
      reader.cursor = broadcast.isEmpty ? (await log.range()).last : broadcast.last;
      join(reader);
    });
  }

  async function beginAfter(reader: Reader, after: number): Promise<void> {
    reader.cursor = after;
    await replay(reader, {
      log,
      encoding,
      join: () => turns.take(() => Promise.resolve(join(reader))),
    });
  }

  function enter(reader: Reader): void {
    readers.add(reader);
    if (timers.length > 0) return;
    timers = [
      setInterval(() => void poll(), pollInterval),
      setInterval(() => {
        for (const one of readers) if (one.unread === 0) one.push(KEEP_ALIVE);
      }, keepAlive),
    ];
  }

  function leave(reader: Reader): void {
    readers.delete(reader);
    broadcast.leave(reader);
    if (readers.size > 0) return;
    timers.forEach(clearInterval);
    timers = [];
  }

  return {
    async publish(type, data) {
      if (!EVENT_TYPES.includes(type)) {
        throw new AppError("invalid_input", "There is no such type of event");
      }
      batch ??= openBatch();
      batch.events.push({ type, data });
      await batch.saved;
    },
    follow({ after, filter, signal, onEnd }) {
      const reader = createReader({
        filter,
        signal,
        onEnd(one) {
          leave(one);
          onEnd?.();
        },
      });
      if (isClosed) reader.end(BYE);
      if (reader.isOver) return reader.stream;
      enter(reader);
      const begun = after === undefined ? beginNow(reader) : beginAfter(reader, after);
      begun.catch(() => reader.end());
      return reader.stream;
    },
    async close() {
      isClosed = true;
      for (const reader of readers) reader.end(BYE);
      await turns.ended();
    },
    get readers() {
      return readers.size;
    },
    get dropped() {
      return dropped;
    },
    get encoded() {
      return encoding.count;
    },
  };
}
