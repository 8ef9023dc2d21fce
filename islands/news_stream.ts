/// <reference lib="dom" />
import { EVENT_TYPES, type EventType, type LoggedEvent } from "../lib/model/event.ts";
import type { Tidings } from "./tidings.ts";

/** The one stream of a browser. */
export interface NewsStream {
  close(): void;
}

/** What a stream needs besides where to begin; tests hand in their own. */
export interface NewsStreamOptions {
  /** Renews the session; whether there is one. */
  readonly refresh: () => Promise<boolean>;
  readonly signIn: () => void;
  readonly connect?: (path: string) => EventSource;
  readonly later?: (work: () => void, milliseconds: number) => void;
}

/** The longest wait before the next try. */
const LONGEST_WAIT = 30_000;

/** `EventSource.CLOSED`: the browser has given up, for instance after a 401. */
const CLOSED = 2;

/** Opens the stream behind an id and keeps it open, whatever the network and the server do. */
export function createNewsStream(
  last: number | undefined,
  tell: (tidings: Tidings) => void,
  {
    refresh,
    signIn,
    connect = (path) => new EventSource(path),
    later = (work, milliseconds) => setTimeout(work, milliseconds),
  }: NewsStreamOptions,
): NewsStream {
  let source: EventSource;
  let failures = 0;
  let isClosed = false;

  const open = () => {
    source = connect(`/api/v1/events${last === undefined ? "" : `?after=${last}`}`);
    source.onopen = opened;
    source.onerror = failed;
    source.addEventListener("reset", reset);
    source.addEventListener("bye", again);
    for (const type of EVENT_TYPES) source.addEventListener(type, (event) => heard(type, event));
  };
  const opened = () => {
    failures = 0;
    // Without an id the server cannot tell what came before the stream was there.
    if (last === undefined) tell({ kind: "missed" });
    tell({ kind: "state", state: "connected", last });
  };
  const heard = (type: EventType, { data, lastEventId }: MessageEvent) => {
    // A failed connection is an event called "error" too, without data.
    if (data === undefined) return;
    last = Number(lastEventId);
    tell({ kind: "event", event: { id: last, type, data: JSON.parse(data) } as LoggedEvent });
  };
  const reset = () => {
    last = undefined;
    tell({ kind: "missed" });
  };
  const failed = () => {
    tell({ kind: "state", state: "reconnecting", last });
    if (source.readyState === CLOSED) retry();
  };
  const again = () => {
    source.close();
    failed();
  };
  const retry = () => {
    const wait = Math.min(LONGEST_WAIT, 1_000 * 2 ** failures++) * (0.5 + Math.random() / 2);
    later(async () => {
      if (isClosed) return;
      const isSignedIn = await refresh().catch(() => true);
      if (isClosed) return;
      if (isSignedIn) open();
      else signIn();
    }, wait);
  };

  open();
  return {
    close() {
      isClosed = true;
      source.close();
    },
  };
}
