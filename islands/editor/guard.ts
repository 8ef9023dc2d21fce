/// <reference lib="dom" />

const QUESTION = "Your last edits are not kept yet. Leave without them?";

/** What stands between a page and its edits. */
export interface Guarded {
  /** Whether there are edits that nobody but this page has. */
  isUnsafe(): boolean;
  /** Keeps them; whether that was done. */
  keep(): Promise<boolean>;
}

/** Keeps edits before a page is left by a link, and asks where they cannot be kept. */
export function guardUnsaved(edits: Guarded): void {
  let isAgreed = false;
  addEventListener("beforeunload", (event) => {
    if (isAgreed || !edits.isUnsafe()) return;
    event.preventDefault();
    void edits.keep().catch(() => {});
  });
  document.addEventListener("click", async (event) => {
    const link = event.defaultPrevented ? undefined : leaving(event);
    if (!link || !edits.isUnsafe()) return;
    event.preventDefault();
    const isKept = await edits.keep().catch(() => false);
    isAgreed = isKept || confirm(QUESTION);
    if (isAgreed) location.assign(link.href);
  });
}

/** The link away from this page that a click follows in this tab. */
function leaving(event: MouseEvent): HTMLAnchorElement | undefined {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return undefined;
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return undefined;
  const isAway = link.pathname !== location.pathname || link.origin !== location.origin;
  return isAway ? link : undefined;
}
