import type { LoggedEvent } from "../../model/event.ts";
import { eventText } from "./text.ts";

/** Turns events into bytes, each one once. */
export interface Encoding {
  /** The bytes of an event: the same ones for everybody who asks. */
  bytes(event: LoggedEvent): Uint8Array;
  /** How many were made. */
  readonly count: number;
}

/** How many bytes are kept for those who come back. */
const KEPT = 8 * 1024 * 1024;

/** Creates what encodes events; the latest stay at hand, so that a crowd that returns costs nothing. */
export function createEncoding(): Encoding {
  const known = new Map<number, Uint8Array>();
  let kept = 0;
  let count = 0;

  function keep(id: number, bytes: Uint8Array): void {
    known.set(id, bytes);
    kept += bytes.length;
    for (const [oldest, { length }] of known) {
      if (kept <= KEPT) return;
      known.delete(oldest);
      kept -= length;
    }
  }

  return {
    bytes(event) {
      const there = known.get(event.id);
      if (there) return there;
      const bytes = eventText(event);
      count++;
      keep(event.id, bytes);
      return bytes;
    },
    get count() {
      return count;
    },
  };
}
