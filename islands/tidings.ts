import type { LoggedEvent } from "../lib/model/event.ts";

/** Whether what happens elsewhere arrives here. */
export type NewsState = "connecting" | "connected" | "reconnecting";

/** What the tab that holds the stream tells the others. */
export type Tidings =
  | { readonly kind: "event"; readonly event: LoggedEvent }
  /** Events may have gone by unseen. */
  | { readonly kind: "missed" }
  /** How the stream stands, and the id of its last event. */
  | { readonly kind: "state"; readonly state: NewsState; readonly last: number | undefined }
  /** A new tab asks how the stream stands. */
  | { readonly kind: "hello" };
