/** Where a node stands on the canvas, in canvas units. */
export interface NodePlace {
  readonly x: number;
  readonly y: number;
  readonly width?: number;
  readonly height?: number;
  readonly color?: string;
}

/** A note stuck on the canvas. */
export interface Note extends NodePlace {
  readonly width: number;
  readonly height: number;
  readonly text: string;
}

/** The canvas side of a workflow, in `workflows/<name>.layout.yaml`. */
export interface Layout {
  readonly name: string;
  readonly nodes: Readonly<Record<string, NodePlace>>;
  readonly notes: Readonly<Record<string, Note>>;
}
