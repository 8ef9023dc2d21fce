import type { JSX } from "preact";
import { ago, inFull } from "./time.ts";

/** Shows how long ago something was; in full when pointed at. */
export function Time(
  { at, now }: { readonly at: string; readonly now: number },
): JSX.Element {
  return <time dateTime={at} title={inFull(at)}>{ago(at, now)}</time>;
}
