import type { EventData } from "../../../../lib/model/event.ts";
import { createEvents, type Events, type EventsOptions } from "../../../../lib/services/events.ts";
import { createState } from "../../../../lib/state/create_state.ts";
import { createMemoryKeyValue } from "../../../../lib/state/memory.ts";
import type { State } from "../../../../lib/state/state.ts";

/** An event as a browser would see it; a comment has only a comment. */
export interface Told {
  readonly id?: number;
  readonly event?: string;
  readonly data?: unknown;
  readonly comment?: string;
}

/** Somebody who follows, event by event. */
export interface Follower {
  /** The next event; comments and the greeting are passed over. `undefined` at the end. */
  next(): Promise<Told | undefined>;
  /** The next so many events. */
  take(count: number): Promise<Told[]>;
  /** The next bytes as they come. */
  bytes(): Promise<Uint8Array | undefined>;
  leave(): Promise<void>;
}

/** Events on a state in memory. */
export function openEvents(
  options: Partial<EventsOptions> = {},
): { readonly state: State; readonly events: Events } {
  const state = createState(createMemoryKeyValue());
  return { state, events: createEvents({ state, ...options }) };
}

/** What an event says, of a workflow. */
export function about(workflow: string, more: object = {}): EventData {
  return { at: "2026-01-01T00:00:00.000Z", actor: "ada", workflow, ...more };
}

/** Follows a stream as a browser does. */
export function follower(stream: ReadableStream<Uint8Array>): Follower {
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let text = "";

  async function block(): Promise<Told | undefined> {
    for (;;) {
      const end = text.indexOf("\n\n");
      if (end >= 0) {
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        return told(block);
      }
      const { value, done } = await reader.read();
      if (done) return undefined;
      text += decoder.decode(value, { stream: true });
    }
  }

  async function next(): Promise<Told | undefined> {
    for (;;) {
      const found = await block();
      if (!found || found.event !== undefined) return found;
    }
  }

  return {
    next,
    async take(count) {
      const all: Told[] = [];
      while (all.length < count) {
        const one = await next();
        if (!one) break;
        all.push(one);
      }
      return all;
    },
    bytes: async () => (await reader.read()).value,
    leave: () => reader.cancel(),
  };
}

/** A block of a stream by the rules of the HTML standard, section 9.2.6. */
export function told(block: string): Told {
  const fields = block.split(/\r\n|\n|\r/).map((line) => {
    const colon = line.indexOf(":");
    return [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")] as const;
  });
  const field = (name: string) => fields.find(([key]) => key === name)?.[1];
  const [id, event, data, comment] = ["id", "event", "data", ""].map(field);
  return {
    ...(id !== undefined && { id: Number(id) }),
    ...(event !== undefined && { event }),
    ...(data !== undefined && { data: JSON.parse(data) }),
    ...(comment !== undefined && { comment }),
  };
}
