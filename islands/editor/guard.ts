/// <reference lib="dom" />

const QUESTION = "You have edits that are not saved. Leave without saving them?";

/** Asks before a page with unsaved edits is left, by the browser or by a link. */
export function guardUnsaved(isDirty: () => boolean): void {
  let isAgreed = false;
  addEventListener("beforeunload", (event) => {
    if (isDirty() && !isAgreed) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.defaultPrevented || !leaves(event) || !isDirty()) return;
    isAgreed = confirm(QUESTION);
    if (!isAgreed) event.preventDefault();
  });
}

/** Whether a click follows a link away from this page, in this tab. */
function leaves(event: MouseEvent): boolean {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.target === "_blank") return false;
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return false;
  return link.pathname !== location.pathname || link.origin !== location.origin;
}
