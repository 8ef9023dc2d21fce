import { matches } from "../../model/event.ts";
import type { EventLog } from "../../state/state.ts";
import type { Encoding } from "./encoding.ts";
import type { Reader } from "./reader.ts";
import { resetText } from "./text.ts";

/** How many events are read at once. */
export const PAGE = 100;

/** Where old events come from, and where the new ones do. */
export interface ReplayOptions {
  readonly log: EventLog;
  readonly encoding: Encoding;
  /** Lets the reader hear what comes; false when it still has something to read. */
  readonly join: () => Promise<boolean>;
}

/** Gives a reader what stands in the log behind its cursor, as fast as it reads, then lets it join. */
export async function replay(reader: Reader, options: ReplayOptions): Promise<void> {
  const { log, encoding, join } = options;
  while (!reader.isOver) {
    const page = await log.after(reader.cursor, PAGE);
    const isLost = page.length === 0
      ? (await log.range()).last < reader.cursor
      : page[0]!.id > reader.cursor + 1;
    if (isLost) await reset(reader, log);
    else {
      for (const event of page) {
        await reader.drained();
        if (matches(event, reader.filter)) reader.push(encoding.bytes(event));
        reader.cursor = event.id;
      }
    }
    if (page.length < PAGE && await join()) return;
  }
}

/** The log does not go on where the reader stopped: it is too old, or of a log that is gone. */
async function reset(reader: Reader, log: EventLog): Promise<void> {
  const { last } = await log.range();
  reader.push(resetText(last));
  reader.cursor = last;
}
