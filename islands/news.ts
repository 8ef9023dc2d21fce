/// <reference lib="dom" />
import { type ReadonlySignal, signal } from "@preact/signals";
import { type EventFilter, type LoggedEvent, matches } from "../lib/model/event.ts";
import { goToSignIn } from "./api.ts";
import { createLeadership, type Leadership } from "./leadership.ts";
import { createNewsStream, type NewsStream } from "./news_stream.ts";
import { createRefresh } from "./refresh.ts";
import type { NewsState, Tidings } from "./tidings.ts";

/** What happens elsewhere, as it happens: one stream for all tabs of a browser. */
export interface News {
  readonly state: ReadonlySignal<NewsState>;
  /**
   * Calls `listener` with each event that a filter lets through, until the answer is called.
   * `missed` is called when others may have gone by: once at the beginning, since a page is older
   * than its stream, and whenever the server cannot say what came meanwhile. Then read again.
   */
  follow(
    filter: EventFilter,
    listener: (event: LoggedEvent) => void,
    missed?: () => void,
  ): () => void;
  /** Ends it; another tab takes over. */
  close(): void;
}

/** What news takes from the browser; tests hand in their own. */
export interface NewsOptions {
  readonly leadership?: Leadership;
  /** Joins the other tabs; `undefined` where a browser cannot. */
  readonly channel?: BroadcastChannel | undefined;
  /** Opens the stream of the one tab that leads. */
  readonly open?: (last: number | undefined, tell: (tidings: Tidings) => void) => NewsStream;
}

interface Follower {
  readonly filter: EventFilter;
  readonly listener: (event: LoggedEvent) => void;
  readonly missed: (() => void) | undefined;
}

/** Creates the news of this tab. The tab that leads holds the stream and passes it on. */
export function createNews({
  leadership = createLeadership("celestra-news"),
  channel = globalThis.BroadcastChannel && new BroadcastChannel("celestra-news"),
  open = openStream,
}: NewsOptions = {}): News {
  const state = signal<NewsState>("connecting");
  const followers = new Set<Follower>();
  let last: number | undefined;
  let stream: NewsStream | undefined;

  const hear = (tidings: Tidings): unknown => {
    if (tidings.kind === "hello") return stream && channel?.postMessage(standing());
    if (tidings.kind === "event") return pass(tidings.event);
    // The first time is told when the stream is there, once for all reasons.
    if (tidings.kind === "missed") return state.value === "connecting" || tellMissed();
    const isFirst = state.value === "connecting" && tidings.state === "connected";
    state.value = tidings.state;
    if (isFirst) tellMissed();
    last = tidings.last ?? last;
  };
  const pass = (event: LoggedEvent) => {
    if (last !== undefined && event.id <= last) return;
    last = event.id;
    for (const { filter, listener } of followers) if (matches(event, filter)) listener(event);
  };
  const tellMissed = () => {
    last = undefined;
    for (const { missed } of followers) missed?.();
  };
  const standing = (): Tidings => ({ kind: "state", state: state.value, last });

  if (channel) channel.onmessage = ({ data }) => hear(data as Tidings);
  channel?.postMessage({ kind: "hello" } satisfies Tidings);
  leadership.take(() => {
    stream = open(last, (tidings) => {
      channel?.postMessage(tidings);
      hear(tidings);
    });
  });

  return {
    state,
    follow(filter, listener, missed) {
      const follower = { filter, listener, missed };
      followers.add(follower);
      if (state.value === "connected") missed?.();
      return () => followers.delete(follower);
    },
    close() {
      stream?.close();
      leadership.leave();
      channel?.close();
    },
  };
}

function openStream(last: number | undefined, tell: (tidings: Tidings) => void): NewsStream {
  return createNewsStream(last, tell, { refresh: createRefresh(fetch), signIn: goToSignIn });
}
