import { connectionsOf, type Drawing, renamed } from "../../model/diff.ts";
import type { RenameNode } from "../../model/operation.ts";
import { type NodeFate, nodeRows } from "./rows.ts";
import { nameText } from "./values.ts";
import type { WorkflowChange } from "./workflow_change.ts";

/** Beyond this a graph helps nobody, and GitHub draws none of over 500 edges. */
const MOST_NODES = 80;
const MOST_EDGES = 300;

/** Shape and colours of a node by what became of it. */
const LOOKS = {
  added: ["([", "])", "fill:#dafbe1,stroke:#1a7f37,color:#0a3d1a"],
  removed: ["{{", "}}", "fill:#ffebe9,stroke:#cf222e,color:#660b12,stroke-dasharray:4"],
  renamed: ["[[", "]]", "fill:#ddf4ff,stroke:#0969da,color:#062f5c"],
  changed: ["[", "]", "fill:#fff8c5,stroke:#9a6700,color:#4d3300"],
  regrouped: ["[", "]", "fill:#fbefff,stroke:#8250df,color:#3a1d6e"],
  rewired: ["[", "]", "fill:#fbefff,stroke:#8250df,color:#3a1d6e"],
  beside: ["(", ")", "fill:#f6f8fa,stroke:#8c959f,color:#24292f"],
} as const;

type Look = keyof typeof LOOKS;

/** How a connection is drawn by what became of it. */
const ARROWS = { added: "==>", removed: "-.->", kept: "-->" } as const;

interface Edge {
  readonly from: string;
  readonly to: string;
  readonly arrow: string;
}

/** A node as it is drawn. */
interface Box {
  readonly label: string;
  readonly look: Look;
}

/**
 * The nodes that changed and those beside them, as Mermaid. `undefined` where no node changed,
 * `"too large"` where there are more than anybody can see.
 */
export function changedGraph(change: WorkflowChange): string | undefined {
  const boxes = changedBoxes(change);
  if (boxes.size === 0) return undefined;
  const edges = edgesOf(change).filter(({ from, to }) => boxes.has(from) || boxes.has(to));
  for (const node of edges.flatMap(({ from, to }) => [from, to])) {
    if (!boxes.has(node)) boxes.set(node, { label: labelText(node), look: "beside" });
  }
  if (boxes.size > MOST_NODES || edges.length > MOST_EDGES) return TOO_LARGE;
  const ids = new Map([...boxes.keys()].map((node, index) => [node, `n${index}`]));
  const looks = new Set([...boxes.values()].map(({ look }) => look));
  return [
    "flowchart LR",
    ...[...boxes].map(([node, box]) => `  ${ids.get(node)}${boxText(box)}`),
    ...edges.map(({ from, to, arrow }) => `  ${ids.get(from)} ${arrow} ${ids.get(to)}`),
    ...[...looks].map((look) => `  classDef ${look} ${LOOKS[look][2]}`),
  ].join("\n");
}

/** Stands for a graph that is not drawn. */
export const TOO_LARGE = "too large";

function changedBoxes(change: WorkflowChange): Map<string, Box> {
  return new Map(
    nodeRows(change).flatMap(({ node, was, fate }) => {
      if (fate === "moved only") return [];
      const names = [was, node].filter((name) => name !== undefined).map(labelText);
      return [[node, { label: `${names.join(" → ")}<br/>${fate}`, look: lookOf(fate) }]];
    }),
  );
}

function lookOf(fate: Exclude<NodeFate, "moved only">): Look {
  return fate;
}

function boxText({ label, look }: Box): string {
  const [open, close] = LOOKS[look];
  return `${open}"${label}"${close}:::${look}`;
}

/** The connections of both versions between nodes, each pair once for each way it is drawn. */
function edgesOf({ base, head, difference }: WorkflowChange): Edge[] {
  const renames = (difference?.nodes ?? []).flatMap(({ node, was }): RenameNode[] =>
    was === undefined ? [] : [{ op: "rename-node", node: was, to: node }]
  );
  const before = endsOf(base && renamed(base, renames));
  const after = endsOf(head);
  const edges = [...new Map([...before, ...after])].map(([key, { from, to }]): Edge => {
    const isKept = before.has(key) && after.has(key);
    const arrow = isKept ? ARROWS.kept : after.has(key) ? ARROWS.added : ARROWS.removed;
    return { from: nodeOf(from), to: nodeOf(to), arrow };
  });
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}

function endsOf(
  drawing: Drawing | undefined,
): ReadonlyMap<string, { readonly from: string; readonly to: string }> {
  return drawing ? connectionsOf(drawing.workflow) : new Map();
}

function nodeOf(end: string): string {
  return end.slice(0, end.lastIndexOf("."));
}

/** A name in a label: all but letters, digits and dashes as Mermaid's codes, so nothing means more. */
function labelText(name: string): string {
  return nameText(name).replace(
    /[^\p{L}\p{N}-]/gu,
    (character) => `#${character.codePointAt(0)};`,
  );
}
