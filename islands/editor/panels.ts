import { type Signal, signal } from "@preact/signals";
import type { Path } from "../../lib/model/json.ts";

/** The tabs under the canvas. */
export type Tab = "problems" | "source" | "files";

/** A dialog of the editor. */
export type DialogName = "shortcuts" | "connect" | "save";

/** What may stand in the place of the inspector. */
export type Side = "history" | "conflicts";

/** A field of a node's config. */
export interface FieldPlace {
  readonly node: string;
  readonly path: Path;
}

/** Which parts of the editor are seen. */
export interface Panels {
  readonly tab: Signal<Tab>;
  readonly isDockOpen: Signal<boolean>;
  /** In pixels. */
  readonly dockHeight: Signal<number>;
  readonly isPaletteOpen: Signal<boolean>;
  readonly isInspectorOpen: Signal<boolean>;
  /** What stands in the place of the inspector. */
  readonly side: Signal<Side | undefined>;
  /** The node whose history is to be shown next. */
  readonly historyOf: Signal<string | undefined>;
  readonly dialog: Signal<DialogName | undefined>;
  /** The field that is to be shown next, as the path of a problem. */
  readonly field: Signal<readonly (string | number)[] | undefined>;
  /** The field that the keyboard is in. */
  readonly looked: Signal<FieldPlace | undefined>;
  /** The line of the source that is to be shown next. */
  readonly line: Signal<number | undefined>;
  /** The tiers of the forms that are open. */
  readonly tiers: Signal<ReadonlySet<string>>;
  /** Opens a tab. */
  open(tab: Tab): void;
}

/** Creates the state of the parts; on a narrow screen the canvas stands alone at first. */
export function createPanels(isNarrow = false): Panels {
  const tab = signal<Tab>("problems");
  const isDockOpen = signal(false);
  return {
    tab,
    isDockOpen,
    dockHeight: signal(300),
    isPaletteOpen: signal(!isNarrow),
    isInspectorOpen: signal(!isNarrow),
    side: signal(),
    historyOf: signal(),
    dialog: signal(),
    field: signal(),
    looked: signal(),
    line: signal(),
    tiers: signal(new Set<string>()),
    open(next) {
      tab.value = next;
      isDockOpen.value = true;
    },
  };
}
