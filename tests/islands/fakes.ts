import { signal } from "@preact/signals";
import { type Api, ApiError, type SendOptions } from "../../islands/api.ts";
import type { Later } from "../../islands/later.ts";
import type { News } from "../../islands/news.ts";
import type { NewsState } from "../../islands/tidings.ts";
import type { Deployment } from "../../lib/model/deployment.ts";
import { type EventFilter, type LoggedEvent, matches } from "../../lib/model/event.ts";

/** A request that a model made. */
export interface Sent extends SendOptions {
  readonly method: string;
  readonly path: string;
}

/** What the API answers: a value, or an error to throw. */
export type Reply = { readonly value?: unknown; readonly etag?: string } | Error;

/** An API that answers by `method path`, without the query, and remembers what it was asked. */
export function fakeApi(
  replies: Readonly<Record<string, Reply | ((sent: Sent) => Reply | Promise<Reply>)>>,
): Api & { readonly sent: Sent[] } {
  const sent: Sent[] = [];
  const send: Api["send"] = async <T>(method: string, path: string, options: SendOptions = {}) => {
    const asked = { method, path, ...options };
    sent.push(asked);
    const reply = replies[`${method} ${path.split("?")[0]}`];
    if (!reply) throw new Error(`nobody expected ${method} ${path}`);
    const given = await (typeof reply === "function" ? reply(asked) : reply);
    if (given instanceof Error) throw given;
    return { value: given.value as T, etag: given.etag, status: 200 };
  };
  return { sent, send, get: (path) => send("GET", path) };
}

/** An error as the API gives it. */
export function refusal(status: number, code: string, message: string): ApiError {
  return new ApiError(status, code, message);
}

/** News that a test tells. */
export interface FakeNews extends News {
  tell(event: LoggedEvent): void;
  miss(): void;
  /** How many follow. */
  readonly followers: number;
}

/** Creates news that a test tells. */
export function fakeNews(state: NewsState = "connected"): FakeNews {
  const followers = new Set<{
    filter: EventFilter;
    listener: (event: LoggedEvent) => void;
    missed: (() => void) | undefined;
  }>();
  return {
    state: signal(state),
    follow(filter, listener, missed) {
      const follower = { filter, listener, missed };
      followers.add(follower);
      return () => followers.delete(follower);
    },
    close() {},
    tell(event) {
      for (const { filter, listener } of followers) if (matches(event, filter)) listener(event);
    },
    miss() {
      for (const { missed } of followers) missed?.();
    },
    get followers() {
      return followers.size;
    },
  };
}

/** A clock that moves when a test says so. */
export interface FakeClock {
  readonly later: Later;
  passes(milliseconds: number): Promise<void>;
}

/** Creates a clock. */
export function fakeClock(): FakeClock {
  let now = 0;
  let waiting: { readonly at: number; readonly work: () => void }[] = [];
  return {
    later(work, milliseconds) {
      const one = { at: now + milliseconds, work };
      waiting.push(one);
      return () => void (waiting = waiting.filter((other) => other !== one));
    },
    async passes(milliseconds) {
      const end = now + milliseconds;
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
        if (!next) break;
        now = next.at;
        waiting = waiting.filter((other) => other !== next);
        next.work();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

/** A deployment. */
export function deployment(change: Partial<Deployment> = {}): Deployment {
  return {
    id: "0199f2c4-8a00-7abc-8def-0123456789ab",
    workflow: "shop",
    environment: "local",
    source: "a".repeat(40),
    state: "queued",
    actor: "ada",
    createdAt: "2026-11-21T10:00:00.000Z",
    nodes: [],
    ...change,
  };
}

/** The event that tells of a deployment. */
export function statusOf(change: Partial<Deployment> = {}, id = 1): LoggedEvent {
  const data = { at: "2026-11-21T10:00:01.000Z", ...deployment(change) };
  return { id, type: "deployment_status", data };
}

/** Lets everything that waits for nothing but its turn have it. */
export function settled(): Promise<void> {
  return new Promise((done) => setTimeout(done, 0));
}
