/// <reference lib="dom" />

/** Takes the keyboard to a panel that opens; the answer takes it back before the panel leaves. */
export function panelFocus(panel: HTMLElement | null): (() => void) | undefined {
  if (!panel) return undefined;
  const before = document.activeElement;
  panel.focus({ preventScroll: true });
  return () => {
    const isInside = panel.contains(document.activeElement);
    if (isInside && before instanceof HTMLElement) before.focus({ preventScroll: true });
  };
}
