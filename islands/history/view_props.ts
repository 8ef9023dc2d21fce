import type { EditorViewProps } from "../editor/view_props.ts";
import type { Past } from "./past.ts";

/** What every part of the history is told. */
export interface PastProps extends EditorViewProps {
  readonly past: Past;
}
