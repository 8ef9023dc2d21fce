/// <reference lib="dom" />
import type { Saving } from "./saving.ts";

/** Looks for edits from another tab or device: at once, and whenever somebody comes back to the page. */
export function followDraft(saving: Pick<Saving, "look" | "keep" | "draft">): void {
  // Nobody waits for it; the next time it is looked again.
  const look = () => void saving.look().catch(() => {});
  look();
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") look();
    else void saving.keep().catch(() => {});
  });
  addEventListener("online", () => {
    if (saving.draft.peek().fault !== undefined) void saving.keep().catch(() => {});
  });
}
