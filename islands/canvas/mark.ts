import { minus, move, pencil, triangleAlert } from "../editor/icon.ts";
import { type IconNode, plus } from "../icon.ts";

/** What is to be seen about a node or connection at a glance. */
export type MarkKind = "added" | "removed" | "changed" | "moved" | "conflict";

/** A mark: what it is, and what it says about one thing. */
export interface Mark {
  readonly kind: MarkKind;
  readonly title: string;
}

/** How marks look: a colour by its class, and a shape that needs none. */
export const MARKS: Readonly<
  Record<MarkKind, { readonly icon: IconNode; readonly title: string; readonly sign: string }>
> = {
  added: { icon: plus, title: "Added", sign: "+" },
  removed: { icon: minus, title: "Removed", sign: "−" },
  changed: { icon: pencil, title: "Changed", sign: "≠" },
  moved: { icon: move, title: "Moved", sign: "→" },
  conflict: { icon: triangleAlert, title: "Both changed it", sign: "!" },
};
