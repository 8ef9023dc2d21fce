import type { ReadonlySignal } from "@preact/signals";
import type { Catalogue, ComponentType } from "../../lib/model/catalogue.ts";
import type { Json } from "../../lib/model/json.ts";
import type { Operation, OperationPath } from "../../lib/model/operation.ts";
import type { LocatedProblem } from "../../lib/model/problem.ts";
import type { createPast, Past } from "../history/past.ts";
import type { Toasts } from "../toasts.tsx";
import type { CanvasView, Point } from "./canvas_view.ts";
import type { Clashing } from "./clashing.ts";
import type { Copied } from "./clipboard.ts";
import type { Deploying } from "./deploying.ts";
import type { Drawing } from "./drawing.ts";
import type { Folding } from "./folding.ts";
import type { History } from "./history.ts";
import type { Join } from "./joins.ts";
import type { FieldPlace, Panels } from "./panels.ts";
import type { EditorProps } from "./props.ts";
import type { Rendering } from "./rendering.ts";
import type { Saving } from "./saving.ts";
import type { createSavingWork } from "./saving_work.ts";
import type { Selection } from "./selection.ts";

/** The editor of a workflow: its files, what follows from them, and what a person can do. */
export interface Editor {
  readonly name: string;
  readonly catalogue: Catalogue;
  readonly environments: EditorProps["environments"];
  readonly outputs: EditorProps["outputs"];
  readonly nonce: string | undefined;
  readonly history: Pick<History, "texts" | "canUndo" | "canRedo">;
  readonly drawing: Drawing;
  readonly selection: Selection;
  readonly saving: Saving;
  readonly deploying: Deploying;
  readonly rendering: Rendering;
  readonly panels: Panels;
  readonly folding: Folding;
  readonly toasts: Toasts;
  /** Whether the person may edit, and deploy. */
  readonly canEdit: boolean;
  readonly canDeploy: boolean;
  /** Whether there is room for the canvas alone. */
  readonly isNarrow: boolean;
  /** The canvas, once it is there. */
  view: CanvasView | undefined;
  /** The component of a node. */
  typeOf(node: string): ComponentType | undefined;
  /** Does operations as one step; says why when they do not fit. With the same key they join the last step. */
  edit(operations: readonly Operation[], key?: string): boolean;
  /** Does operations that bring nodes, and selects those. */
  insert(operations: readonly Operation[], nodes: readonly string[]): boolean;
  /** Notes the source as somebody types it; everything follows after a pause. */
  type(text: string): void;
  /** Ends what is typed: the next edit is a step of its own. */
  settle(): void;
  undo(): void;
  redo(): void;
  /** Adds a node, by default in the middle and in no group, and selects it. Answers its id. */
  add(component: string, at?: Point, group?: string): string | undefined;
  /** Moves nodes to where they were dropped. */
  move(places: readonly (Point & { readonly node: string })[]): void;
  /** Draws a connection, or says why not. */
  connect(join: Join): boolean;
  disconnect(join: Join): void;
  /** Removes what is selected. */
  remove(): void;
  /** Sets a field of a node's config, or with `undefined` takes it away. */
  setField(node: string, path: OperationPath, value: Json | undefined): void;
  setTitle(node: string, title: string): void;
  copy(): Copied | undefined;
  /** Pastes what was copied here, or the text of the clipboard. */
  paste(text?: string): void;
  duplicate(): void;
  /** Lays all nodes out anew. */
  arrange(): void;
  /** Goes to a field of a node's config. */
  showField(place: FieldPlace): void;
  /** Goes to what a problem is about. */
  show(problem: LocatedProblem): void;
  /** What is decided about what others saved meanwhile. */
  readonly clashing: Clashing;
  /** The past of the workflow, while somebody looks at it. */
  readonly past: ReadonlySignal<Past | undefined>;
  /** Whether a comparison stands in the place of the workflow. */
  readonly isLooking: ReadonlySignal<boolean>;
  /** Looks at the past, by the script that does. */
  openPast(create: typeof createPast): Past;
  closePast(): void;
  /** Takes the view of what stands on the canvas for a while, and gives it back. */
  look(view: CanvasView | undefined): void;
  /** Drops the edits that are not saved; they can be brought back for a moment. */
  discard(): Promise<void>;
  /** Whether the scripts are there that edits need. */
  readonly isReady: ReadonlySignal<boolean>;
  /** Begins to save, to keep drafts and to hear what others save, by the script that does. */
  begin(create: typeof createSavingWork): void;
  /** Ends what follows the news. */
  close(): void;
}
