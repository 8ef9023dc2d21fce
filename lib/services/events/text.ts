import type { LoggedEvent } from "../../model/event.ts";

const encoder = new TextEncoder();

/** How long a browser waits before it comes back, and bytes that make proxies pass the answer on. */
export const GREETING: Uint8Array = encoder.encode("retry: 2000\n\n: welcome\n\n");

/** Keeps connections open that proxies would cut when idle. */
export const KEEP_ALIVE: Uint8Array = encoder.encode(": keep-alive\n\n");

/** Says that the stream ends on purpose; without an id, so that a reader comes back by its last. */
export const BYE: Uint8Array = encoder.encode("event: bye\ndata: {}\n\n");

/** Says that events were missed: whoever reads looks at everything anew, and goes on from `last`. */
export function resetText(last: number): Uint8Array {
  return encoder.encode(`id: ${last}\nevent: reset\ndata: ${JSON.stringify({ last })}\n\n`);
}

/** An event as bytes. JSON writes line ends as escapes, so nothing in it ends the line. */
export function eventText({ id, type, data }: LoggedEvent): Uint8Array {
  return encoder.encode(`id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`);
}
