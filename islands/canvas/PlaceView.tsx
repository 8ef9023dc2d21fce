import type { JSX } from "preact";

/** Draws where a node stood before. */
export function PlaceView(): JSX.Element {
  return <div class="place-before" />;
}
