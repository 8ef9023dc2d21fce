import { applyOperations, type WorkflowFiles } from "./edit.ts";
import { parseLayout } from "./layout.ts";

/** Files whose layout has no places of some nodes; every other byte stays. One that cannot be read stays. */
export function forgetPlaces(files: WorkflowFiles, nodes: ReadonlySet<string>): WorkflowFiles {
  const { layout, name } = files;
  if (layout === undefined || nodes.size === 0) return files;
  const places = parseLayout(layout, `workflows/${name}.layout.yaml`).value?.nodes ?? {};
  const ids = Object.keys(places).filter((id) => nodes.has(id));
  if (ids.length === 0) return files;
  // A place belongs to a node, and these nodes are gone.
  const workflow = `spec: { nodes: { ${
    ids.map((id) => `${JSON.stringify(id)}: {}`).join(", ")
  } } }`;
  const moves = ids.map((node) => ({ op: "move", node, x: null, y: null } as const));
  return { ...files, layout: applyOperations({ workflow, layout, name }, moves).layout };
}
