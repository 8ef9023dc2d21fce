import type { LoggedEvent } from "../model/event.ts";
import type { Key, KeyValue } from "./key_value.ts";
import type { EventLog } from "./state.ts";
import { transact } from "./transact.ts";
import { raised } from "./versions.ts";

const ROOM = "events";

/** Which events are kept: whoever wants to append has to move it on. */
const HEAD: Key = ["events_head"];

// A transaction has room for 64 keys: those of new events, of forgotten ones, and two more.
const MOST_ADDED = 16;
const MOST_ADDED_SIZE = 512 * 1024;
const MOST_FORGOTTEN = 40;

/** An event that has no number yet. */
type NewEvent = Omit<LoggedEvent, "id">;

/** How much is kept. */
export interface Retention {
  readonly events: number;
  /** Of all events together, in bytes of JSON. */
  readonly size: number;
}

/** The ids of the oldest and the newest event, and the size of all. */
interface Head {
  readonly first: number;
  readonly last: number;
  readonly size: number;
}

/** Creates the log of what happened. */
export function createEventLog(
  keyValue: KeyValue,
  retention: Retention = { events: 5_000, size: 16 * 1024 * 1024 },
): EventLog {
  return {
    async append(events) {
      const logged: LoggedEvent[] = [];
      for (const some of portions(events as readonly NewEvent[])) {
        logged.push(...await append(keyValue, some, retention));
      }
      return logged;
    },
    async after(id, limit) {
      const found = await keyValue.list<LoggedEvent>([ROOM], { start: [id + 1], limit });
      const events = found.map(({ value }) => value);
      // Those in the middle may have been forgotten while the list was read.
      const hole = events.findIndex((event, at) => event.id !== events[0]!.id + at);
      return hole < 0 ? events : events.slice(0, hole);
    },
    async range() {
      const { first, last } = await readHead(keyValue);
      return last < first ? { first: 0, last: 0 } : { first, last };
    },
  };
}

async function readHead(keyValue: KeyValue): Promise<Head & { readonly version: string | null }> {
  const head = await keyValue.get<Head>(HEAD);
  return { first: 1, last: 0, size: 0, ...head?.value, version: head?.version ?? null };
}

/** Events in portions that fit into a transaction. */
function* portions(events: readonly NewEvent[]): Generator<NewEvent[]> {
  let [portion, size]: [NewEvent[], number] = [[], 0];
  for (const event of events) {
    const isFull = portion.length === MOST_ADDED || size + sizeOf(event) > MOST_ADDED_SIZE;
    if (isFull && portion.length > 0) {
      yield portion;
      [portion, size] = [[], 0];
    }
    portion.push(event);
    size += sizeOf(event);
  }
  if (portion.length > 0) yield portion;
}

function append(
  keyValue: KeyValue,
  events: readonly NewEvent[],
  retention: Retention,
): Promise<LoggedEvent[]> {
  return transact(keyValue, async () => {
    const { version, ...head } = await readHead(keyValue);
    const logged = events.map((event, at) => ({ ...event, id: head.last + 1 + at }));
    const size = logged.reduce((total, event) => total + sizeOf(event), head.size);
    const grown = { ...head, last: head.last + logged.length, size };
    const kept = await withoutOldest(keyValue, grown, retention);
    const transaction = {
      checks: [{ key: HEAD, version }],
      sets: [
        { key: HEAD, value: kept },
        raised("events"),
        ...logged.map((event) => ({ key: [ROOM, event.id], value: event })),
      ],
      deletes: Array.from({ length: kept.first - head.first }, (_, at) => [ROOM, head.first + at]),
    };
    return { transaction, answer: logged };
  });
}

/** Forgets as many of the oldest as must go, but never so many that it takes long. */
async function withoutOldest(keyValue: KeyValue, head: Head, retention: Retention): Promise<Head> {
  let { first, last, size } = head;
  const isTooMuch = () => last - first + 1 > retention.events || size > retention.size;
  while (isTooMuch() && first - head.first < MOST_FORGOTTEN && first < last) {
    const oldest = await keyValue.get<LoggedEvent>([ROOM, first]);
    if (oldest) size -= sizeOf(oldest.value);
    first++;
  }
  return { first, last, size };
}

function sizeOf(event: NewEvent): number {
  return new TextEncoder().encode(JSON.stringify(event)).length;
}
